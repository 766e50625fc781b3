"""Room people."""
