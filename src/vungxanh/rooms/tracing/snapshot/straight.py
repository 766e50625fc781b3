"""All visits and meetings straight from the database: SQLite's file, PostgreSQL's binary COPY. No object per row.

Both give portions of columns. Where SQLite's file cannot be read as it is (a transaction is open, another program
writes at this very moment, no write-ahead log), `NotReadable` says so and the rows are asked for one by one.
"""

from __future__ import annotations

import sqlite3
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from vungxanh.engine.sqlitefile import api as file_columns
from vungxanh.engine.sqlitefile.api import NotReadable, Portion

VISIT, CONTACT = "tracing_visit", "tracing_contactevent"
STAYED = ("id", "person_id", "venue_id", "start_at", "end_at")
MET = ("id", "person_id", "other_id", "start_at", "end_at")
NUMBERS = ("distance_m", "minutes", "masked", "household", "physical", "care", "closed_space")
TRIES = 20

Columns = dict[str, npt.NDArray[Any]]


@contextmanager
def _still() -> Iterator[Path]:
    """The database file while nothing is written into it: all is merged, and our reading keeps it that way.

    A reader that begins when the log is merged reads the file alone, and as long as it does nobody may write there
    (sqlite.org/walformat.html, WAL_READ_LOCK 0). That it began so is seen in the log's index: merged frames = frames.
    """
    file = Path(str(connection.settings_dict["NAME"]))
    if connection.in_atomic_block or not file.is_file():
        raise NotReadable("rows of an open transaction are not in the file")
    own = sqlite3.connect(file, isolation_level=None, timeout=1)
    try:
        for _ in range(TRIES):
            own.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            own.execute("BEGIN")
            own.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if _merged(file):
                yield file
                return
            own.execute("ROLLBACK")
            time.sleep(0.05)
        raise NotReadable("the log of the database is never merged")
    finally:
        own.close()


def _merged(file: Path) -> bool:
    try:
        index = Path(f"{file}-shm").read_bytes()[:100]
    except OSError as error:
        raise NotReadable("the database has no write-ahead log") from error
    if len(index) < 100:
        raise NotReadable("the database has no write-ahead log")
    frames, merged = struct.unpack_from("=I", index, 16)[0], struct.unpack_from("=I", index, 96)[0]
    return bool(frames == merged)


def _table(file: Path, table: str) -> tuple[int, list[str]]:
    with sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True) as own:
        found = own.execute("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?", [table]).fetchone()
        names = [row[1] for row in own.execute(f"PRAGMA table_info({table})")]
    own.close()
    return int(found[0]), names


def from_file(table: str) -> Iterator[Columns]:
    """Portions of the rows not removed, by column name: ids as words, ``…_at`` as seconds, numbers with NaN for none.

    ``area_path`` is a 64-bit hash; see `areas`. Raises NotReadable, also half-way.
    """
    ids, times = (STAYED if table == VISIT else MET)[:3], ("start_at", "end_at")
    numbers, texts = (NUMBERS, ("area_path",)) if table == CONTACT else ((), ())
    with _still() as file:
        root, names = _table(file, table)
        wanted = sorted(names.index(n) for n in (*ids, *times, *numbers, *texts, "removed_at"))
        at = {names[place]: k for k, place in enumerate(wanted)}

        def read(rows: Portion) -> Columns:
            rows = rows.where_null(at["removed_at"])
            found: Columns = {n: rows.ids(at[n]) for n in ids} | {n: rows.seconds(at[n]) for n in times}
            return found | {n: rows.numbers(at[n]) for n in numbers} | {n: rows.hashes(at[n]) for n in texts}

        yield from file_columns.portions(file, root, wanted, read)


def areas(file_hash: bool) -> dict[int, str]:
    """Hash of each area of a meeting -> the area."""
    with connection.cursor() as cursor:
        if file_hash:
            cursor.execute(f"SELECT DISTINCT area_path FROM {CONTACT}")  # noqa: S608 -- a constant
            return {file_columns.hash_of(path): path for (path,) in cursor.fetchall()}
        cursor.execute(f"SELECT DISTINCT hashtextextended(area_path, 0), area_path FROM {CONTACT}")  # noqa: S608
        return {number % 2**64: path for number, path in cursor.fetchall()}


def from_copy(table: str) -> Iterator[Columns]:
    """The same from PostgreSQL, in one statement and so as of one moment."""
    ids, times = (STAYED if table == VISIT else MET)[:3], ("start_at", "end_at")
    asked = [*ids, *(f"floor(extract(epoch from {n}))::int8" for n in times)]
    kinds = [(n, "V16") for n in ids] + [(n, ">i8") for n in times]
    if table == CONTACT:
        asked += [f"coalesce({n}::float8, 'NaN')" for n in NUMBERS[:2]]
        asked += [f"coalesce({n}::int::float8, 'NaN')" for n in NUMBERS[2:]] + ["hashtextextended(area_path, 0)"]
        kinds += [(n, ">f8") for n in NUMBERS] + [("area_path", ">i8")]
    row = np.dtype([("fields", ">i2")] + [part for n, kind in kinds for part in ((f"{n}_n", ">i4"), (n, kind))])
    select = f"COPY (SELECT {', '.join(asked)} FROM {table} WHERE removed_at IS NULL) TO STDOUT (FORMAT BINARY)"  # noqa: S608
    connection.ensure_connection()
    with connection.cursor() as cursor, cursor.cursor.copy(select) as copy:
        waiting, size = bytearray(), row.itemsize
        skipped = False
        for block in copy:
            waiting += block
            if not skipped and len(waiting) >= 19:  # the header (PostgreSQL manual, COPY, binary format)
                del waiting[:19]
                skipped = True
            if len(waiting) > 1 << 23:
                whole = len(waiting) // size * size
                yield _columns(np.frombuffer(bytes(waiting[:whole]), row), kinds)
                del waiting[:whole]
        yield _columns(np.frombuffer(bytes(waiting[: len(waiting) // size * size]), row), kinds)


def _columns(rows: npt.NDArray[Any], kinds: Sequence[tuple[str, str]]) -> Columns:
    def column(name: str, kind: str) -> npt.NDArray[Any]:
        if kind == "V16":
            return np.ascontiguousarray(rows[name]).view(">u8").reshape(-1, 2).astype(np.uint64)
        native = rows[name].astype(np.dtype(kind).newbyteorder("="))
        return native.view(np.uint64) if name == "area_path" else native

    return {name: column(name, kind) for name, kind in kinds}
