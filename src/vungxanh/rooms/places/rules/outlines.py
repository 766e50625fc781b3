"""Approximate outlines made from points, and who touches whom. Geometry only: shapely and numpy, degrees WGS84.

A commune's cell is its Voronoi cell among the points of the whole country, cut to the land that the communes' bounding
boxes cover. Outlines so made are near the truth inside the country and coarse along coasts and borders; they are always
stored and shown as approximate ("ranh giới gần đúng").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

GRID = 4  # decimals kept: 0.0001 degree is about 11 m
NEAR = 0.0004  # two outlines this close (about 45 m) touch
SHARED = 0.002  # and share at least this much border (about 220 m), so that corners do not count
GAP = 0.05  # boxes closer than twice this many degrees leave no gap between them
WIDEST = 0.6  # a commune's box wider than this many degrees is a geocoding error
_SQUEEZE = np.array([0.96, 1.0])  # a degree of longitude against one of latitude, middle of the country

Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A commune's point and, where known, its bounding box (south, west, north, east) or its size in km²."""

    path: str
    lat: float
    lng: float
    box: tuple[float, float, float, float] | None = None
    km2: float | None = None


def _land(spots: Sequence[Spot]) -> Any:
    """The union of all boxes, without holes; a spot without a usable box gets a disc of its size (30 km² when that is unknown too)."""
    boxes = np.array([s.box or (0.0, 0.0, 9.0, 9.0) for s in spots])
    usable = (boxes[:, 2] - boxes[:, 0] < WIDEST) & (boxes[:, 3] - boxes[:, 1] < WIDEST)
    south, west, north, east = boxes[usable].T
    padded = shapely.buffer(shapely.box(west, south, east, north), 0.004, quad_segs=2)
    points = shapely.points([(s.lng, s.lat) for s in spots])
    size = np.sqrt(np.maximum([s.km2 or 30.0 for s in spots], 3.0) / 3.14) / 111
    discs = shapely.buffer(points, size * np.where(usable, 0.7, 1.2), quad_segs=3)
    land = shapely.union_all(np.concatenate([padded, discs]))
    # Gaps between boxes are land too: close them, then fill the holes.
    closed = land.buffer(GAP, quad_segs=2).buffer(-GAP, quad_segs=2)
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(shapely.get_parts(closed))))


def tidy(shapes: Geometries) -> Geometries:
    """Round to the grid, mend what that broke, keep polygons only."""
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, GRID))
    bad = ~shapely.is_valid(rounded)
    rounded[bad] = shapely.buffer(rounded[bad], 0)
    return np.asarray(rounded)


def cells(spots: Sequence[Spot]) -> Geometries:
    """One outline per spot, in order: Voronoi cells cut to the land."""
    if not spots:
        return np.array([], dtype=object)
    xy = np.array([(s.lng, s.lat) for s in spots]) * _SQUEEZE
    land = _land(spots)
    if len(spots) == 1:
        return tidy(np.array([land], dtype=object))
    frame = shapely.box(98 * _SQUEEZE[0], 5, 120 * _SQUEEZE[0], 26)
    raw = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(xy), extend_to=frame, ordered=True))
    raw = shapely.transform(raw, lambda c: c / _SQUEEZE)
    shapely.prepare(land)
    edge = ~shapely.covers(land, raw)
    raw[edge] = shapely.intersection(raw[edge], land)
    return tidy(raw)


def split(cell: Any, parts: Sequence[Spot]) -> list[Any]:
    """Divide one outline among several points: each takes what is nearest to it."""
    grown = cell.buffer(1)
    points = shapely.multipoints([(p.lng, p.lat) for p in parts])
    found = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=grown, ordered=True))
    return [shapely.intersection(cell, piece) for piece in found]


def join(shapes: Iterable[Any]) -> Any:
    """One outline out of several that fit together; the hairline gaps that rounding leaves are closed."""
    merged = shapely.union_all(list(shapes))
    closed = merged.buffer(NEAR / 2, join_style="mitre").buffer(-NEAR / 2, join_style="mitre")
    return tidy(np.array([closed], dtype=object))[0]


def touching(shapes: Geometries) -> list[tuple[int, int]]:
    """Pairs (i < j) of outlines that share a stretch of border; small gaps and overlaps are forgiven."""
    if len(shapes) < 2:
        return []
    near = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=NEAR)
    a, b = near[:, near[0] < near[1]]
    grown = shapely.buffer(shapes, NEAR * 1.1, quad_segs=2)
    shapely.prepare(grown)
    border = shapely.length(shapely.intersection(grown[a], shapely.boundary(shapes)[b]))
    return [(int(i), int(j)) for i, j in zip(a[border > SHARED], b[border > SHARED], strict=True)]


def lifted(pairs: Iterable[tuple[str, str]], parent: Mapping[str, str]) -> set[tuple[str, str]]:
    """Neighbouring parents of neighbouring children."""
    found = ((parent[a], parent[b]) for a, b in pairs)
    return {(min(p, q), max(p, q)) for p, q in found if p != q}


def to_json(shape: Any) -> str:
    """GeoJSON geometry text."""
    return str(shapely.to_geojson(shape)).replace(" ", "")
