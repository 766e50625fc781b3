"""Outlines laid flat for a drawing: a frame around some of them, SVG path data, the middle of each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from vungxanh.rooms.places.rules.sheets import Sheet

SIZE = 1000.0
MARGIN = 0.03
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn: degrees, and how many units of the drawing a degree is; the longer side is ``SIZE`` units."""

    west: float
    south: float
    east: float
    north: float
    squeeze: float
    scale: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the drawing."""
        return round((self.east - self.west) * self.squeeze * self.scale, 1), round(
            (self.north - self.south) * self.scale, 1
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the earth on the drawing."""
        return (x - self.west) * self.squeeze * self.scale, (self.north - y) * self.scale

    def middle(self, box: Box) -> tuple[float, float]:
        """The middle of a box on the drawing."""
        x, y = self.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        return round(x, 1), round(y, 1)

    def meets(self, box: Box) -> bool:
        """Whether any of it is seen."""
        return box[0] < self.east and box[2] > self.west and box[1] < self.north and box[3] > self.south


def framed(boxes: Sequence[Box]) -> Frame:
    """Around all of them, with a margin."""
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    margin = MARGIN * max(east - west, north - south)
    west, south, east, north = west - margin, south - margin, east + margin, north + margin
    squeeze = cos(radians((south + north) / 2))
    return Frame(west, south, east, north, squeeze, SIZE / max((east - west) * squeeze, north - south))


@lru_cache(maxsize=8)
def flat(sheet: Sheet, frame: Frame) -> tuple[str, ...]:
    """Path data of every outline of a sheet, in its order; kept for the next drawing of the same frame."""

    def ring(points: list[list[float]]) -> str:
        placed = ("{:.1f},{:.1f}".format(*frame.at(x, y)) for x, y in points[:-1])
        return "M" + "L".join(placed) + "Z"

    found = []
    for text in sheet.geometry:
        geometry = json.loads(text)
        many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found.append("".join(ring(points) for polygon in many for points in polygon))
    return tuple(found)
