"""Engines: heavy computation without Django. Each folder has one door, `api.py`."""
