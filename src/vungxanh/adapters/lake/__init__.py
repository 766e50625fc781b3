"""The centre's tracing data as a folder of Parquet files, and a case traced over such a folder on another engine."""
