"""The process that asks: starts those that read, and takes what they write.

They are processes of their own because a program that uses a SQLite file through two copies of SQLite loses its locks
(sqlite.org/howtocorrupt.html, 2.2.1); here the other copy ends with its process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from .kinds import LETTERS

WAITING = 3  # portions that may wait to be taken
PIPE = 1 << 20  # bytes, what a system gives without being asked for more
Question = tuple[str, str, int, int]
Portion = tuple[int, list[npt.NDArray[Any]]]


class NotReadable(Exception):
    """The rows cannot be read this way; SQLite must be asked for them one by one."""


class _Reader:
    """One process, and the thread that empties its pipe."""

    def __init__(
        self, file: Path, questions: Sequence[Question], ahead: tuple[int, int], out: Queue[Portion | None]
    ) -> None:
        self.letters, self.out, self.stopped = [q[1] for q in questions], out, False
        self.process = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-m", f"{__package__}.child", str(file), json.dumps(questions), *map(str, ahead)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pipesize=PIPE,
        )  # fmt: skip
        self.thread = threading.Thread(target=self._empty, name="sqliterows", daemon=True)
        self.thread.start()

    def _empty(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        with pipe:
            while not self.stopped and (portion := _portion(pipe, self.letters)) is not None:
                self.out.put(portion)
        self.process.wait()
        self.out.put(None)

    def stop(self) -> None:
        """End the process, if it has not ended; the thread ends as soon as it can put away what it has."""
        self.stopped = True
        self.process.kill()
        while self.thread.is_alive():
            try:
                self.out.get(timeout=0.05)
            except Empty:
                continue


def _portion(pipe: IO[bytes], letters: Sequence[str]) -> Portion | None:
    """The next one; None at the end, and where the pipe breaks off (the exit code tells)."""
    head = pipe.read(16)
    if len(head) < 16:
        return None
    number, rows = int.from_bytes(head[:8], "little"), int.from_bytes(head[8:], "little")
    found = []
    for dtype, size in (LETTERS[letter] for letter in letters[number]):
        column = np.empty(rows * size // 8, dtype)
        if pipe.readinto(column.data.cast("B")) < rows * size:  # type: ignore[attr-defined]
            return None
        found.append(column.reshape(rows, 2) if size == 16 else column)
    return number, found


def portions(file: Path, shares: Sequence[Sequence[Question]]) -> Iterator[Portion]:
    """(number of the question in its share, its columns) portion by portion, in no order; one process per share.

    A question: SQL ``SELECT take(columns) FROM table WHERE rowid >= ? AND rowid < ?``, more conditions allowed; a letter
    for each column (`kinds.LETTERS`); the two rowids, both near rows there are. Ids come as two words, shape (rows, 2); instants "2021-08-16 21:12:00" as seconds since 1970,
    numbers with NaN for NULL, texts as `hash_of`. A share is read as of one moment, which may differ from another's.
    Raises NotReadable, also half-way, for any other value, and where the file or SQLite's library cannot be opened.
    """
    queue: Queue[Portion | None] = Queue(maxsize=WAITING)
    size, many = file.stat().st_size if file.is_file() else 0, len(shares)
    pieces = [(size * k // many, size * (k + 1) // many) for k in range(many)]
    readers = [_Reader(file, questions, piece, queue) for questions, piece in zip(shares, pieces, strict=True)]
    try:
        for _ in readers:
            yield from iter(queue.get, None)
        codes = [reader.process.returncode for reader in readers]
        if any(codes):
            raise NotReadable(f"reading processes ended with {codes}")
    finally:
        for reader in readers:
            reader.stop()
