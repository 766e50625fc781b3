"""Room zones."""
