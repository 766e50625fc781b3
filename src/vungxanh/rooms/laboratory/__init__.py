"""Room laboratory."""
