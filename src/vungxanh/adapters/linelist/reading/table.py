"""A file as a table: rows with their line numbers, from disk, in constant memory. Pure but for the file itself."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from vungxanh.adapters.linelist.reading import coding, heading
from vungxanh.adapters.linelist.reading.coding import Source
from vungxanh.adapters.linelist.reading.letters import NAMES
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

DELIMITERS = ",;\t|"
LARGEST = 300 * 1024 * 1024
MOST_COLUMNS = 2000
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_BYTEWISE = frozenset({"utf-8", "cp1258", "cp1252", "tcvn3", "vni"})
_USUAL_LINE, _USUAL_CELL = 2000, 40
LONGEST_ROW = 2000
"""Lines one row may take up: more is a quotation mark that was never closed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user says about a file; "" and -1: guess. ``sheet``: number (from 0) of a workbook's sheet."""

    encoding: str = ""
    delimiter: str = ""
    sheet: int = -1

    @classmethod
    def of(cls, options: dict[str, str]) -> "Choice":
        """From what was written down with an upload."""
        sheet = options.get("sheet", "")
        delimiter = options.get("delimiter", "")
        return cls(
            options.get("encoding", "") if options.get("encoding", "") in coding.OFFERED else "",
            delimiter if delimiter and delimiter in DELIMITERS else "",
            int(sheet) if sheet.isdigit() else -1,
        )

    def options(self) -> dict[str, str]:
        """To be written down with an upload."""
        said = {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "sheet": str(self.sheet) if self.sheet >= 0 else "",
        }
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True)
class Table:
    """Header names, delimiter, code, and the line its header ends on; ``units``: SORMAS's row of entities above it.

    ``by_record``: lines are counted by rows, as a spreadsheet does, not by lines of text.
    """

    source: Source
    header: tuple[str, ...]
    delimiter: str = ","
    encoding: str = "utf-8"
    header_line: int = 1
    units: tuple[str, ...] = ()
    skipped: frozenset[int] = field(default_factory=frozenset)
    by_record: bool = False

    @property
    def encoding_name(self) -> str:
        """For people."""
        return NAMES[self.encoding]

    def rows(self, after: int = 0) -> Iterator[tuple[int, list[str]]]:
        """(line number in the file where the row begins, cells) of the rows that begin after line ``after``.

        Refused for a file that no longer reads as a table at some line.
        """
        start = max(after, self.header_line)
        for line, cells in records(self.source, self.encoding, self.delimiter, by_record=self.by_record):
            if line <= start or line in self.skipped:
                continue
            cells = [cell.strip() for cell in cells]
            said = "".join(cells)
            if said:
                if len(cells) > MOST_COLUMNS:
                    raise Refused(
                        "Dòng %(line)s có %(cells)s ô; mỗi dòng có tối đa %(value)s ô.",
                        values={"line": line, "cells": len(cells), "value": MOST_COLUMNS},
                    )
                yield line, ([_plain(c) for c in cells] if "'" in said else cells)

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        plain = self._lines_filled() if self.encoding in _BYTEWISE else None
        return sum(1 for _row in self.rows()) if plain is None else plain

    def _lines_filled(self) -> int | None:
        """The same from the bytes alone, ten times faster; None where a row need not be a line, or may be refused."""
        sign, found = self.delimiter.encode(), 0
        blank = b" \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f" + sign
        with coding.opened(self.source) as stream:
            for number, line in enumerate(stream, 1):
                bare = line.removesuffix(b"\n").removesuffix(b"\r")
                if len(bare) > _USUAL_LINE or b'"' in bare or b"\0" in bare or b"\r" in bare:
                    return None
                if number > self.header_line and number not in self.skipped:
                    said = bare.strip(blank)
                    if len(said) < _USUAL_CELL and not said.isascii():
                        return None  # it may be a blank of another kind
                    found += bool(said)
        return found


def _plain(cell: str) -> str:
    """Without the apostrophe that kept a spreadsheet from taking the cell for a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell


class _Counted:
    """Lines as the csv reader takes them; refuses a row that swallows the file."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines, self.taken, self.mark = lines, 0, 0

    def __iter__(self) -> "_Counted":
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.taken += 1
        if self.taken - self.mark > LONGEST_ROW:
            raise csv.Error("a row without end")
        return line


def records(
    source: Source, encoding: str, delimiter: str, *, by_record: bool = False
) -> Iterator[tuple[int, list[str]]]:
    """Every row of the file with the line it begins on, empty ones too."""
    lines = _Counted(coding.lines(source, encoding))
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield (number if by_record else lines.mark + 1), cells
            lines.mark = lines.taken
    except csv.Error:
        raise Refused(
            "Không đọc được tệp từ dòng %(mark)s: có lẽ một dấu ngoặc kép mở mà không đóng. Hãy xem lại dòng đó.",
            values={"mark": lines.mark + 1},
        ) from None


def read(source: Source, choice: Choice | None = None, *, by_record: bool = False) -> Table:
    """A table from a text file; Refused when it is none."""
    choice = choice or Choice()
    if coding.size_of(source) > LARGEST:
        raise Refused(_("Tệp lớn hơn 300 MB. Hãy chia thành nhiều tệp."))
    encoding = choice.encoding or coding.guess(source)
    delimiter = choice.delimiter or _delimiter(source, encoding)
    first: list[tuple[int, list[str]]] = []
    for record in records(source, encoding, delimiter, by_record=by_record):
        if any(cell.strip() for cell in record[1]):
            first.append(record)
        if len(first) >= heading.LOOKED_AT:
            break
    if not first:
        raise Refused(_("Tệp trống: không có dòng tiêu đề."))
    found = heading.find(first)
    if len(found.names) > MOST_COLUMNS:
        raise Refused(
            "Tệp có %(names)s cột; tối đa %(value)s cột.", values={"names": len(found.names), "value": MOST_COLUMNS}
        )
    ends = found.line if by_record else _end(first, found.line, source, encoding, delimiter)
    return Table(source, found.names, delimiter, encoding, ends, found.units, found.skipped, by_record)


def _delimiter(source: Source, encoding: str) -> str:
    """The sign by which most rows have the same, largest number of cells."""
    lines: list[str] = []
    for line in coding.lines(source, encoding):
        if line.strip():
            lines.append(line)
        if len(lines) == 12 or sum(map(len, lines)) > coding.LOOK:
            break
    if not lines:
        raise Refused(_("Tệp trống: không có dòng tiêu đề."))

    def steady(sign: str) -> tuple[float, int]:
        counts = [sum(1 for _c in row) for row in _parsed(lines, sign)]
        usual = max(set(counts), key=lambda n: (counts.count(n), n))
        return (usual > 1) * counts.count(usual) / len(counts), lines[0].count(sign)

    return max(DELIMITERS, key=lambda sign: (lines[0].count(sign) > 0, *steady(sign)))


def _parsed(lines: list[str], sign: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=sign)) or [[""]]
    except csv.Error:
        return [[""]]


def _end(first: list[tuple[int, list[str]]], line: int, source: Source, encoding: str, delimiter: str) -> int:
    """The last line of a header whose cells hold line breaks: the one before the next row begins."""
    later = [at for at, _cells in first if at > line]
    if not later:
        return line
    for at, _cells in records(source, encoding, delimiter):
        if at > line:
            return at - 1
    return line
