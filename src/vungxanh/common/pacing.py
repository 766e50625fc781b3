"""SQLite has one writer and no queue before it: work in the background leaves gaps for the people who wait."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONGEST_GAP = 0.2
"""Seconds; longer than the longest nap of SQLite's busy handler (0.1 s), so that a waiting writer gets its turn."""

_thread = threading.local()
_turn = threading.Lock()


def in_background() -> None:
    """The calling thread belongs to the worker from now on."""
    _thread.background = True


def is_background() -> bool:
    """Whether the calling thread belongs to the worker."""
    return getattr(_thread, "background", False)


@contextmanager
def paced() -> Iterator[None]:
    """Around a write: in the background, rest afterwards as long as the lock was held, up to ``LONGEST_GAP``.

    Threads of the background take turns, rest included: each resting by itself, together they would leave no gap, and
    SQLite's own waiting is unfair (it gives up after its time-out while others overtake).
    """
    if not is_background() or connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _turn:
        begun = time.monotonic()
        try:
            yield
        finally:
            time.sleep(min(max(time.monotonic() - begun, 0.01), LONGEST_GAP))
