"""Daily counts by area, as other people's files have them, brought in as aggregate series."""
