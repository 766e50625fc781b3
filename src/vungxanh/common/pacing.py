"""SQLite has one writer and no queue before it: work in the background leaves gaps for the people who wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONGEST_GAP = 0.2
"""Seconds; longer than the longest nap of SQLite's busy handler (0.1 s), so that a waiting writer gets its turn."""

_thread = threading.local()


def in_background() -> None:
    """The calling thread belongs to the worker from now on."""
    _thread.background = True


def is_background() -> bool:
    """Whether the calling thread belongs to the worker."""
    return getattr(_thread, "background", False)


@contextmanager
def paced() -> Iterator[None]:
    """Around a write: in the background, rest afterwards as long as the lock was held, up to ``LONGEST_GAP``."""
    wait = is_background() and connection.vendor == "sqlite" and not connection.in_atomic_block
    begun = time.monotonic()
    try:
        yield
    finally:
        if wait:
            time.sleep(min(max(time.monotonic() - begun, 0.01), LONGEST_GAP))
