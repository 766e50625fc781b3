"""Real outlines from a GeoJSON file."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import shapely
from django.db.models import Q

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.events import BordersChanged
from vungxanh.rooms.places.models import Area, Boundary, Neighbour, UnitRelease
from vungxanh.rooms.places.rules import geojson as files
from vungxanh.rooms.places.rules import outlines

MOST_DISTRICTS = 40
DETAIL = 0.0004  # degrees: outlines are stored simplified to about 45 m


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: areas drawn, of these approximate by its own word, neighbour pairs found, faults."""

    code_property: str
    outlines: int
    approximate: int
    neighbours: int
    faults: tuple[files.Fault, ...] = ()


@action(needs=Permission.AREA_LOAD)
def import_boundaries(
    *, by: Actor, at: datetime, geojson: bytes, edition: str, source: str, dry_run: bool = False
) -> Imported:
    """Replace outlines by those of a GeoJSON file, matched by the official code, and derive neighbours anew.

    ``edition``: ``3`` or ``2``, the tree the codes belong to. Features that cannot be used are reported, the others
    go in. Raises Refused when nothing in the file can be used.
    """
    if edition not in (rules.OLD, rules.NEW):
        raise Refused("Chọn bộ đơn vị: ba cấp (trước 1/7/2025) hoặc hai cấp.", field="edition")
    if not source.strip():
        raise Refused("Ghi rõ nguồn của ranh giới.", field="source")
    rows = list(Area.objects.filter(edition=edition).values_list("path", "code", "lat", "lng"))
    known = {code: path for path, code, _, _ in rows if code}
    points = {path: (lat, lng) for path, _, lat, lng in rows if lat is not None and lng is not None}
    reading = files.read(geojson, known, points)
    _keep_to_own(by, reading)
    if not reading.shapes:
        raise Refused(
            "Không dùng được hình nào. Lỗi đầu tiên: %(sentence)s",
            field="file",
            values={"sentence": reading.faults[0].sentence},
        )
    pairs = _pairs(reading)
    if not dry_run:
        _store(reading, source.strip()[:160])
        _border(reading, pairs)
        _changed(at)
        _tell(reading)
    done = Imported(
        code_property=reading.code_property,
        outlines=len(reading.shapes),
        approximate=len(reading.approximate),
        neighbours=len(pairs),
        faults=tuple(reading.faults),
    )
    note(outlines=done.outlines, faults=len(done.faults), neighbours=done.neighbours)
    return done


def _changed(at: datetime) -> None:
    """What is kept in memory of the areas is read again: the map's sheets are known by this stamp."""
    known = UnitRelease.objects.filter(pk=1).first()
    if known is not None:
        known.stamp, known.changed_at = known.stamp[:40] + f"-{at:%Y%m%d%H%M%S}-{new_id().hex[-6:]}", at
        known.save(update_fields=["stamp", "changed_at"])


def _tell(reading: files.Reading) -> None:
    """Districts in which neighbours may be others now; their provinces when there are very many."""
    inside = {rules.parent_of(path) for path in reading.shapes if rules.level_of(path) is rules.Level.COMMUNE}
    for area in sorted(inside if len(inside) <= MOST_DISTRICTS else {rules.parent_of(path) for path in inside}):
        tell(BordersChanged(area=area))


def _keep_to_own(by: Actor, reading: files.Reading) -> None:
    """What lies outside the areas where ``by`` may load becomes a fault."""
    for path in [p for p in reading.shapes if not by.may(Permission.AREA_LOAD, p)]:
        del reading.shapes[path]
        reading.approximate.discard(path)
        why = "Đơn vị này không thuộc địa bàn bạn được ghi."
        reading.faults.append(files.Fault(reading.numbers[path], rules.code_of(path), why))
    reading.faults.sort(key=lambda fault: fault.number)


def _pairs(reading: files.Reading) -> set[tuple[str, str]]:
    """Neighbours among the outlines of the file, within one level."""
    paths = sorted(reading.shapes)
    found = outlines.touching(np.array([reading.shapes[p] for p in paths], dtype=object))
    return {(paths[i], paths[j]) for i, j in found if rules.level_of(paths[i]) is rules.level_of(paths[j])}


def _store(reading: files.Reading, source: str) -> None:
    paths = list(reading.shapes)
    shapes = np.array([reading.shapes[p] for p in paths], dtype=object)
    # Simplified together, so that shared borders stay shared.
    shapes = outlines.tidy(shapely.coverage_simplify(shapes, DETAIL))
    Boundary.objects.filter(path__in=paths).delete()
    rows = [(p, outlines.to_json(s), p in reading.approximate, source) for p, s in zip(paths, shapes, strict=True)]
    insert(Boundary, ("path", "geojson", "approximate", "source"), rows)


def _border(reading: files.Reading, pairs: set[tuple[str, str]]) -> None:
    """Pairs inside the file replace what was known between those areas; pairs to areas outside it stay."""
    paths = set(reading.shapes)
    both = Q(path__in=paths) & Q(neighbour_path__in=paths)
    Neighbour.objects.filter(both).delete()
    rough = reading.approximate
    rows = [(x, y, a in rough or b in rough) for a, b in sorted(pairs) for x, y in ((a, b), (b, a))]
    insert(Neighbour, ("path", "neighbour_path", "approximate"), rows)
