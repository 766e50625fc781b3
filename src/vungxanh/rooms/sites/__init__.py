"""Room sites."""
