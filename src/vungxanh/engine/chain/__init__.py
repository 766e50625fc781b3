"""Chains of transmission in numbers. Enter by `api.py`."""
