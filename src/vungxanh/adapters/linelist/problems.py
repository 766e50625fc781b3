"""What may be wrong with a cell. Pure."""


class CellError(Exception):
    """A cell that cannot be read: the reason and the remedy, two short sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy = reason, remedy


class UnclearError(Exception):
    """A cell that says too little for our field: it stays empty, and a warning says so."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
