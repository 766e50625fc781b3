"""All visits and meetings from SQLite's file, by two processes that read for us. No object per row."""

from __future__ import annotations

# ruff: noqa: S608 -- every name put into SQL here is a constant
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from vungxanh.engine.sqliterows import api as rows
from vungxanh.kernel.actor import system
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing.snapshot import columns
from vungxanh.rooms.tracing.snapshot.copied import CONTACT, MET, NUMBERS, STAYED, VISIT, Columns

MANY = 300_000  # rows of a table from which on it pays: to start a process takes a second
PROCESSES = 2
TIMES = ("start_at", "end_at")
NAMES = {CONTACT: (*MET, *NUMBERS, "area_path"), VISIT: STAYED}
LETTERS = {CONTACT: "kkktt" + "n" * len(NUMBERS) + "h", VISIT: "kkktt"}


def many() -> bool:
    """Whether there are enough rows, in a file, and none of them in a transaction of ours that the file does not have."""
    if connection.in_atomic_block or not Path(str(connection.settings_dict["NAME"])).is_file():
        return False
    return any(last > MANY for _, last in map(_ends, (CONTACT, VISIT)))


def _ends(table: str) -> tuple[int, int]:
    first, last = next(columns.chunks(f"SELECT (SELECT min(rowid) FROM {table}), (SELECT max(rowid) FROM {table})"))[0]
    return first or 0, last or 0


def areas() -> dict[int, str]:
    """Hash of each area of a meeting -> the area."""
    found = next(columns.chunks(f"SELECT group_concat(DISTINCT area_path) FROM {CONTACT}"))[0][0]
    return {rows.hash_of(path): path for path in (found or "").split(",")}


def likely() -> dict[int, str]:
    """The same of all areas there are, without reading the meetings."""
    return {rows.hash_of(path): path for path in ("", *places.paths(by=system()))}


def portions() -> Iterator[tuple[str, Columns]]:
    """(table, rows not removed by column name) as `copied.portions` has them. Raises NotReadable, also half-way."""
    file, tables = Path(str(connection.settings_dict["NAME"])), (CONTACT, VISIT)
    shares: list[list[tuple[str, str, int, int]]] = [[] for _ in range(PROCESSES)]
    for table in tables:
        sql = (
            f"SELECT take({', '.join(NAMES[table])}) FROM {table} WHERE rowid >= ? AND rowid < ? AND removed_at IS NULL"
        )
        first, last = _ends(table)
        steps = [first + (last + 1 - first) * k // PROCESSES for k in range(PROCESSES)] + [last + 1]
        for share, low, high in zip(shares, steps, steps[1:], strict=False):
            share.append((sql, LETTERS[table], low, high))
    for number, found in rows.portions(file, shares):
        yield tables[number], dict(zip(NAMES[tables[number]], found, strict=True))
