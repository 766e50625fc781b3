"""Room agencies."""
