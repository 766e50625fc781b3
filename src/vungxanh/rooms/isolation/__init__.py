"""Room isolation."""
