"""Reading areas. They are public knowledge: anybody logged in may see all of them."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import within as within_area
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.models import Area, AreaSuccession, Boundary, Neighbour, UnitRelease
from vungxanh.rooms.places.queries.sheets import sheet as sheet
from vungxanh.rooms.places.rules import NEW as NEW
from vungxanh.rooms.places.rules import OLD as OLD
from vungxanh.rooms.places.rules import Level as Level
from vungxanh.rooms.places.rules import code_of as code_of
from vungxanh.rooms.places.rules import edition_on as edition_on
from vungxanh.rooms.places.rules import finding
from vungxanh.rooms.places.rules import level_of as level_of
from vungxanh.rooms.places.rules import line_of as line_of
from vungxanh.rooms.places.rules import parent_of as parent_of
from vungxanh.rooms.places.rules.flat import Frame as Frame
from vungxanh.rooms.places.rules.flat import flat as flat
from vungxanh.rooms.places.rules.flat import framed as framed
from vungxanh.rooms.places.rules.sheets import Sheet as Sheet
from vungxanh.rooms.places.rules.sketch import Outline, Sketch, draw

_lock = threading.Lock()
_cached: tuple[tuple[str, str], finding.Index] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion: the area, the areas above it in words, how sure (0-100), and how it was found.

    ``via``: "" by its present name, "code", "alias" (an old name or nickname), "old" (the name of a commune that went
    into this one in 2025; ``was`` names it).
    """

    path: str
    name: str
    parents: str
    edition: str
    level: str
    score: float
    via: str = ""
    was: str = ""

    @property
    def code(self) -> str:
        """The GSO code."""
        return rules.code_of(self.path)

    @property
    def label(self) -> str:
        """``Huyện Tân Uyên, Tỉnh Lai Châu``."""
        return f"{self.name}, {self.parents}" if self.parents else self.name


@dataclass(frozen=True, slots=True)
class Heir:
    """An area on the other side of the 2025 reform. ``fate``: whole, most or part of the old commune went there."""

    area: Area
    fate: str


def index() -> finding.Index:
    """The searchable list of all areas; rebuilt when another release was loaded."""
    global _cached
    stamp = UnitRelease.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""
    key = (str(connection.settings_dict["NAME"]), stamp)
    held = _cached
    if held and held[0] == key:
        return held[1]
    with _lock:
        built = finding.Index(Area.objects.values_list("path", "kind", "name", "aliases"))
        _cached = (key, built)
        return built


def search(
    *,
    by: Actor,
    text: str,
    edition: str | None = None,
    level: str | None = None,
    within: str | None = None,
    limit: int = 20,
) -> list[Found]:
    """Areas whose name, old name, nickname or code is like ``text``; best first. Diacritics and slips are forgiven.

    ``within``: only this area and what lies in it. With ``edition="2"`` communes are also found by the names of the
    old communes they were made of.
    """
    names = index()

    def keep(path: str) -> bool:
        fits = (edition is None or path[0] == edition) and (within is None or path.startswith(within))
        return fits and (level is None or rules.level_of(path) == level)

    found = [_found(names, hit) for hit in names.find(text, keep, limit)]
    if edition == rules.NEW and level in (None, rules.Level.COMMUNE):
        found += _by_old_names(names, text, within, {f.path for f in found}, found[0].score if found else 0.0)
        floor = max((f.score for f in found), default=0.0) - finding.WORSE
        found = sorted((f for f in found if f.score >= floor), key=lambda f: -f.score)
    return found[:limit]


def match(*, by: Actor, text: str, within: str = "", level: str | None = None, limit: int = 5) -> list[Found]:
    """For imports: what a cell of a file may mean, with ``score`` 0-100; 90 and more is safe when it stands alone."""
    edition = within[:1] or None
    return search(by=by, text=text, edition=edition, level=level, within=within or None, limit=limit)


def get(*, by: Actor, path: str) -> Area:
    """One area; Refused when there is none."""
    area = Area.objects.filter(pk=path).first()
    if area is None:
        raise Refused(_("Không có đơn vị hành chính này: %(path)s") % {"path": path[:40]}, field="area_path")
    return area


def paths(*, by: Actor) -> list[str]:
    """Paths of all areas of both editions."""
    return list(Area.objects.values_list("path", flat=True))


def children(*, by: Actor, path: str) -> list[Area]:
    """Areas right below, by name."""
    return list(Area.objects.filter(parent_path=path).order_by("name_folded", "path"))


def every(*, by: Actor) -> QuerySet[Area]:
    """All areas of both editions, in no order."""
    return Area.objects.all()


def named(rows: QuerySet[Area], text: str) -> QuerySet[Area]:
    """Those of ``rows`` with ``text`` in their name, diacritics or not, or bearing that code."""
    return rows.filter(Q(name_folded__contains=fold(text)) | Q(code=text.strip()))


def ancestors(*, by: Actor, path: str) -> list[Area]:
    """Areas above, country first."""
    return list(Area.objects.filter(pk__in=rules.line_of(path)[:-1]).order_by("path"))


def successors(*, by: Actor, path: str) -> list[Heir]:
    """What an old area became on 1 July 2025; for a district, everything its communes went into."""
    links = AreaSuccession.objects.filter(old_path=path)
    if rules.level_of(path) is rules.Level.DISTRICT:
        links = AreaSuccession.objects.filter(within_area(path, "old_path"))
    return _heirs((link.new_path, link.fate) for link in links)


def predecessors(*, by: Actor, path: str) -> list[Heir]:
    """The old areas a new one was made of."""
    return _heirs((link.old_path, link.fate) for link in AreaSuccession.objects.filter(new_path=path))


