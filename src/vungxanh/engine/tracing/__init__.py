"""Contact tracing F0 -> F1..Fn over millions of contacts and visits. Enter by `api.py`."""
