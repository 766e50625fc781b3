"""Contact tracing beyond one machine: Parquet by province and day, one question, DuckDB or Spark. Enter by `api.py`."""
