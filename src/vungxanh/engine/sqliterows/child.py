"""The process that reads: ``python -m vungxanh.engine.sqliterows.child FILE QUESTIONS BEGIN END``.

BEGIN, END: the bytes of the file it asks the disk for ahead (`ahead`). QUESTIONS: JSON, per question SQL, kinds of its
columns, rowid from, rowid to. Writes portions to standard output: the question's number and how many rows (8 bytes
each), then the columns as the question names them. All questions are answered as of one moment. Ends with 0, or with
one of the codes below.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from llvmlite.binding import load_library_permanently  # type: ignore[import-untyped]

from vungxanh.engine.sqliterows.ahead import fetch
from vungxanh.engine.sqliterows.block import ROWS, Block

READ_ONLY, NO_MUTEX = 1, 0x8000  # of sqlite3_open_v2
UTF8, ROW = 1, 100  # of sqlite3_create_function_v2 and sqlite3_step
UNUSUAL, REFUSED, NO_LIBRARY = 3, 4, 5
Question = tuple[str, str, int, int]
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

    def rows(self, sql: str, block: Block, low: int, high: int) -> Iterator[tuple[int, list[memoryview]]]:
        """What SQL's aggregate `take` is given, by ranges of rowids that fit into a block."""
        statement, tail = ctypes.c_void_p(), ctypes.c_void_p()
        self._know(block)
        prepare, step = self.library.sqlite3_prepare_v2, self.library.sqlite3_step
        self._fine(prepare(self.connection, sql.encode(), -1, ctypes.byref(statement), ctypes.byref(tail)))
        for first in range(low, high, ROWS):
            for place, value in enumerate((first, min(first + ROWS, high)), 1):
                self._fine(self.library.sqlite3_bind_int64(statement, place, ctypes.c_int64(value)))
            if step(statement) != ROW:
                sys.exit(REFUSED)
            if block.unusual:
                sys.exit(UNUSUAL)
            self._fine(self.library.sqlite3_reset(statement))
            yield block.taken()

    def _know(self, block: Block) -> None:
        """`take` puts its arguments into this block from now on."""
        from vungxanh.engine.sqliterows.stepping import aggregate

        create, address = self.library.sqlite3_create_function_v2, ctypes.c_void_p(block.words.ctypes.data)
        calls = [ctypes.c_void_p(call.address) for call in aggregate()]
        self._fine(create(self.connection, b"take", -1, UTF8, address, None, *calls, None))

    @staticmethod
    def _fine(result: int) -> None:
        if result:
            sys.exit(REFUSED)


def send(database: Database, question: Question, number: int, out: BinaryIO) -> None:
    """Every row a question asks for."""
    sql, letters, low, high = question
    for rows, columns in database.rows(sql, Block(letters), low, high):
        if rows:
            out.write(number.to_bytes(8, "little") + rows.to_bytes(8, "little"))
            for column in columns:
                out.write(column)


def main(file: str, questions: str, begin: str, end: str) -> None:
    """Answer them one after the other."""
    fetch(file, int(begin), int(end))
    database = Database(file)
    for number, question in enumerate(json.loads(questions)):
        send(database, question, number, sys.stdout.buffer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
