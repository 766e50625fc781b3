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
    ids, times = (STAYED if table == VISIT else MET)[:3], ("start_at", "end_at")
    asked = [*ids, *(f"floor(extract(epoch from {n}))::int8" for n in times)]
    kinds = [(n, "V16") for n in ids] + [(n, ">i8") for n in times]
    if table == CONTACT:
        asked += [f"coalesce({n}::float8, 'NaN')" for n in NUMBERS[:2]]
        asked += [f"coalesce({n}::int::float8, 'NaN')" for n in NUMBERS[2:]] + ["hashtextextended(area_path, 0)"]
        kinds += [(n, ">f8") for n in NUMBERS] + [("area_path", ">i8")]
    row = np.dtype([("fields", ">i2")] + [part for n, kind in kinds for part in ((f"{n}_n", ">i4"), (n, kind))])
    select = f"COPY (SELECT {', '.join(asked)} FROM {table} WHERE removed_at IS NULL) TO STDOUT (FORMAT BINARY)"  # noqa: S608
    waiting, size, skipped = bytearray(), row.itemsize, False
    for block in _copied(select):
        waiting += block
        if not skipped and len(waiting) >= 19:  # the header (PostgreSQL manual, COPY, binary format)
            del waiting[:19]
            skipped = True
        if len(waiting) > 1 << 23:
            whole = len(waiting) // size * size
            yield _columns(np.frombuffer(bytes(waiting[:whole]), row), kinds)
            del waiting[:whole]
    yield _columns(np.frombuffer(bytes(waiting[: len(waiting) // size * size]), row), kinds)


def _copied(select: str) -> Iterator[Any]:
    """What COPY sends, a row at a time, by libpq itself: psycopg's own loop takes four times as long a row."""
    from psycopg.pq import ExecStatus  # where PostgreSQL is used at all

    connection.ensure_connection()
    libpq = connection.connection.pgconn
    try:
        if libpq.exec_(select.encode()).status != ExecStatus.COPY_OUT:
            raise ValueError("the database does not copy")
        while True:
            size, block = libpq.get_copy_data(0)
            if size < 0:
                break
            yield block
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
        return native.view(np.uint64) if name == "area_path" else native

    return {name: column(name, kind) for name, kind in kinds}
