"""The rows of a file: dates, counts and what they say of the place; nothing is guessed."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from vungxanh.kernel.refused import Refused

HEADS: Mapping[str, tuple[str, ...]] = {
    "day": ("ngay", "date", "ngày"),
    "cases": ("so_ca", "confirmed", "số ca"),
    "deaths": ("tu_vong", "deaths", "tử vong"),
    "province": ("tinh", "ten_tinh", "province", "tỉnh"),
    "district": ("huyen", "ten_huyen", "huyện"),
    "commune": ("xa", "ten_xa", "xã"),
    "province_code": ("ma_tinh_gso", "ma_tinh"),
    "district_code": ("ma_huyen_gso", "ma_huyen"),
    "commune_code": ("ma_xa_gso", "ma_xa"),
    "locked": ("confirmed_blockade",),
    "quarantined": ("confirmed_quarantined",),
    "people": ("dan_so", "dan_so_2019", "population", "dân số"),
}
COUNTS, PEOPLE = ("day", "cases", "province"), ("people", "province")
_PLACE = {"province": 0, "district": 1, "commune": 2}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, or a cell of it, that could not be used."""

    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it stands. ``community``: None where the file does not tell settings apart. ``people``: a population."""

    line: int
    names: tuple[str, str, str]
    codes: tuple[str, str, str]
    day: date = date.min
    cases: int = 0
    community: int | None = None
    deaths: int | None = None
    people: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds. ``heads``: its own names of our columns; ``unit``: the smallest place it speaks of.

    ``populations``: its rows are numbers of inhabitants, not cases by day.
    """

    heads: Mapping[str, str]
    unit: str
    rows: tuple[Raw, ...]
    bad: tuple[BadRow, ...]
    first_day: date | None = None
    last_day: date | None = None
    populations: bool = False


def read(text: str) -> File:
    """The rows of a CSV file's text."""
    lines = csv.reader(StringIO(text.removeprefix("\ufeff")))
    return read_rows(next(lines, []), enumerate(lines, start=2))


def read_rows(header: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]]) -> File:
    """Every row with a number; rows of zero are the silence between. Refused when a needed column is missing."""
    heads = _heads(header)
    populations = "people" in heads and "day" not in heads
    missing = [
        f"{name} ({', '.join(HEADS[name])})" for name in (PEOPLE if populations else COUNTS) if name not in heads
    ]
    if missing:
        raise Refused("Tệp thiếu cột: %(missing)s.", values={"missing": "; ".join(missing)})
    at = {name: list(header).index(theirs) for name, theirs in heads.items()}
    rows, bad, days = [], [], set[date]()
    for line, cells in lines:
        if not any(cells):
            continue
        one = _Line(line, cells, at, heads).people() if populations else _Line(line, cells, at, heads).counts()
        if isinstance(one, BadRow):
            bad.append(one)
        elif one is not None:
            days.add(one.day)
            if one.cases or one.deaths or one.people:
                rows.append(one)
    unit = next(
        (u for u in ("commune", "district") if u in heads and any(r.names[_PLACE[u]] for r in rows)), "province"
    )
    first, last = (None, None) if populations else (min(days, default=None), max(days, default=None))
    return File(heads, unit, tuple(rows), tuple(bad), first, last, populations)


def _heads(fields: Sequence[str]) -> dict[str, str]:
    given = {f.strip().lower(): f for f in fields}
    return {name: given[each] for name, known in HEADS.items() for each in reversed(known) if each in given}


@dataclass(frozen=True, slots=True)
class _Line:
    line: int
    cells: Sequence[str]
    at: Mapping[str, int]
    heads: Mapping[str, str]
    wrong: list[BadRow] = field(default_factory=list)

    def cell(self, name: str) -> str:
        place = self.at.get(name, len(self.cells))
        return self.cells[place].strip() if place < len(self.cells) else ""

    def number(self, name: str) -> int | None:
        try:
            return _count(self.cell(name))
        except ValueError:
            self.wrong.append(BadRow(self.line, self.heads[name], self.cell(name), "không phải số nguyên không âm"))
            return None

    def place(self) -> Iterator[tuple[str, str, str]]:
        yield (self.cell("province"), self.cell("district"), self.cell("commune"))
        yield (self.cell("province_code"), self.cell("district_code"), self.cell("commune_code"))

    def people(self) -> Raw | BadRow | None:
        """A population."""
        n = self.number("people")
        names, codes = self.place()
        return self.wrong[0] if self.wrong else Raw(self.line, names, codes, people=n) if n else None

    def counts(self) -> Raw | BadRow | None:
        """Counts of a day; None for a row without a number."""
        day = _day(self.cell("day"))
        if day is None:
            return BadRow(
                self.line, self.heads["day"], self.cell("day"), "không phải ngày dạng 2021-07-13 hoặc 13/7/2021"
            )
        n, deaths, locked, held = (self.number(name) for name in ("cases", "deaths", "locked", "quarantined"))
        if self.wrong or n is None:
            return self.wrong[0] if self.wrong else None
        community = n - (locked or 0) - (held or 0) if locked is not None or held is not None else None
        if community is not None and community < 0:
            why = "ít hơn số ca ở khu phong tỏa và khu cách ly cộng lại"
            return BadRow(self.line, self.heads["cases"], str(n), why)
        names, codes = self.place()
        return Raw(self.line, names, codes, day, n, community, deaths)


def _day(text: str) -> date | None:
    """2021-07-13 (also with a time behind it), or 13/7/2021 as Vietnamese files write it."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split(" ")[0].split("/"))
            return date(year, month, day)
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _count(text: str) -> int | None:
    if not text:
        return None
    value = float(text)
    if value < 0 or value != int(value):
        raise ValueError(text)
    return int(value)
