"""From a row of cells to values, or to what is wrong with it: line, column, value, reason, remedy. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.kinds import Column, Kind
from vungxanh.adapters.linelist.reading import Table
from vungxanh.kernel.text import gettext_noop as _

ID_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell (or, column "", with a row), and what to write instead. Not ``fatal``: a warning."""

    line: int
    column: str
    value: str
    reason: str
    remedy: str
    fatal: bool = True


@dataclass(slots=True)
class Row:
    """A row being brought in. ``key``: its id in the file, or a hash of what it says; ``area``: where it belongs."""

    line: int
    cells: list[str]
    values: dict[str, Any]
    key: str
    problems: list[Problem] = field(default_factory=list)
    area: str = ""
    known: bool = False

    @property
    def good(self) -> bool:
        """Whether it may go in."""
        return not any(p.fatal for p in self.problems)

    def get(self, name: str, default: Any = "") -> Any:
        """A value, or ``default`` when the file does not say."""
        return self.values.get(name, default)


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table by one mapping (our name → header)."""

    table: Table
    kind: Kind
    mapping: Mapping[str, str]

    def __post_init__(self) -> None:
        at = {name: index for index, name in enumerate(self.table.header)}
        object.__setattr__(self, "_plan", [(self.kind.column(n), h, at[h]) for n, h in self.mapping.items()])

    def rows(self, after: int = 0) -> Iterator[Row]:
        """Every row that begins after a line, with what is wrong with its cells."""
        for line, cells in self.table.rows(after):
            yield self.row(line, cells)

    def row(self, line: int, cells: list[str]) -> Row:
        """One row."""
        plan: Sequence[tuple[Column, str, int]] = self._plan  # type: ignore[attr-defined]
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        for column, header, index in plan:
            cell = cells[index] if index < len(cells) else ""
            if values.is_empty(cell):
                if column.required:
                    problems.append(Problem(line, header, cell, _("Ô này trống."), _fill(column)))
                continue
            try:
                found[column.name] = column.read(cell)
            except values.CellError as bad:
                problems.append(Problem(line, header, cell, bad.reason, bad.remedy))
            except values.UnclearError as unclear:
                found[f"{column.name}!"] = cell
                problems.append(Problem(line, header, cell, unclear.reason, "", fatal=False))
        problems += self._whole(line, cells, found)
        key, long = self._key(found, cells)
        problems += [Problem(line, long, key, f"Mã dài quá {ID_LENGTH} ký tự.", _("Dùng mã ngắn hơn."))] if long else []
        return Row(line, cells, found, key[:ID_LENGTH], problems)

    def _whole(self, line: int, cells: Sequence[str], found: Mapping[str, Any]) -> Iterator[Problem]:
        if len(cells) > len(self.table.header) and any(cells[len(self.table.header) :]):
            extra = next(c for c in cells[len(self.table.header) :] if c)
            remedy = _("Đặt ô có dấu phân cách trong ngoặc kép, hoặc bỏ ô thừa.")
            yield Problem(line, "", extra, _("Dòng có nhiều ô hơn dòng tiêu đề."), remedy)
        for group in self.kind.needs_one:
            said = any(name in found or f"{name}!" in found for name in group)
            broken = any(name in self.mapping and name not in found for name in group)
            if not said and not (broken and self._badly(group, cells)):
                names = " hoặc ".join(self.kind.column(name).caption for name in group)
                header = next((self.mapping[name] for name in group if name in self.mapping), "")
                yield Problem(line, header, "", f"Thiếu {names}.", f"Điền {names}.")

    def _badly(self, group: Sequence[str], cells: Sequence[str]) -> bool:
        """Whether a cell of the group is filled: then its own problem has been said already."""
        places = [i for column, _h, i in self._plan if column.name in group]  # type: ignore[attr-defined]
        return any(i < len(cells) and not values.is_empty(cells[i]) for i in places)

    def _key(self, found: Mapping[str, Any], cells: Sequence[str]) -> tuple[str, str]:
        """(key, header of the id column when the id is too long)."""
        given = str(found.get("id", ""))
        if given:
            return given, self.mapping["id"] if len(given) > ID_LENGTH else ""
        return f"dòng-{digest(*cells)}", ""


def digest(*parts: object) -> str:
    """A stable short hash of what a row says: the same row in another file has the same."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _fill(column: Column) -> str:
    return f"Điền {column.caption}, ví dụ {column.example}." if column.example else f"Điền {column.caption}."


def repeated(reader: Reader) -> dict[int, tuple[int, bool]]:
    """Line of each row whose id came before → (line of the first one, whether the rows are the same)."""
    header = reader.mapping.get("id")
    if header is None:
        return {}
    at = reader.table.header.index(header)
    first: dict[str, tuple[int, int]] = {}
    found: dict[int, tuple[int, bool]] = {}
    for line, cells in reader.table.rows():
        given = values.text(cells[at]) if at < len(cells) else ""
        if not given:
            continue
        said = hash(tuple(cells))
        earlier = first.setdefault(given, (line, said))
        if earlier[0] != line:
            found[line] = (earlier[0], earlier[1] == said)
    return found


def samples(table: Table, count: int = 3, look_at: int = 200) -> dict[str, list[str]]:
    """The first different values of every column."""
    found: dict[str, list[str]] = {name: [] for name in table.header}
    for number, (_line, cells) in enumerate(table.rows()):
        if number >= look_at:
            break
        for name, cell in zip(table.header, cells, strict=False):
            shown = found[name]
            if cell and cell not in shown and len(shown) < count:
                shown.append(cell[:80])
    return found
