"""All visits and meetings by PostgreSQL's binary COPY, in portions of columns: no object per row."""

from __future__ import annotations

# ruff: noqa: S608 -- every name put into SQL here is a constant
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from vungxanh.engine.copyrows import api as copyrows
from vungxanh.kernel.actor import system
from vungxanh.rooms.places import queries as places

VISIT, CONTACT = "tracing_visit", "tracing_contactevent"
STAYED = ("id", "person_id", "venue_id", "start_at", "end_at")
MET = ("id", "person_id", "other_id", "start_at", "end_at")
NUMBERS = ("distance_m", "minutes", "masked", "household", "physical", "care", "closed_space")
TIMES = ("start_at", "end_at")
HEADER = 19  # bytes (PostgreSQL manual, COPY, binary format)
YEAR_2000 = 946_684_800  # seconds since 1970

Columns = dict[str, npt.NDArray[Any]]
Kinds = Sequence[tuple[str, str]]


def areas() -> dict[int, str]:
    """Hash of each area of a meeting -> the area."""
    return _hashed(f"(SELECT DISTINCT area_path FROM {CONTACT}) met (path)", [])


def likely() -> dict[int, str]:
    """The same of all areas there are, without reading the meetings."""
    return _hashed("unnest(%s::text[]) known (path)", [["", *places.paths(by=system())]])


def _hashed(source: str, values: Any) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT hashtextextended(path, 0), path FROM {source}", values)
        return {number % 2**64: path for number, path in cursor.fetchall()}


def portions(table: str, where: str = "true") -> Iterator[Columns]:
    """Rows not removed, by column name: ids as words, ``…_at`` as seconds, numbers with NaN for none, areas hashed.

    One statement on this thread's connection, and so as of one moment. where: a condition in SQL.
    """
    ids = (STAYED if table == VISIT else MET)[:3]
    asked = [*ids, *TIMES]
    kinds = [(n, "V16") for n in ids] + [(n, ">i8") for n in TIMES]
    if table == CONTACT:
        asked += [f"coalesce({n}::float8, 'NaN')" for n in NUMBERS[:2]]
        asked += [f"coalesce({n}::int::float8, 'NaN')" for n in NUMBERS[2:]] + ["hashtextextended(area_path, 0)"]
        kinds += [(n, ">f8") for n in NUMBERS] + [("area_path", ">i8")]
    row = np.dtype([("fields", ">i2")] + [part for n, kind in kinds for part in ((f"{n}_n", ">i4"), (n, kind))])
    skip = HEADER
    for block in _sent(f"SELECT {', '.join(asked)} FROM {table} WHERE removed_at IS NULL AND {where}"):
        rows = (block.size - skip) // row.itemsize  # two bytes more at the end
        if rows:
            yield _columns(block[skip : skip + rows * row.itemsize].view(row), kinds)
        skip = 0


def _sent(select: str) -> Iterator[npt.NDArray[np.uint8]]:
    """Whole rows, as COPY sends them."""
    from psycopg.pq import ExecStatus  # where PostgreSQL is used at all

    connection.ensure_connection()
    libpq = connection.connection.pgconn
    try:
        if libpq.exec_(f"COPY ({select}) TO STDOUT (FORMAT BINARY)".encode()).status != ExecStatus.COPY_OUT:
            raise ValueError("the database does not copy")
        yield from copyrows.blocks(libpq)
        if libpq.get_result().status != ExecStatus.COMMAND_OK:
            raise ValueError("the copy broke off")
    finally:
        _finish(libpq)


def _finish(libpq: Any) -> None:
    """Take what is left, so that the connection can be used again, if it is still open."""
    from psycopg.pq import ExecStatus

    while libpq.pgconn_ptr and (result := libpq.get_result()) is not None:
        if result.status == ExecStatus.COPY_OUT:
            while libpq.get_copy_data(0)[0] > 0:
                pass


def _columns(rows: npt.NDArray[Any], kinds: Kinds) -> Columns:
    def column(name: str, kind: str) -> npt.NDArray[Any]:
        if kind == "V16":
            return np.ascontiguousarray(rows[name]).view(">u8").reshape(-1, 2).astype(np.uint64)
        native = rows[name].astype(np.dtype(kind).newbyteorder("="))
        if name in TIMES:  # sent as microseconds since 2000; to have the server reckon costs it more than to send
            return native // 1_000_000 + YEAR_2000
        return native.view(np.uint64) if name == "area_path" else native

    return {name: column(name, kind) for name, kind in kinds}
