"""Room treatment."""
