"""Reads; each takes `by` and starts from what that person may see."""
