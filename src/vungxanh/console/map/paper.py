"""The map as a drawing for paper: SVG on A4, each class a pattern as well as a grey, so that any printer will do."""

from collections import Counter
from dataclasses import dataclass

from vungxanh.console.map.figures import Figures
from vungxanh.console.map.legend import Class, Legend
from vungxanh.console.map.on_day import Line, lines
from vungxanh.rooms.places import queries as places

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
    frame = places.framed(boxes)
    paths = places.flat(found.sheet, frame)
    groups: dict[str, list[str]] = {}
    around = []
    for n, d in enumerate(paths):
        if n in keys:
            groups.setdefault("none" if keys[n] is None else str(keys[n]), []).append(d)
        elif frame.meets(found.sheet.boxes[n]):
            around.append(d)
    marks = {c.key: c.mark for c in legend.classes}
    letters = []
    if len(keys) <= LETTERED:
        for n, key in keys.items():
            if key is not None and marks.get(key):
                letters.append((*frame.middle(found.sheet.boxes[n]), marks[key]))
    filled = [(key, "".join(ds)) for key, ds in sorted(groups.items())]
    return Drawn(*frame.size, filled, "".join(around), letters, _edges(found, frame), len(keys) > FINE)


def _edges(found: Figures, frame: places.Frame) -> str:
    ask = found.ask
    if ask.frame is None:
        return ""
    larger = places.sheet(by=ask.by, area=ask.sheet_area, level=ask.frame)
    drawn = places.flat(larger, frame)
    return "".join(d for d, box in zip(drawn, larger.boxes, strict=True) if frame.meets(box))
