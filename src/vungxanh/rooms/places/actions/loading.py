"""The official units shipped with the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.actions import shipped
from vungxanh.rooms.places.models import Area, AreaSuccession, Boundary, Neighbour, UnitRelease
from vungxanh.rooms.places.rules import outlines
from vungxanh.rooms.places.rules.drawing import draw
from vungxanh.rooms.places.rules.units import Unit

APPROXIMATE = "Vẽ từ toạ độ các điểm (Voronoi), chỉ gần đúng"
_LAST_OLD_DAY = (rules.REFORM - timedelta(days=1)).isoformat()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did; ``changed`` is false when everything was already there."""

    changed: bool
    areas: int
    successions: int = 0
    neighbours: int = 0
    outlines: int = 0


@action(needs=Permission.AREA_LOAD)
def load_official_units(*, by: Actor, at: datetime, only: Sequence[str] = ()) -> Loaded:
    """Load the shipped units of both trees, or those in the areas ``only`` (with what lies above them).

    For who may load everywhere. Does nothing when the same release is already loaded. A newer release updates official columns and approximate
    outlines; populations and imported outlines stay. Areas gone from the list stay too: other rooms point to them.
    """
    by.check(Permission.AREA_LOAD, "")
    stamp = shipped.digest(only)
    known = UnitRelease.objects.filter(pk=1).first()
    if known and known.stamp.startswith(stamp[:40]):
        return Loaded(changed=False, areas=Area.objects.count())
    units = shipped.chosen(only)
    paths = {u.path for u in units}
    links = [link for link in shipped.links() if link.old in paths and link.new in paths]
    _areas(units)
    drawing = draw(units, links)
    AreaSuccession.objects.all().delete()
    insert(AreaSuccession, ("old_path", "new_path", "fate"), [(x.old, x.new, x.fate) for x in links])
    real = set(Boundary.objects.filter(approximate=False).values_list("path", flat=True))
    Boundary.objects.filter(approximate=True).delete()
    shapes = [(p, outlines.to_json(s), True, APPROXIMATE) for p, s in drawing.shapes.items() if p not in real]
    insert(Boundary, ("path", "geojson", "approximate", "source"), shapes)
    pairs = _neighbours(drawing.pairs)
    UnitRelease.objects.update_or_create(pk=1, defaults={"stamp": stamp[:40] + f"-{at:%Y%m%d%H%M%S}", "changed_at": at})
    done = Loaded(True, len(units), len(links), pairs, len(shapes))
    note(areas=done.areas, successions=done.successions, neighbours=done.neighbours, outlines=done.outlines)
    return done


_COLUMNS = (
    "path", "parent_path", "edition", "level", "code", "kind", "name", "full_name", "name_folded", "aliases",
    "valid_from", "valid_to", "lat", "lng", "point_mended", "km2",
)  # fmt: skip


def _areas(units: Sequence[Unit]) -> None:
    there = set(Area.objects.values_list("path", flat=True))
    fresh = [_row(u) for u in units if u.path not in there]
    insert(Area, (*_COLUMNS, "population_source"), [(*row, "") for row in fresh])
    again = [Area(**dict(zip(_COLUMNS, _row(u), strict=True))) for u in units if u.path in there]
    Area.objects.bulk_update(again, list(_COLUMNS[1:]), batch_size=500)


def _row(u: Unit) -> tuple[object, ...]:
    old = rules.edition_of(u.path) == rules.OLD
    start, end = (None, _LAST_OLD_DAY) if old else (rules.REFORM.isoformat(), None)
    full = u.name if u.kind == rules.Kind.COUNTRY else f"{u.kind} {u.name}"
    return (
        u.path, rules.parent_of(u.path), rules.edition_of(u.path), rules.level_of(u.path).value, rules.code_of(u.path),
        u.kind, u.name, full, fold(u.name), u.aliases,
        start, end, u.lat, u.lng, u.mended, u.km2,
    )  # fmt: skip


def _neighbours(pairs: set[tuple[str, str]]) -> int:
    """Replace pairs derived from approximate outlines; where both areas have imported ones, those speak."""
    Neighbour.objects.filter(approximate=True).delete()
    exact = set(Neighbour.objects.values_list("path", flat=True))
    rows = [(x, y, True) for a, b in sorted(pairs) for x, y in ((a, b), (b, a)) if not (a in exact and b in exact)]
    insert(Neighbour, ("path", "neighbour_path", "approximate"), rows)
    return len(rows)
