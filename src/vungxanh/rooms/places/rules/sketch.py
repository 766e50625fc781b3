"""Outlines as SVG paths: a small drawing, not a map. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

Ring = list[list[float]]


@dataclass(frozen=True, slots=True)
class Outline:
    """What to draw: ``role`` is "self", "child" or "near"."""

    path: str
    name: str
    geojson: str
    role: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One shape: SVG path data and where its label goes."""

    path: str
    name: str
    role: str
    d: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing, in a box of ``width`` by ``height`` units; ``approximate`` if any outline in it is."""

    width: float
    height: float
    shapes: tuple[Drawn, ...]
    approximate: bool


def _rings(geojson: str) -> list[Ring]:
    geometry = json.loads(geojson)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def _frame(rings: Sequence[Ring]) -> tuple[float, float, float, float]:
    xs = [p[0] for ring in rings for p in ring]
    ys = [p[1] for ring in rings for p in ring]
    margin = 0.12 * max(max(xs) - min(xs), max(ys) - min(ys))
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def draw(outlines: Sequence[Outline], size: float = 420.0) -> Sketch | None:
    """The drawing framed on the area itself (or its children); None when there is nothing to draw."""
    rings = {o.path: _rings(o.geojson) for o in outlines}
    own = [ring for o in outlines if o.role != "near" for ring in rings[o.path]]
    if not own:
        return None
    west, south, east, north = _frame(own)
    squeeze = cos(radians((south + north) / 2))
    scale = size / max((east - west) * squeeze, north - south)

    def point(p: list[float]) -> tuple[float, float]:
        return round((p[0] - west) * squeeze * scale, 1), round((north - p[1]) * scale, 1)

    shapes = []
    for o in sorted(outlines, key=lambda o: ("near", "self", "child").index(o.role)):
        placed = [[point(p) for p in ring] for ring in rings[o.path]]
        d = "".join("M" + "L".join(f"{x},{y}" for x, y in ring[:-1]) + "Z" for ring in placed)
        biggest = max(placed, key=len)
        x = sum(p[0] for p in biggest) / len(biggest)
        y = sum(p[1] for p in biggest) / len(biggest)
        shapes.append(Drawn(o.path, o.name, o.role, d, round(x, 1), round(y, 1)))
    width, height = (east - west) * squeeze * scale, (north - south) * scale
    return Sketch(round(width, 1), round(height, 1), tuple(shapes), any(o.approximate for o in outlines))
