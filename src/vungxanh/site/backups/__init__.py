"""Copying the whole centre into one file while it runs, and putting it back, verified."""
