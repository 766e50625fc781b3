"""Every event and who listens, on one page."""


def connect() -> None:
    """Called once when Django is ready."""
