"""A room of the kill test: it writes notes, hears of them, and counts in a job. Nothing in it forbids doubles."""
