"""The published levels as a drawing: each commune in its colour, letter and pattern, leading to its page."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from vungxanh.common import centre
from vungxanh.kernel.actor import NOBODY as _NOBODY
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, Sheet, level_of
from vungxanh.rooms.zones import queries as zones

LETTERED = 200
"""Up to so many places each carries its letter."""
NAMED = 30
"""Up to so many, its name, too."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One commune: its outline, its level (0: nothing published), the page it leads to, where its letter stands."""

    name: str
    shape: str
    level: int
    letter: str
    id: UUID | None
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PublicMap:
    """``around``: what lies outside the area; ``counts``: (letter, level, communes), the highest first, 0 last."""

    area: str
    name: str
    width: float
    height: float
    patches: tuple[Patch, ...]
    around: str
    counts: tuple[tuple[str, int, int], ...]
    rough: bool
    sources: tuple[str, ...]

    @property
    def lettered(self) -> bool:
        """Whether there is room for a letter on each."""
        return len(self.patches) <= LETTERED

    @property
    def named(self) -> bool:
        """Whether there is room for a name on each."""
        return len(self.patches) <= NAMED


def drawing(*, by: Actor, on: date, area: str = "") -> PublicMap | None:
    """The map of a province or district, by default the centre's; None where the centre has the whole country and no
    province was chosen. NotYours for a place that is not one of the centre's."""
    home = centre.current().area_path
    wanted = area or home
    if not wanted or level_of(wanted) is Level.COUNTRY:
        return None
    if level_of(wanted) is Level.COMMUNE:
        wanted = places.parent_of(wanted)
    elif home and not inside(wanted, home):
        raise NotYours("Trung tâm này không có địa bàn đó.")
    sheet = places.sheet(by=by, area=places.line_of(wanted)[1], level=Level.COMMUNE)
    return _drawn(zones.publication_stamp(by=by), on, wanted, sheet)


def provinces(*, by: Actor, on: date) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    """(path, name, communes by level) of every province with something published: how a country is entered."""
    found: dict[str, Counter[int]] = {}
    for one in zones.published_levels(by=_NOBODY, on=on):
        if one.unit == "commune" and one.start <= on:
            found.setdefault("/".join(one.area_path.split("/")[:2]) + "/", Counter())[one.level] += 1
    names = places.display_names(by=_NOBODY, paths=found)
    return [
        (path, names[path], [(LETTERS[n], n, levels[n]) for n in (4, 3, 2, 1) if levels[n]])
        for path, levels in sorted(found.items(), key=lambda item: names[item[0]])
    ]


@lru_cache(maxsize=16)
def _drawn(stamp: str, on: date, area: str, sheet: Sheet) -> PublicMap | None:
    mine = [n for n, path in enumerate(sheet.paths) if inside(path, area)]
    if not mine:
        return None
    frame = places.framed([sheet.boxes[n] for n in mine])
    shapes = places.flat(sheet, frame)
    held = _held(sheet, on)
    patches = []
    for n in mine:
        level, pk = held.get(sheet.paths[n], (0, None))
        middle = frame.middle(sheet.boxes[n])
        patches.append(Patch(sheet.labels[n].split(",")[0], shapes[n], level, LETTERS.get(level, ""), pk, *middle))
    around = "".join(
        d for n, d in enumerate(shapes) if not inside(sheet.paths[n], area) and frame.meets(sheet.boxes[n])
    )
    many = Counter(one.level for one in patches)
    counts = tuple((LETTERS.get(n, ""), n, many[n]) for n in (4, 3, 2, 1, 0) if many[n] or n)
    name = places.display_name(by=_NOBODY, path=area).split(",")[0]
    return PublicMap(
        area, name, *frame.size, tuple(patches), around, counts, bool(sheet.rough), sheet.sources
    )  # fmt: skip


def _held(sheet: Sheet, on: date) -> dict[str, tuple[int, UUID]]:
    """The published level that holds for each place: its own, else its cluster's, else that of the area above."""
    found: dict[str, tuple[int, UUID]] = {}
    order = {"province": 0, "district": 1, "cluster": 2, "commune": 3}
    rows = [one for one in zones.published_levels(by=_NOBODY, on=on) if one.start <= on]
    for one in sorted(rows, key=lambda row: order.get(row.unit, 0)):
        cluster = zones.cluster_at(one.area_path) if one.unit == "cluster" else None
        for path in cluster.members if cluster else [p for p in sheet.paths if inside(p, one.area_path)]:
            found[path] = one.level, one.decision_id
    return found