def neighbours(*, by: Actor, path: str) -> list[Area]:
    """Areas of the same level that touch this one. ``area.approximate`` says whether that is derived from points."""
    rough = dict(Neighbour.objects.filter(path=path).values_list("neighbour_path", "approximate"))
    areas = list(Area.objects.filter(pk__in=rough).order_by("name_folded", "path"))
    for area in areas:
        area.approximate = rough[area.path]  # type: ignore[attr-defined]
    return areas


def boundary(*, by: Actor, path: str) -> Boundary | None:
    """The outline of an area, if there is one."""
    return Boundary.objects.filter(pk=path).first()


def boundaries(*, by: Actor, paths: Sequence[str]) -> list[Boundary]:
    """Outlines of several areas, for a map."""
    return list(Boundary.objects.filter(pk__in=paths))


def sketch(*, by: Actor, path: str) -> Sketch | None:
    """A small drawing of an area, the areas in it and those around it."""
    inner = list(Area.objects.filter(parent_path=path).values_list("path", "full_name"))
    around = list(Neighbour.objects.filter(path=path).values_list("neighbour_path", flat=True))
    names = dict(inner) | dict(Area.objects.filter(pk__in=[path, *around]).values_list("path", "full_name"))
    roles = dict.fromkeys(around, "near") | dict.fromkeys((p for p, _name in inner), "child") | {path: "self"}
    if rules.level_of(path) is rules.Level.COUNTRY:
        roles.pop(path)
    shapes = Boundary.objects.filter(pk__in=roles).values_list("path", "geojson", "approximate")
    return draw([Outline(p, names[p], text, roles[p], rough) for p, text, rough in shapes])


def display_name(*, by: Actor, path: str) -> str:
    """``Xã Đak Ơ, Huyện Bù Gia Mập``: always with the parent; the path itself when it is unknown."""
    return finding.display_name(index(), path)


def display_names(*, by: Actor, paths: Iterable[str]) -> dict[str, str]:
    """Names of many areas at once: one look at the release, no other query."""
    names = index()
    return {path: finding.display_name(names, path) for path in set(paths)}


def levels(*, by: Actor, paths: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Names of the (province, district, commune) in which each area lies; "" where its edition has none, or it is larger."""
    names = index()
    return {path: _levels(names, path) for path in set(paths)}


def _levels(names: finding.Index, path: str) -> tuple[str, str, str]:
    line = [p for p in rules.line_of(path) if p in names.by_path]
    found = {rules.level_of(p): names.entries[names.by_path[p]].full_name for p in line}
    return (
        found.get(rules.Level.PROVINCE, ""),
        found.get(rules.Level.DISTRICT, ""),
        found.get(rules.Level.COMMUNE, ""),
    )


def _found(names: finding.Index, hit: finding.Hit, via: str = "", was: str = "") -> Found:
    entry = names.entries[names.by_path[hit.path]]
    country = entry.kind == rules.Kind.COUNTRY
    return Found(
        path=hit.path,
        name=entry.name if country else entry.full_name,
        parents=finding.parents_text(names, hit.path),
        edition=rules.edition_of(hit.path),
        level=rules.level_of(hit.path).value,
        score=round(hit.score, 1),
        via=via or hit.via,
        was=was,
    )


def _by_old_names(names: finding.Index, text: str, within: str | None, already: set[str], best: float) -> list[Found]:
    hits = names.find(text, lambda p: p[0] == rules.OLD and rules.level_of(p) is rules.Level.COMMUNE, 10)
    hits = [h for h in hits if h.score >= 85 and h.score >= best - 12]
    old = {h.path: h for h in hits}
    found: dict[str, Found] = {}
    for link in AreaSuccession.objects.filter(old_path__in=old).order_by("fate", "new_path"):
        wanted = link.new_path not in already and (within is None or link.new_path.startswith(within))
        if wanted and link.new_path in names.by_path and link.new_path not in found:
            hit = finding.Hit(link.new_path, old[link.old_path].score - 8)
            found[link.new_path] = _found(names, hit, "old", finding.display_name(names, link.old_path))
    return list(found.values())


def _heirs(links: Iterable[tuple[str, str]]) -> list[Heir]:
    """Each area once, with the largest part it took."""
    order = {fate.value: n for n, fate in enumerate(rules.Fate)}
    fates: dict[str, str] = {}
    for path, fate in links:
        if path not in fates or order[fate] < order[fates[path]]:
            fates[path] = fate
    areas = Area.objects.filter(pk__in=fates).order_by("name_folded", "path")
    return [Heir(area=a, fate=fates[a.path]) for a in areas]


def touching(*, by: Actor, paths: Sequence[str]) -> dict[str, list[str]]:
    """Who touches whom, for some areas, in one query."""
    found: dict[str, list[str]] = {}
    for path, other in Neighbour.objects.filter(path__in=list(paths)).values_list("path", "neighbour_path"):
        found.setdefault(path, []).append(other)
    return found


def neighbour_paths(*, by: Actor, area: str) -> dict[str, list[str]]:
    """Who touches whom, for every area inside ``area``, in one query; those without known neighbours are left out."""
    found: dict[str, list[str]] = {}
    for path, other in Neighbour.objects.filter(within_area(area, "path")).values_list("path", "neighbour_path"):
        found.setdefault(path, []).append(other)
    return found


def communes(*, by: Actor, areas: Iterable[str]) -> list[tuple[str, str]]:
    """(path, name) of the communes in some areas of his, to choose from: an area itself when it is one, else those
    right below it."""
    found: list[tuple[str, str]] = []
    for area in areas:
        below = [(one.path, one.full_name) for one in children(by=by, path=area)] if area.count("/") < 4 else []
        found += below or [(area, display_name(by=by, path=area))]
    return found
