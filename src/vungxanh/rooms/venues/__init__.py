"""Room venues."""
