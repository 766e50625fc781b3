"""The process that reads: ``python -m vungxanh.engine.sqliterows.child FILE QUESTIONS``.

QUESTIONS: JSON, per question SQL, kinds of its columns, rowid from, rowid to. Writes portions to standard output: the
question's number and how many rows (8 bytes each), then the columns, kind by kind as `reading.ORDER` says. All
questions are answered as of one moment. Ends with 0, or with one of the codes below.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import BinaryIO

import numpy as np
from llvmlite.binding import load_library_permanently  # type: ignore[import-untyped]

from vungxanh.engine.sqliterows.kinds import LETTERS, ORDER

ROWS = 65_536
READ_ONLY, NO_MUTEX = 1, 0x8000  # of sqlite3_open_v2
UNUSUAL, REFUSED, NO_LIBRARY = 3, 4, 5
NAMES = ("libsqlite3.so.0", "libsqlite3.dylib", "libsqlite3.so")


def _library() -> ctypes.CDLL:
    """SQLite as the system has it; its functions can then be called by name."""
    for name in NAMES:
        try:
            found = ctypes.CDLL(name)
            load_library_permanently(name)
        except (OSError, RuntimeError):
            continue
        return found
    sys.exit(NO_LIBRARY)


class Database:
    """A database opened to be read, in one read transaction until the process ends."""

    def __init__(self, file: str) -> None:
        self.library, self.connection = _library(), ctypes.c_void_p()
        opened = self.library.sqlite3_open_v2
        self._fine(opened(file.encode(), ctypes.byref(self.connection), READ_ONLY | NO_MUTEX, None))
        self._fine(self.library.sqlite3_busy_timeout(self.connection, 5_000))
        self._fine(self.library.sqlite3_exec(self.connection, b"BEGIN", None, None, None))

    def statement(self, sql: str, low: int, high: int) -> int:
        """Its address, the rowids bound."""
        found, tail = ctypes.c_void_p(), ctypes.c_void_p()
        prepare = self.library.sqlite3_prepare_v2
        self._fine(prepare(self.connection, sql.encode(), -1, ctypes.byref(found), ctypes.byref(tail)))
        for place, value in enumerate((low, high), 1):
            self._fine(self.library.sqlite3_bind_int64(found, place, ctypes.c_int64(value)))
        return int(found.value or 0)

    @staticmethod
    def _fine(result: int) -> None:
        if result:
            sys.exit(REFUSED)


def send(statement: int, letters: str, number: int, out: BinaryIO) -> None:
    """Every row a statement gives."""
    from vungxanh.engine.sqliterows.stepping import FAILED, digits, take

    many = {letter: letters.count(letter) for letter in LETTERS}
    keys, times = np.empty((many["k"], ROWS, 2), np.uint64), np.empty((many["t"], ROWS), np.int64)
    numbers, hashes = np.empty((many["n"], ROWS)), np.empty((many["h"], ROWS), np.uint64)
    kinds, value = np.array([ORDER.index(letter) for letter in letters], np.int8), digits()
    rows = ROWS
    while rows == ROWS:
        rows = take(statement, kinds, keys, times, numbers, hashes, value)
        if rows < 0:
            sys.exit(REFUSED if rows == FAILED else UNUSUAL)
        if not rows:
            return
        out.write(number.to_bytes(8, "little") + rows.to_bytes(8, "little"))
        for column in (*keys, *times, *numbers, *hashes):
            out.write(column[:rows].data.cast("B"))


def main(file: str, questions: str) -> None:
    """Answer them one after the other."""
    database = Database(file)
    for number, (sql, letters, low, high) in enumerate(json.loads(questions)):
        send(database.statement(sql, low, high), letters, number, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
