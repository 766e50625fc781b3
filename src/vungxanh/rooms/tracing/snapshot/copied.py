"""All visits and meetings by PostgreSQL's binary COPY, in portions of columns: no object per row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

VISIT, CONTACT = "tracing_visit", "tracing_contactevent"
STAYED = ("id", "person_id", "venue_id", "start_at", "end_at")
MET = ("id", "person_id", "other_id", "start_at", "end_at")
NUMBERS = ("distance_m", "minutes", "masked", "household", "physical", "care", "closed_space")
TIMES = ("start_at", "end_at")
AT_ONCE = 100_000  # rows
YEAR_2000 = 946_684_800  # seconds since 1970

Columns = dict[str, npt.NDArray[Any]]


def areas() -> dict[int, str]:
    """Hash of each area of a meeting -> the area."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT hashtextextended(area_path, 0), area_path FROM {CONTACT}")  # noqa: S608
        return {number % 2**64: path for number, path in cursor.fetchall()}


def portions(table: str) -> Iterator[Columns]:
    """Rows not removed, by column name: ids as words, ``…_at`` as seconds, numbers with NaN for none, areas hashed.

    One statement, and so as of one moment.
    """
    ids = (STAYED if table == VISIT else MET)[:3]
    asked = [*ids, *TIMES]
    kinds = [(n, "V16") for n in ids] + [(n, ">i8") for n in TIMES]
    if table == CONTACT:
        asked += [f"coalesce({n}::float8, 'NaN')" for n in NUMBERS[:2]]
        asked += [f"coalesce({n}::int::float8, 'NaN')" for n in NUMBERS[2:]] + ["hashtextextended(area_path, 0)"]
        kinds += [(n, ">f8") for n in NUMBERS] + [("area_path", ">i8")]
    row = np.dtype([("fields", ">i2")] + [part for n, kind in kinds for part in ((f"{n}_n", ">i4"), (n, kind))])
    select = f"COPY (SELECT {', '.join(asked)} FROM {table} WHERE removed_at IS NULL) TO STDOUT (FORMAT BINARY)"  # noqa: S608
    waiting, header = b"", 19  # bytes (PostgreSQL manual, COPY, binary format)
    for block in _copied(select):
        waiting, header = waiting + block[header:], 0
        rows = len(waiting) // row.itemsize
        if rows:
            yield _columns(np.frombuffer(waiting, row, rows), kinds)
        waiting = waiting[rows * row.itemsize :]


def _copied(select: str) -> Iterator[bytes]:
    """What COPY sends, many rows at a time, by libpq itself: psycopg's own loop takes four times as long a row."""
    from psycopg.pq import ExecStatus  # where PostgreSQL is used at all

    connection.ensure_connection()
    libpq = connection.connection.pgconn
    try:
        if libpq.exec_(select.encode()).status != ExecStatus.COPY_OUT:
            raise ValueError("the database does not copy")
        take, size = libpq.get_copy_data, 0
        while size >= 0:
            taken = bytearray()
            for _ in range(AT_ONCE):
                size, block = take(0)
                if size < 0:
                    break
                taken += block
            yield bytes(taken)
        if libpq.get_result().status != ExecStatus.COMMAND_OK:
            raise ValueError("the copy broke off")
    finally:
        _finish(libpq)


def _finish(libpq: Any) -> None:
    """Take what is left, so that the connection can be used again."""
    from psycopg.pq import ExecStatus

    while (result := libpq.get_result()) is not None:
        if result.status == ExecStatus.COPY_OUT:
            while libpq.get_copy_data(0)[0] > 0:
                pass


def _columns(rows: npt.NDArray[Any], kinds: Sequence[tuple[str, str]]) -> Columns:
    def column(name: str, kind: str) -> npt.NDArray[Any]:
        if kind == "V16":
            return np.ascontiguousarray(rows[name]).view(">u8").reshape(-1, 2).astype(np.uint64)
        native = rows[name].astype(np.dtype(kind).newbyteorder("="))
        if name in TIMES:  # sent as microseconds since 2000; to have the server reckon costs it more than to send
            return native // 1_000_000 + YEAR_2000
        return native.view(np.uint64) if name == "area_path" else native

    return {name: column(name, kind) for name, kind in kinds}
