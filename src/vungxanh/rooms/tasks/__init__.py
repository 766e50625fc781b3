"""Room tasks."""
