"""Millions of rows of a SQLite database as columns, read by SQLite in processes of their own. Enter by `api.py`."""
