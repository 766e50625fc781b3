"""Today: what must be done now, by whom, in order."""
