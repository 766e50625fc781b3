"""Rows read by other processes are what SQLite says they are."""

import io
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from vungxanh.engine.sqliterows import child
from vungxanh.engine.sqliterows.api import NotReadable, hash_of, portions

SQL = "SELECT take(id, at, amount, name) FROM t WHERE rowid >= ? AND rowid < ?"
LETTERS = "ktnh"
ROWS = 70_000  # more than a portion
AMOUNTS = (None, 0, 1, -7, 2**40, 1.5, -0.25)
NAMES = ("", "3/70/691/", "Thủ Đức")


def row(n: int) -> tuple[object, ...]:
    at = datetime.fromtimestamp(n * 40_009 + 1, UTC).strftime("%Y-%m-%d %H:%M:%S")  # 1970 to 2058
    return UUID(int=n * 2**61 + n).hex, at + ".123456" * (n % 2), AMOUNTS[n % 7], NAMES[n % 3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "some rows.sqlite3"
    with sqlite3.connect(path) as own:
        own.execute("PRAGMA journal_mode=wal")
        own.execute("CREATE TABLE t (id char(32) PRIMARY KEY, at datetime, amount real, name varchar(40))")
        own.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", map(row, range(ROWS)))
    own.close()
    return path


@pytest.mark.nodb
def test_every_row_once_as_it_was_written(file: Path) -> None:
    shares = [[(SQL, LETTERS, 0, 3), (SQL, LETTERS, 3, 69_000)], [(SQL, LETTERS, 69_000, ROWS + 1)]]
    found = {}
    for number, (ids, at, amounts, names) in portions(file, shares):
        assert number in (0, 1)
        for key, *values in zip(ids.tolist(), at.tolist(), amounts.tolist(), names.tolist(), strict=True):
            found[UUID(int=key[0] << 64 | key[1]).hex] = values
    assert len(found) == ROWS
    for n in (*range(30), *range(68_990, 69_010), ROWS - 1):
        key, at, amount, name = row(n)
        second, number, hashed = found[key]
        assert second == n * 40_009 + 1
        assert number == amount or (amount is None and np.isnan(number))
        assert hashed == hash_of(name)


@pytest.mark.nodb
def test_what_is_unusual_is_left_to_sqlite(file: Path) -> None:
    """Read in this process, which nothing else uses the file in."""
    with sqlite3.connect(file) as own:
        for n, (column, value) in enumerate(
            [("id", "zz" * 16), ("id", "ab"), ("at", "16/08/2021 21:12:00"), ("at", "2021-13-01 00:00:00"), ("at", None),
             ("at", "2021-08-16 2x:12:00"), ("amount", "nhiều"), ("amount", b"1"), ("name", None)],
        ):  # fmt: skip
            own.execute(f"UPDATE t SET {column} = ? WHERE rowid = ?", [value, 10 * n + 10])
    own.close()
    for n in range(10):
        reader, low, out = child.Database(str(file)), 10 * n + 1, io.BytesIO()
        question = (SQL, LETTERS, low, low + 10)
        if n == 9:
            child.send(reader, question, 0, out)
            assert len(out.getvalue()) == 16 + 10 * (16 + 8 + 8 + 8)
            continue
        with pytest.raises(SystemExit) as ended:
            child.send(reader, question, 0, out)
        assert ended.value.code == child.UNUSUAL


@pytest.mark.nodb
def test_no_file_no_rows(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        list(portions(tmp_path / "none", [[(SQL, LETTERS, 0, 1)]]))


@pytest.mark.nodb
def test_who_stops_listening_leaves_no_process(file: Path) -> None:
    reading = portions(file, [[(SQL, LETTERS, 0, ROWS + 1)] * 9])
    next(reading)
    readers = reading.gi_frame.f_locals["readers"]  # type: ignore[attr-defined]
    reading.close()  # type: ignore[attr-defined]
    assert all(r.process.returncode is not None and not r.thread.is_alive() for r in readers)
