"""A map sheet: the outlines of many areas as two compact texts, one to draw and one to name. Pure.

Degrees WGS84. Features carry nothing but their number; names, boxes and what is told of an area go by that number, so
that the outlines can be kept for ever under the digest of what they hold and the figures of a day travel without them.
"""

import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

MOST = 250_000
"""Corners above which a sheet is simplified: about 1 MB of GeoJSON packed, more than a phone should wait for."""
COARSE = 0.003
"""Degrees (about 330 m, a dot at the zoom where a country fits a screen): how coarse a simplified sheet is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An area to be drawn. ``above``: the areas it lies in, in words; ``geojson``: its geometry as stored."""

    path: str
    name: str
    above: str
    geojson: str
    approximate: bool
    source: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Outlines ready to be sent. ``shapes``: a FeatureCollection whose features have ids 0…n-1; ``names``: their paths,
    names, boxes (west, south, east, north) and points for a letter; both packed by gzip. ``geometry``: as drawn."""

    digest: str
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    shapes: bytes
    names: bytes
    geometry: tuple[str, ...]
    boxes: tuple[tuple[float, float, float, float], ...]
    rough: int
    sources: tuple[str, ...]
    coarse: bool

    def number_of(self) -> dict[str, int]:
        """The number of each path."""
        return {path: n for n, path in enumerate(self.paths)}

    def bounds(self, area: str) -> tuple[float, float, float, float] | None:
        """West, south, east, north of what lies inside ``area``; None where nothing is drawn."""
        found = [box for path, box in zip(self.paths, self.boxes, strict=True) if path.startswith(area)] or self.boxes
        if not found:
            return None
        west, south, east, north = zip(*found, strict=True)
        return min(west), min(south), max(east), max(north)


def draw(shapes: Sequence[Shape]) -> Sheet:
    """Lay out a sheet; the order of ``shapes`` gives the numbers. Heavy outlines are simplified together."""
    texts, coarse = [s.geojson for s in shapes], False
    forms = shapely.from_geojson(texts) if texts else np.array([], dtype=object)
    if texts and int(shapely.get_num_coordinates(forms).sum()) > MOST:
        forms, coarse = _simpler(forms), True
        texts = [str(one).replace(" ", "") for one in shapely.to_geojson(forms)]
    features = (f'{{"type":"Feature","id":{n},"properties":{{}},"geometry":{text}}}' for n, text in enumerate(texts))
    drawn = ('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}").encode()
    told = _names(shapes, forms)
    named = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Sheet(
        digest=hashlib.sha256(drawn + named).hexdigest()[:20],
        paths=tuple(s.path for s in shapes),
        labels=tuple(f"{s.name}, {s.above}" if s.above else s.name for s in shapes),
        shapes=gzip.compress(drawn, 6, mtime=0),
        names=gzip.compress(named, 6, mtime=0),
        geometry=tuple(texts),
        boxes=tuple((w, s, e, n) for w, s, e, n in told["boxes"]),
        rough=told["rough"],
        sources=tuple(told["sources"]),
        coarse=coarse,
    )


def _simpler(forms: Any) -> Any:
    """All together, so that shared borders stay shared; an island that would vanish stays as it is."""
    found = shapely.transform(shapely.coverage_simplify(forms, COARSE), lambda xy: np.round(xy, 3))
    return np.where(shapely.is_empty(found) | ~shapely.is_valid(found), forms, found)


def _names(shapes: Sequence[Shape], forms: Any) -> dict[str, Any]:
    above = sorted({s.above for s in shapes})
    place = {text: n for n, text in enumerate(above)}
    inner = shapely.point_on_surface(forms) if len(forms) else forms
    return {
        "paths": [s.path for s in shapes],
        "names": [s.name for s in shapes],
        "above": above,
        "of": [place[s.above] for s in shapes],
        "boxes": np.round(shapely.bounds(forms), 3).tolist() if len(forms) else [],
        "at": np.round(np.column_stack([shapely.get_x(inner), shapely.get_y(inner)]), 3).tolist() if len(forms) else [],
        "rough": sum(s.approximate for s in shapes),
        "sources": sorted({s.source for s in shapes}),
    }
