"""Rows that come back: those that did not go in, and those that say otherwise than what is known."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vungxanh.adapters.linelist.checking import Problem, Row
from vungxanh.common.web.export.cells import harmless, meant


def write_private(path: Path, data: bytes) -> None:
    """A file nobody else may read, there in one piece or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)


_CLASH = ("dòng", "cột khác", "đang có", "trong tệp")


class BadRows:
    """The file of rows that did not go in: as they were, and why; to be corrected there and sent again."""

    EXTRA: tuple[str, ...] = ("dòng", "cột sai", "giá trị sai", "lý do", "cách sửa")

    def __init__(self, path: Path, header: Sequence[str], *, size: int = 0) -> None:
        """``size``: how much of an earlier run is kept (bytes); 0 begins anew."""
        kept = [at for at, name in enumerate(header) if name not in BadRows.EXTRA and name not in _CLASH]
        self.path, self.header, self._kept = path, [header[at] for at in kept], kept
        if size and path.exists():
            os.truncate(path, size)
        else:
            write_private(path, "\ufeff".encode() + self._lines([[*self.header, *self.EXTRA]]))

    def add(self, rows: Iterable[Row]) -> int:
        """Append the bad ones among ``rows``; the size of the file."""
        lines = []
        for row in rows:
            if why := self.why(row):
                width = len(row.cells)
                lines.append([*(row.cells[at] if at < width else "" for at in self._kept), *why])
        if not lines:
            return self.path.stat().st_size
        with self.path.open("ab") as file:
            file.write(self._lines(lines))
        return self.path.stat().st_size

    def why(self, row: Row) -> list[object]:
        """What stands behind the row's own cells; nothing for a row that does not come back."""
        bad = [p for p in row.problems if p.fatal]
        return _why(row.line, bad) if bad else []

    def _lines(self, rows: Iterable[Sequence[object]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows([harmless(str(cell)) for cell in row] for row in rows)
        return text.getvalue().encode("utf-8", "replace")


class Clashes(BadRows):
    """The file of known rows that say otherwise: what is known, what the file says; sent again it overwrites."""

    EXTRA = _CLASH

    def why(self, row: Row) -> list[object]:
        if not row.clashes or not row.good:
            return []
        return [row.line, *("; ".join(part) for part in zip(*row.clashes, strict=True))]


def _why(line: int, bad: Sequence[Problem]) -> list[object]:
    def joined(parts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(part for part in parts if part))

    return [
        line,
        joined(p.column for p in bad),
        joined(p.value for p in bad),
        joined(p.reason for p in bad),
        joined(p.remedy for p in bad),
    ]


def lines_of(path: Path) -> Iterator[list[str]]:
    """The cells of such a file as they were said, the header first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file):
            yield [meant(cell) for cell in cells]
