"""Where the header is: below titles, below SORMAS's entity row, above its captions and ``##`` comments. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vungxanh.adapters.linelist.kinds import known_header
from vungxanh.adapters.sormas import ENTITIES
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze

LOOKED_AT = 40
TITLES = 20
"""How many lines of titles may stand above a header."""
_VALUE = re.compile(r"[\d./:, -]+")


@dataclass(frozen=True)
class Heading:
    """The header: its line, names (unique, none empty), the entity row above, and lines below that are no data."""

    line: int
    names: tuple[str, ...]
    units: tuple[str, ...] = ()
    skipped: frozenset[int] = field(default_factory=frozenset)


def find(records: Sequence[tuple[int, list[str]]]) -> Heading:
    """The header among the first rows that are not empty; Refused when there is none."""
    top = records[: TITLES + 1]
    units: tuple[str, ...] = ()
    if len(top) > 1 and _entities(top[0][1]):
        at, units = 1, tuple(squeeze(cell) for cell in top[0][1])
    else:
        at = _likeliest(top)
    line, cells = records[at]
    names = unique(cells, _width([row for _line, row in records[at + 1 :]]))
    if not any(cell.strip() for cell in cells):
        raise Refused(_("Dòng đầu tiên phải là tên các cột."))
    property_paths = bool(units) or sum("." in name for name in names) >= 3
    skipped = frozenset(
        number
        for place, (number, row) in enumerate(records[at + 1 :])
        if row[0].strip().startswith("##") or (place == 0 and property_paths and _captions(row, len(names)))
    )
    return Heading(line, names, units, skipped)


def _entities(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) >= 2 and sum(cell in ENTITIES for cell in filled) >= len(filled) * 0.8


def _likeliest(top: Sequence[tuple[int, list[str]]]) -> int:
    """The row with most names we know; without any, the first that is as wide as a table is."""
    known = [sum(known_header(cell) for cell in cells) for _line, cells in top]
    best = max(known)
    if best >= 2:
        return known.index(best)
    width = [sum(1 for cell in cells if cell.strip()) for _line, cells in top]
    return next(at for at, wide in enumerate(width) if wide >= max(width) / 2)


def _captions(cells: Sequence[str], width: int) -> bool:
    """SORMAS repeats the names in words below the property paths: nearly every cell is filled, and none is a value."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return width >= 5 and len(filled) >= width * 0.9 and not any(_VALUE.fullmatch(cell) for cell in filled)


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most of the rows fill: a single wider one has a delimiter too many."""
    widths = sorted(len(_filled(row)) for row in rows)
    return widths[(len(widths) - 1) // 2] if widths else 0


def _filled(cells: Sequence[str]) -> Sequence[str]:
    """The cells up to the last that says something."""
    last = max((at for at, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


def unique(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Names of columns: a repeated one is numbered, a missing one is called by its place. ``width``: of the data."""
    seen: set[str] = set()
    names: list[str] = []
    cells = [*cells, *[""] * (width - len(cells))]
    for place, cell in enumerate(cells, 1):
        plain = squeeze(cell.strip().lstrip("\ufeff"))[:200]
        name = plain or f"(cột {place})"
        number = 2
        while name in seen:
            name = f"{plain or '(cột)'} ({number})"
            number += 1
        seen.add(name)
        names.append(name)
    while len(names) > max(width, 1) and not cells[len(names) - 1].strip():
        names.pop()  # spreadsheets leave empty columns behind
    return tuple(names)
