"""Approximate outlines and neighbours of whole trees, from the shipped points. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely

from vungxanh.rooms.places.rules import NEW, OLD, edition_of, outlines, parent_of
from vungxanh.rooms.places.rules.units import Link, Unit


@dataclass
class Drawing:
    """Outlines by path, and pairs of neighbours (each once, smaller path first)."""

    shapes: dict[str, Any] = field(default_factory=dict)
    pairs: set[tuple[str, str]] = field(default_factory=set)


def _leaves(units: Sequence[Unit], edition: str) -> list[Unit]:
    parents = {parent_of(u.path) for u in units}
    return [u for u in units if edition_of(u.path) == edition and u.path not in parents and u.path.count("/") > 2]


def _touch(shapes: dict[str, Any]) -> set[tuple[str, str]]:
    paths = list(shapes)
    found = outlines.touching(np.array([shapes[p] for p in paths], dtype=object))
    return {(min(paths[i], paths[j]), max(paths[i], paths[j])) for i, j in found}


def _climb(drawing: Drawing, shapes: dict[str, Any], pairs: set[tuple[str, str]]) -> None:
    """Add the levels above: outlines joined, neighbours lifted. The country itself is not drawn."""
    while shapes:
        drawing.shapes |= shapes
        drawing.pairs |= pairs
        groups: dict[str, list[Any]] = defaultdict(list)
        for path, shape in shapes.items():
            groups[parent_of(path)].append(shape)
        above = {p: parent_of(p) for p in shapes}
        pairs = outlines.lifted(pairs, above)
        shapes = {p: outlines.join(parts).simplify(0.0005) for p, parts in groups.items() if p.count("/") > 1}


def draw(units: Sequence[Unit], links: Iterable[Link]) -> Drawing:
    """Both trees. A new commune is the old communes it was made of; a divided one is split by nearness."""
    drawing = Drawing()
    old = _leaves(units, OLD)
    cells = dict(zip((u.path for u in old), outlines.cells([u.spot() for u in old]), strict=True))
    # Island districts have no communes: they are leaves beside communes, so climb from both depths.
    pairs = _touch(cells)
    islands = {p: s for p, s in cells.items() if p.count("/") == 3}
    _climb(drawing, {p: s for p, s in cells.items() if p not in islands}, {t for t in pairs if not {*t} & {*islands}})
    drawing.shapes |= islands

    new = {u.path: u for u in _leaves(units, NEW)}
    heirs: dict[str, list[Unit]] = defaultdict(list)
    for link in links:
        if link.new in new and link.old in cells:
            heirs[link.old].append(new[link.new])
    parts: dict[str, list[Any]] = defaultdict(list)
    for path, units_of in heirs.items():
        pieces = [cells[path]]
        if len(units_of) > 1:
            pieces = outlines.split(cells[path], [u.spot() for u in units_of])
        for unit, piece in zip(units_of, pieces, strict=True):
            parts[unit.path].append(piece)
    merged = {path: outlines.join(pieces) for path, pieces in parts.items()}
    merged = {path: shape for path, shape in merged.items() if not shapely.is_empty(shape)}
    _climb(drawing, merged, _touch(merged))
    return drawing
