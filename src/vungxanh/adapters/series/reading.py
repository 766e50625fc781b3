"""The text of a file as rows: dates, counts and what it says of the place; nothing is guessed."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from vungxanh.kernel.refused import Refused

HEADS: Mapping[str, tuple[str, ...]] = {
    "day": ("ngay", "date", "ngày"),
    "cases": ("so_ca", "confirmed", "số ca"),
    "deaths": ("tu_vong", "deaths", "tử vong"),
    "province": ("tinh", "ten_tinh", "province", "tỉnh"),
    "district": ("huyen", "huyện"),
    "commune": ("xa", "xã"),
    "province_code": ("ma_tinh_gso", "ma_tinh"),
    "district_code": ("ma_huyen_gso", "ma_huyen"),
    "commune_code": ("ma_xa_gso", "ma_xa"),
    "locked": ("confirmed_blockade",),
    "quarantined": ("confirmed_quarantined",),
}
NEEDED = ("day", "cases", "province")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row, or a cell of it, that could not be used."""

    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as it stands. ``community``: None where the file does not tell settings apart."""

    line: int
    day: date
    cases: int
    community: int | None
    deaths: int | None
    names: tuple[str, str, str]
    codes: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds. ``heads``: its own names of our columns; ``unit``: the smallest place it speaks of."""

    heads: Mapping[str, str]
    unit: str
    rows: tuple[Raw, ...]
    bad: tuple[BadRow, ...]
    first_day: date | None
    last_day: date | None


def read(text: str) -> File:
    """Every row with a number; rows of zero are the silence between. Refused when a needed column is missing."""
    table = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    heads = _heads(table.fieldnames or ())
    missing = [f"{name} ({', '.join(HEADS[name])})" for name in NEEDED if name not in heads]
    if missing:
        raise Refused(f"Tệp thiếu cột: {'; '.join(missing)}.")
    rows, bad, days = [], [], set[date]()
    for line, cells in enumerate(table, start=2):
        found = list(_row(line, cells, heads))
        bad += [one for one in found if isinstance(one, BadRow)]
        for one in found:
            if isinstance(one, Raw):
                days.add(one.day)
                if one.cases or one.deaths:
                    rows.append(one)
    unit = next(
        (u for u in ("commune", "district") if u in heads and any(r.names[_PLACE[u]] for r in rows)), "province"
    )
    return File(heads, unit, tuple(rows), tuple(bad), min(days, default=None), max(days, default=None))


_PLACE = {"province": 0, "district": 1, "commune": 2}


def _heads(fields: object) -> dict[str, str]:
    given = {str(f).strip().lower(): str(f) for f in fields or ()}  # type: ignore[attr-defined]
    return {name: given[each] for name, known in HEADS.items() for each in known if each in given}


def _row(line: int, cells: Mapping[str, str | None], heads: Mapping[str, str]) -> Iterator[Raw | BadRow]:
    def cell(name: str) -> str:
        return (cells.get(heads.get(name, "")) or "").strip()

    try:
        day = date.fromisoformat(cell("day"))
    except ValueError:
        yield BadRow(line, heads["day"], cell("day"), "không phải ngày dạng 2021-07-13")
        return
    numbers: dict[str, int | None] = {}
    for name in ("cases", "deaths", "locked", "quarantined"):
        try:
            numbers[name] = _count(cell(name))
        except ValueError:
            yield BadRow(line, heads[name], cell(name), "không phải số nguyên không âm")
            return
    n, locked, held = numbers["cases"], numbers["locked"], numbers["quarantined"]
    if n is None:
        return
    community = n - (locked or 0) - (held or 0) if locked is not None or held is not None else None
    if community is not None and community < 0:
        yield BadRow(line, heads["cases"], str(n), "ít hơn số ca ở khu phong tỏa và khu cách ly cộng lại")
        return
    names = (cell("province"), cell("district"), cell("commune"))
    codes = (cell("province_code"), cell("district_code"), cell("commune_code"))
    yield Raw(line, day, n, community, numbers["deaths"], names, codes)


def _count(text: str) -> int | None:
    if not text:
        return None
    value = float(text)
    if value < 0 or value != int(value):
        raise ValueError(text)
    return int(value)
