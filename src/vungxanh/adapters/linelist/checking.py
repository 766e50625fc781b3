"""From a row of cells to values, or to what is wrong with it: line, column, value, reason, remedy. Pure."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.kinds import Column, Kind
from vungxanh.adapters.linelist.reading import Table
from vungxanh.kernel.text import gettext_noop as _

ID_LENGTH = 80
NAMELESS = "dòng-"
"""How the key of a row begins that has no id in the file."""
MEMORY = 5_000
"""Different cells of one column whose reading is remembered; then it begins anew."""
KEYS = frozenset({"id", "person", "other", "infector", "infectee", "code", "name", "full_name"})
"""Columns without which a row is nobody's: even a lenient import keeps such a row out."""


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
    """A row being brought in. ``key``: its id in the file, or a hash of what it says; ``area``: where it belongs.

    ``rest``: what the file says and no column of ours takes, as it is written. ``changed``: a known row that tells
    something new (column, what is known, what the file says); ``clashes``: where both say something, and they differ.
    """

    line: int
    cells: list[str]
    values: dict[str, Any]
    key: str
    problems: list[Problem] = field(default_factory=list)
    area: str = ""
    known: bool = False
    rest: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether it may go in."""
        return not (self.problems and any(p.fatal for p in self.problems))

    def get(self, name: str, default: Any = "") -> Any:
        """A value, or ``default`` when the file does not say."""
        return self.values.get(name, default)


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table by one mapping (our name → header). See ``Plan`` for the switches."""

    table: Table
    kind: Kind
    mapping: Mapping[str, str]
    month_first: bool = False
    lenient: bool = False
    extra: bool = False

    def __post_init__(self) -> None:
        at = {name: index for index, name in enumerate(self.table.header)}
        order = [(self.kind.column(n), h, at[h]) for n, h in self.mapping.items()]
        us: Mapping[Any, values.Reader] = values.MONTH_FIRST if self.month_first else {}
        plan: list[tuple[Column, str, str, int, values.Reader, dict[str, Any]]] = [
            (c, c.name, h, i, us.get(c.read, c.read), {}) for c, h, i in order
        ]
        object.__setattr__(self, "_plan", plan)
        used = set(self.mapping.values())
        spare = [(i, h) for i, h in enumerate(self.table.header) if h not in used] if self.extra else []
        object.__setattr__(self, "_spare", spare)
        object.__setattr__(
            self, "_id", "id" if "id" in self.mapping else "code" if self.kind.key == "households" else ""
        )

    def rows(self, after: int = 0) -> Iterator[Row]:
        """Every row that begins after a line, with what is wrong with its cells."""
        for line, cells in self.table.rows(after):
            yield self.row(line, cells)

    def row(self, line: int, cells: list[str]) -> Row:
        """One row."""
        found: dict[str, Any] = {}
        row = Row(line, cells, found, "")
        width = len(cells)
        for column, name, header, index, read, memory in self._plan:  # type: ignore[attr-defined]
            cell = cells[index] if index < width else ""
            known = memory.get(cell, self)
            if known is self:
                known = _read(column, read, cell)
                if len(memory) >= MEMORY:
                    memory.clear()
                memory[cell] = known
            if type(known) is not _Trouble:
                if known is not None:
                    found[name] = known
            elif known.empty:
                row.problems.append(Problem(line, header, cell, _("Ô này trống."), _fill(column)))
            else:
                self._trouble(row, column, header, cell, known)
        if width > len(self.table.header) or self.kind.needs_one:
            row.problems += self._whole(line, cells, found)
        if self.extra:
            row.rest += [f"{h}: {cells[i]}" for i, h in self._spare if i < width and cells[i]]  # type: ignore[attr-defined]
        self._key(row, found, cells)
        return row

    def _trouble(self, row: Row, column: Column, header: str, cell: str, known: "_Trouble") -> None:
        soft = not known.fatal or (self.lenient and not column.required and column.name not in KEYS)
        remedy = known.remedy
        if soft:
            row.values[f"{column.name}!"] = cell
            row.rest.append(f"{header}: {cell}")
            remedy = _("Dòng vẫn được nhập; nguyên văn nằm trong ghi chú.") if known.fatal else ""
        row.problems.append(Problem(row.line, header, cell, known.reason, remedy, fatal=not soft))

    def _whole(self, line: int, cells: Sequence[str], found: Mapping[str, Any]) -> Iterator[Problem]:
        if len(cells) > len(self.table.header) and any(cells[len(self.table.header) :]):
            extra = next(c for c in cells[len(self.table.header) :] if c)
            remedy = _("Đặt ô có dấu phân cách trong ngoặc kép, hoặc bỏ ô thừa.")
            yield Problem(line, "", extra, _("Dòng có nhiều ô hơn dòng tiêu đề."), remedy)
        for group in self.kind.needs_one:
            if not found.keys().isdisjoint(group) or any(f"{name}!" in found for name in group):
                continue
            broken = any(name in self.mapping for name in group)
            if not (broken and self._badly(group, cells)):
                names = " hoặc ".join(self.kind.column(name).caption for name in group)
                header = next((self.mapping[name] for name in group if name in self.mapping), "")
                yield Problem(line, header, "", f"Thiếu {names}.", f"Điền {names}.")

    def _badly(self, group: Sequence[str], cells: Sequence[str]) -> bool:
        """Whether a cell of the group is filled: then its own problem has been said already."""
        places = [entry[3] for entry in self._plan if entry[1] in group]  # type: ignore[attr-defined]
        return any(i < len(cells) and not values.is_empty(cells[i]) for i in places)

    def _key(self, row: Row, found: Mapping[str, Any], cells: Sequence[str]) -> None:
        given = str(found.get(self._id, "")) if self._id else ""  # type: ignore[attr-defined]
        if len(given) > ID_LENGTH:
            reason = f"Mã dài quá {ID_LENGTH} ký tự."
            row.problems.append(Problem(row.line, self.mapping[self._id], given, reason, _("Dùng mã ngắn hơn.")))  # type: ignore[attr-defined]
        row.key = given[:ID_LENGTH] if given else f"{NAMELESS}{digest(*cells[: len(self.table.header)])}"


