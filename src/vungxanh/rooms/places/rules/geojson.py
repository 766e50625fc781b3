"""Reading an outline file from outside: which property holds the code, which features are usable. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.lib import ShapelyError

from vungxanh.kernel.refused import Refused

VIETNAM = shapely.box(101.5, 5.5, 118.5, 24.0)
FAR = 0.75  # degrees between the known point and the outline: beyond, it is the wrong area or swapped coordinates


@dataclass(frozen=True, slots=True)
class Fault:
    """Why feature ``number`` (counted from 1) was left out."""

    number: int
    code: str
    sentence: str


@dataclass
class Reading:
    """What a file holds: outlines and feature numbers by path, those it calls approximate itself, and the faults."""

    code_property: str = ""
    shapes: dict[str, Any] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)


def _features(data: bytes) -> list[dict[str, Any]]:
    try:
        document = json.loads(data)
    except (ValueError, UnicodeDecodeError):
        raise Refused("Tệp không phải GeoJSON: không đọc được nội dung JSON.", field="file") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused("Tệp GeoJSON này không có đối tượng nào (thiếu “features”).", field="file")
    return [f if isinstance(f, dict) else {} for f in features]


def _codes(value: Any) -> Iterator[str]:
    """The code as written, and with the zeros a spreadsheet drops."""
    text = str(value).strip().removesuffix(".0")
    if text.isdigit() and len(text) <= 5:
        yield text
        yield from (text.zfill(n) for n in (2, 3, 5) if n > len(text))


def _match(value: Any, known: Mapping[str, str]) -> str | None:
    return next((code for code in _codes(value) if code in known), None)


def _best_property(features: list[dict[str, Any]], known: Mapping[str, str]) -> str:
    """The property with the most distinct codes: a file of communes also names their districts and provinces."""
    seen: dict[str, set[str]] = {}
    for feature in features:
        for name, value in (feature.get("properties") or {}).items():
            code = _match(value, known) if isinstance(value, str | int | float) else None
            if code:
                seen.setdefault(name, set()).add(code)
    if not seen:
        raise Refused(
            "Không thấy thuộc tính nào chứa mã đơn vị hành chính (mã của Tổng cục Thống kê). "
            "Kiểm tra lại tệp và bộ đơn vị đã chọn.",
            field="file",
        )
    # More codes first; of equals the longer codes, then the plainer name.
    return min(seen, key=lambda n: (-len(seen[n]), -max(map(len, seen[n])), len(n)))


def _shape(geometry: Any, point: tuple[float, float] | None) -> Any:
    """A valid polygon, or Refused."""
    if not isinstance(geometry, dict):
        raise Refused("Không có hình.")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (ShapelyError, TypeError, ValueError):
        raise Refused("Hình hỏng, không đọc được.") from None
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        raise Refused("Hình không phải là vùng (Polygon hoặc MultiPolygon).")
    shape = shapely.force_2d(shape)
    if not shape.is_valid:
        shape = shapely.buffer(shapely.make_valid(shape), 0)
    if shape.is_empty or shape.area == 0:
        raise Refused("Hình rỗng.")
    if not VIETNAM.covers(shape):
        raise Refused("Hình nằm ngoài Việt Nam: toạ độ phải là kinh độ, vĩ độ WGS84.")
    if point and shape.distance(Point(point[1], point[0])) > FAR:
        raise Refused("Hình nằm quá xa vị trí đã biết của đơn vị mang mã này.")
    return shape


def read(data: bytes, known: Mapping[str, str], points: Mapping[str, tuple[float, float]]) -> Reading:
    """``known``: path by code; ``points``: (lat, lng) by path. Raises Refused when the file as a whole is no use."""
    features = _features(data)
    reading = Reading(code_property=_best_property(features, known))
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        value = properties.get(reading.code_property)
        code = _match(value, known)
        try:
            if code is None:
                raise Refused("Không có đơn vị nào mang mã này trong bộ đơn vị đã chọn.")
            shape = _shape(feature.get("geometry"), points.get(known[code]))
        except Refused as refusal:
            reading.faults.append(Fault(number, "" if value is None else str(value)[:20], refusal.sentence))
            continue
        path = known[code]
        before = reading.shapes.get(path)
        reading.numbers[path] = number
        reading.shapes[path] = shape if before is None else shapely.union(before, shape)
        if properties.get("gan_dung") is True or properties.get("approximate") is True:
            reading.approximate.add(path)
    return reading
