"""Columns of a SQLite table straight from its file. Enter by `api.py`."""
