"""The map as a drawing for paper: SVG on A4, each class a pattern as well as a grey, so that any printer will do."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from vungxanh.console.map.figures import Figures
from vungxanh.console.map.legend import Class, Legend
from vungxanh.console.map.on_day import Line, lines
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Sheet

SIZE = 1000.0
MANY = 40
"""Places listed under the drawing at most."""
LETTERED = 150
"""Up to so many places each carries its letter."""
FINE = 1500


@dataclass(frozen=True, slots=True)
class Drawn:
    """``groups``: (class key or "none", path data) by class; ``around``: places outside the area; letters: (x, y, mark).

    ``edges``: borders of the larger places; ``fine``: so many places that their own borders would be one black spot.
    """

    width: float
    height: float
    groups: list[tuple[str, str]]
    around: str
    letters: list[tuple[float, float, str]]
    edges: str
    fine: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything on the sheet."""

    drawn: Drawn | None
    rows: list[tuple[Class | None, int]]
    worst: list[Line]
    more: int


def lay(found: Figures, legend: Legend) -> Paper:
    """Draw and count."""
    every = list(lines(found))
    keys = {line.number: line.key(legend) for line in every}
    counts = Counter(keys.values())
    rows: list[tuple[Class | None, int]] = [(c, counts.get(c.key, 0)) for c in legend.classes]
    if counts.get(None):
        rows.append((None, counts[None]))
    order = sorted(every, key=lambda one: (-(keys[one.number] or 0), -one.cases, one.label))
    listed = [one for one in order if (keys[one.number] or 0) > (1 if legend.shown in ("proposed", "decided") else 0)]
    return Paper(_draw(found, legend, keys), rows, listed[:MANY], max(0, len(listed) - MANY))


def _draw(found: Figures, legend: Legend, keys: dict[int, int | None]) -> Drawn | None:
    boxes = [found.sheet.boxes[n] for n in keys]
    if not boxes:
        return None
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    margin = 0.03 * max(east - west, north - south)
    frame = west - margin, south - margin, east + margin, north + margin
    squeeze = cos(radians((south + north) / 2))
    scale = SIZE / max((frame[2] - frame[0]) * squeeze, frame[3] - frame[1])
    paths = _paths(found.sheet, frame, squeeze, scale)
    groups: dict[str, list[str]] = {}
    around = []
    for n, d in enumerate(paths):
        if n in keys:
            groups.setdefault("none" if keys[n] is None else str(keys[n]), []).append(d)
        elif _meets(found.sheet.boxes[n], frame):
            around.append(d)
    marks = {c.key: c.mark for c in legend.classes}
    letters = []
    if len(keys) <= LETTERED:
        for n, key in keys.items():
            w, s, e, t = found.sheet.boxes[n]
            x, y = ((w + e) / 2 - frame[0]) * squeeze * scale, (frame[3] - (s + t) / 2) * scale
            if key is not None and marks.get(key):
                letters.append((round(x, 1), round(y, 1), marks[key]))
    size = round((frame[2] - frame[0]) * squeeze * scale, 1), round((frame[3] - frame[1]) * scale, 1)
    filled = [(key, "".join(ds)) for key, ds in sorted(groups.items())]
    return Drawn(*size, filled, "".join(around), letters, _edges(found, frame, squeeze, scale), len(keys) > FINE)


def _edges(found: Figures, frame: tuple[float, float, float, float], squeeze: float, scale: float) -> str:
    ask = found.ask
    if ask.frame is None:
        return ""
    larger = places.sheet(by=ask.by, area=ask.sheet_area, level=ask.frame)
    drawn = _paths(larger, frame, squeeze, scale)
    return "".join(d for d, box in zip(drawn, larger.boxes, strict=True) if _meets(box, frame))


def _meets(box: tuple[float, float, float, float], frame: tuple[float, float, float, float]) -> bool:
    return box[0] < frame[2] and box[2] > frame[0] and box[1] < frame[3] and box[3] > frame[1]


@lru_cache(maxsize=8)
def _paths(sheet: Sheet, frame: tuple[float, float, float, float], squeeze: float, scale: float) -> tuple[str, ...]:
    """Path data of every outline of a sheet, kept for the next print of the same frame."""
    west, _south, _east, north = frame

    def ring(points: list[list[float]]) -> str:
        placed = (f"{(x - west) * squeeze * scale:.1f},{(north - y) * scale:.1f}" for x, y in points[:-1])
        return "M" + "L".join(placed) + "Z"

    found = []
    for text in sheet.geometry:
        geometry = json.loads(text)
        many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found.append("".join(ring(points) for polygon in many for points in polygon))
    return tuple(found)
