"""Room meetings."""
