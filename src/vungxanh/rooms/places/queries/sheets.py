"""Map sheets: kept in memory by what was loaded last, for outlines change once in years."""

import threading
from collections import OrderedDict

from django.db import connection

from vungxanh.common.access import within as within_area
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.models import Area, Boundary, UnitRelease
from vungxanh.rooms.places.rules import Level, sheets
from vungxanh.rooms.places.rules.sheets import Sheet

KEPT = 24
_lock = threading.Lock()
_drawn: OrderedDict[tuple[str, str, str, str], Sheet] = OrderedDict()


def sheet(*, by: Actor, area: str, level: str) -> Sheet:
    """The outlines of every area of one size inside ``area`` (a country or a province), in path order.

    Among communes stand the island districts that have none, so that the country is whole.
    """
    stamp = UnitRelease.objects.filter(pk=1).values_list("stamp", flat=True).first() or ""
    key = (str(connection.settings_dict["NAME"]), stamp, area, level)
    with _lock:
        held = _drawn.get(key) if stamp else None
        if held is not None:
            _drawn.move_to_end(key)
            return held
        drawn = sheets.draw(_shapes(area, level))
        _drawn[key] = drawn
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
        return drawn


def _shapes(area: str, level: str) -> list[sheets.Shape]:
    rows = Area.objects.filter(within_area(area, "path"), edition=area[:1])
    found = dict(rows.values_list("path", "full_name"))
    wanted = {path for path in found if rules.level_of(path) == level}
    if level == Level.COMMUNE:
        parents = {rules.parent_of(path) for path in wanted}
        wanted |= {path for path in found if rules.level_of(path) is Level.DISTRICT and path not in parents}
    outside = {path for path in rules.line_of(area)[:-1] if path.count("/") > 1}
    found |= dict(Area.objects.filter(pk__in=outside).values_list("path", "full_name")) if outside else {}
    lines = Boundary.objects.filter(within_area(area, "path")).order_by("path")
    return [
        sheets.Shape(path, found[path], _above(path, found), text, rough, source)
        for path, text, rough, source in lines.values_list("path", "geojson", "approximate", "source").iterator(2000)
        if path in wanted
    ]


def _above(path: str, names: dict[str, str]) -> str:
    """``Huyện Bù Gia Mập, Tỉnh Bình Phước``."""
    line = [p for p in rules.line_of(path)[1:-1] if p in names]
    return ", ".join(names[p] for p in reversed(line))