@dataclass(frozen=True, slots=True)
class _Trouble:
    reason: str
    remedy: str
    fatal: bool
    empty: bool = False


def _read(column: Column, read: values.Reader, cell: str) -> Any:
    """The value of a cell; None for an empty one; what is wrong with it."""
    if values.is_empty(cell):
        return _Trouble("", "", True, True) if column.required else None
    try:
        return read(cell)
    except values.CellError as bad:
        return _Trouble(bad.reason, bad.remedy, True)
    except values.UnclearError as unclear:
        return _Trouble(unclear.reason, "", False)


def digest(*parts: object) -> str:
    """A stable short hash of what a row says: the same row in another file has the same."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _fill(column: Column) -> str:
    return f"Điền {column.caption}, ví dụ {column.example}." if column.example else f"Điền {column.caption}."


def repeated(reader: Reader) -> dict[int, tuple[int, bool]]:
    """Line of each row whose id came before → (line of the first one, whether the mapped cells say the same).

    24 bytes a row: a file may have millions.
    """
    header = reader.mapping.get("id")
    if header is None:
        return {}
    table = reader.table
    at = table.header.index(header)
    mapped = sorted(table.header.index(name) for name in reader.mapping.values())
    found = (array("q"), array("q"), array("q"))
    for line, cells in table.rows():
        if at < len(cells) and cells[at]:
            found[0].append(line)
            found[1].append(hash(values.text(cells[at])))
            found[2].append(hash(tuple([cells[i] if i < len(cells) else "" for i in mapped])))
    if not found[0]:
        return {}
    import numpy as np  # a start does without

    lines, ids, said = (np.frombuffer(one, dtype=np.int64) for one in found)
    order = np.argsort(ids, kind="stable")
    ranked = ids[order]
    first = np.concatenate(([True], ranked[1:] != ranked[:-1]))
    leader = order[np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    later = np.flatnonzero(~first)
    return {
        int(lines[order[n]]): (int(lines[leader[n]]), bool(said[order[n]] == said[leader[n]])) for n in later.tolist()
    }


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


def different(table: Table, header: str, most: int = 30) -> list[str]:
    """The first different values of one column, however far down they begin."""
    at = table.header.index(header)
    found: dict[str, None] = {}
    for _line, cells in table.rows():
        if at < len(cells) and cells[at]:
            found[cells[at]] = None
            if len(found) >= most:
                break
    return list(found)
