"""What PostgreSQL's COPY sends, many rows at a time, gathered by a compiled loop. Enter by `api.py`."""
