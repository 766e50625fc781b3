"""Work on very many rows: Python's own housekeeping made rarer, writing done beside reading."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from django.db import connection

from vungxanh.common import pacing

_USUAL, _RARELY = gc.get_threshold(), (200_000, 20, 20)


@contextmanager
def heavy() -> Iterator[None]:
    """Around work that makes many short-lived rows: looking for circles among them took a quarter of an import's time."""
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)


def settled() -> None:
    """What this process has loaded stays loaded: Python looks for circles among what came since only.

    A web process keeps 200,000 objects (modules, names of places, regulations, templates); a look through all of them
    made one page in fifteen wait 0.1 s and more. To be called once they are loaded.
    """
    gc.collect()
    gc.freeze()


LARGE = 10_000
"""Rows after which what the database knows of its tables is out of date."""


def learn(rows: int) -> None:
    """After a load of so many rows: when it is a large one, the database looks at its tables, to go on choosing well."""
    if rows < LARGE or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit=1000")  # a look at each index, not a reading of it
        cursor.execute("ANALYZE")


class Beside:
    """One call at a time in a thread with a database connection of its own, while the caller goes on.

    Inside a transaction (or with a database in memory) the call is made at once: another connection would not see it.
    """

    def __init__(self) -> None:
        alone = connection.in_atomic_block or (connection.vendor == "sqlite" and connection.is_in_memory_db())  # type: ignore[attr-defined]
        self._pool = None if alone else ThreadPoolExecutor(1, "vungxanh-beside", initializer=self._begin)
        self._background = pacing.is_background()
        self._now: Future[Any] | None = None

    def _begin(self) -> None:
        if self._background:
            pacing.in_background()
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA mmap_size=0")  # the caller's connection has the file in memory already

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.submit(connection.close)
            self._pool.shutdown()

    def start(self, work: Callable[..., Any], *given: Any) -> None:
        """Begin; the call before has ended (``wait``)."""
        if self._pool is None:
            work(*given)
        else:
            self._now = self._pool.submit(work, *given)

    def wait(self) -> None:
        """Until the call has ended; raises what it raised."""
        now, self._now = self._now, None
        if now is not None:
            now.result()
