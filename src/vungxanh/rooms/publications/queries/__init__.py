"""Released facts only: no person, no count of cases, no name of an officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from vungxanh.kernel.actor import NOBODY as _NOBODY
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.publications.queries.drawing import Patch as Patch
from vungxanh.rooms.publications.queries.drawing import PublicMap as PublicMap
from vungxanh.rooms.publications.queries.drawing import drawing as drawing
from vungxanh.rooms.publications.queries.drawing import provinces as provinces
from vungxanh.rooms.zones import queries as zones


@dataclass(frozen=True, slots=True)
class PublicLevel:
    """One place: its level, from which day, by which paper; ``id`` opens its page."""

    id: UUID
    place: str
    above: str
    unit: str
    level: int
    letter: str
    before: str | None
    since: date
    until: date | None
    number: str
    folded: str


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """One place with what is asked of people there: what is new, what goes on, what ended."""

    level: PublicLevel
    new: tuple[str, ...]
    kept: tuple[str, ...]
    ended: tuple[str, ...]


def levels(*, by: Actor, on: date, text: str = "", unit: str = "", level: int = 0) -> Sequence[PublicLevel]:
    """Published levels that hold on a day or begin later, the highest first; narrowed by words of the name."""
    words = fold(text)
    return [
        one
        for one in _all(zones.publication_stamp(by=by), on)
        if words in one.folded and unit in ("", one.unit) and level in (0, one.level)
    ]


def counts(*, by: Actor, on: date) -> list[tuple[str, int, int]]:
    """(letter, level, how many communes), the highest first."""
    found = levels(by=by, on=on, unit="commune")
    return [(LETTERS[n], n, sum(one.level == n for one in found)) for n in (4, 3, 2, 1)]


def place(*, by: Actor, on: date, decision_id: UUID) -> PublicPlace:
    """One place; NotYours when nothing was published under this id, or it was taken back."""
    stamp = zones.publication_stamp(by=by)
    found = next((one for one in _all(stamp, on) if one.id == decision_id), None)
    if found is None:
        raise NotYours("Không có công bố này, hoặc đã thôi hiệu lực.")
    new, kept, ended = zones.published_measures(by=by, decision_id=found.id)
    return PublicPlace(found, tuple(new), tuple(kept), tuple(ended))


@lru_cache(maxsize=4)
def _all(stamp: str, on: date) -> tuple[PublicLevel, ...]:
    rows = zones.published_levels(by=_NOBODY, on=on)
    names = places.display_names(by=_NOBODY, paths={r.area_path for r in rows})
    found = [_level(r, names.get(r.area_path, r.name)) for r in rows]
    return tuple(sorted(found, key=lambda one: (-one.level, one.folded)))


def _level(row: zones.Published, named: str) -> PublicLevel:
    _own, _comma, above = named.partition(", ")
    return PublicLevel(
        row.decision_id, row.name, above, row.unit, row.level, LETTERS[row.level], LETTERS.get(row.before or 0), row.start,
        row.until, row.number, fold(f"{row.name} {above}"),
    )  # fmt: skip
