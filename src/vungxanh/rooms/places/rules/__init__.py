"""What an area is: its path, level and kind. Pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

OLD, NEW = "3", "2"
"""Editions: the three-level tree (until 30/6/2025) and the two-level one (from 1/7/2025)."""
REFORM = date(2025, 7, 1)


class Level(StrEnum):
    """How high in the tree, whatever the edition."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Kind(StrEnum):
    """Legal kinds of units; the value is what is written before the name."""

    COUNTRY = "Nước"
    PROVINCE = "Tỉnh"
    CITY = "Thành phố"
    DISTRICT = "Huyện"
    URBAN_DISTRICT = "Quận"
    TOWN = "Thị xã"
    COMMUNE = "Xã"
    WARD = "Phường"
    TOWNSHIP = "Thị trấn"
    SPECIAL_ZONE = "Đặc khu"


class Fate(StrEnum):
    """What part of an old commune a new one took."""

    WHOLE = "whole"
    MOST = "most"
    PART = "part"


def segments(path: str) -> list[str]:
    """``3/70/691/`` -> ``["3", "70", "691"]``."""
    return path.strip("/").split("/")


def level_of(path: str) -> Level:
    """The level a path stands for; the two-level tree has no districts."""
    depth = len(segments(path)) - 1
    if depth == 2 and edition_of(path) == NEW:
        return Level.COMMUNE
    return (Level.COUNTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)[depth]


def edition_of(path: str) -> str:
    """``3`` or ``2``."""
    return path[:1]


def code_of(path: str) -> str:
    """The GSO code with its leading zeros; nothing for the country."""
    parts = segments(path)
    return parts[-1] if len(parts) > 1 else ""


def parent_of(path: str) -> str:
    """``3/70/691/`` -> ``3/70/``; "" above the country."""
    parts = segments(path)[:-1]
    return "/".join(parts) + "/" if parts else ""


def line_of(path: str) -> list[str]:
    """All paths from the country down to ``path`` itself."""
    parts = segments(path)
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def inside(path: str, areas: Iterable[str]) -> bool:
    """Whether ``path`` lies in one of ``areas`` or is above one of them, so that its branch of the tree is whole."""
    return any(path.startswith(area) or area.startswith(path) for area in areas)


def edition_on(day: date) -> str:
    """The tree in force on a day."""
    return NEW if day >= REFORM else OLD
