"""All visits and meetings of PostgreSQL, over two connections at once and yet as of one moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from queue import Queue
from threading import Event, Thread

from django.db import connection, transaction

from vungxanh.rooms.tracing.snapshot import copied
from vungxanh.rooms.tracing.snapshot.copied import CONTACT, VISIT, Columns

MANY = 4_096  # pages of a table from which on a second connection pays: 32 MB
WAITING = 3  # portions that may wait to be taken
TABLES = (CONTACT, VISIT)
REPEATABLE = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"

Part = tuple[str, str]  # table, condition in SQL
Found = Queue[tuple[str, Columns] | Exception | None]


def many() -> bool:
    """Whether there are enough rows, and none in a transaction of ours that another connection does not see."""
    return not connection.in_atomic_block and any(_pages(table) > MANY for table in TABLES)


def portions() -> Iterator[tuple[str, Columns]]:
    """(table, columns as `copied.portions` has them). Raises ValueError and errors of the database, also half-way.

    Meanwhile this thread's connection is in a transaction, and free for other questions.
    """
    pages = {table: _pages(table) for table in TABLES}
    halves = [[(t, f"ctid {side} '({pages[t] // 2},0)'::tid") for t in TABLES] for side in ("<", ">=")]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(REPEATABLE)
        cursor.execute("SELECT pg_export_snapshot()")
        yield from _of_both(halves, cursor.fetchone()[0])


def _pages(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s) / current_setting('block_size')::int", [table])
        return int(cursor.fetchone()[0])


def _of_both(halves: Sequence[Sequence[Part]], moment: str) -> Iterator[tuple[str, Columns]]:
    out: Found = Queue(maxsize=WAITING)
    enough = Event()
    readers = [Thread(target=_read, args=(half, moment, out, enough), name="tracing-copy") for half in halves]
    for reader in readers:
        reader.start()
    left = len(readers)
    try:
        while left:
            found = out.get()
            if isinstance(found, Exception):
                raise found
            if found is None:
                left -= 1
            else:
                yield found
    finally:
        enough.set()
        while left:
            left -= out.get() is None


def _read(half: Sequence[Part], moment: str, out: Found, enough: Event) -> None:
    """In a thread, and so on a connection, of its own."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(REPEATABLE)
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [moment])
            for table, where in half:
                for found in copied.portions(table, where):
                    if enough.is_set():
                        connection.close()
                        return
                    out.put((table, found))
    except Exception as why:
        out.put(why)
    finally:
        connection.close()
        out.put(None)
