"""The shipped unit tables as typed rows."""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from vungxanh.rooms.places.rules import inside
from vungxanh.rooms.places.rules.units import Link, Unit


def _bytes(name: str) -> bytes:
    return files("vungxanh.rooms.places").joinpath("data", name).read_bytes()


def _lines(name: str) -> Iterator[dict[str, str]]:
    return csv.DictReader(io.StringIO(gzip.decompress(_bytes(name)).decode()))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _unit(row: dict[str, str]) -> Unit:
    box = None
    if row["south"]:
        box = (float(row["south"]), float(row["west"]), float(row["north"]), float(row["east"]))
    return Unit(
        path=row["path"],
        kind=row["kind"],
        name=row["name"],
        lat=_number(row["lat"]),
        lng=_number(row["lng"]),
        mended=row["point"] == "mended",
        box=box,
        km2=_number(row["km2"]),
        aliases=row["aliases"],
    )


@cache
def units() -> tuple[Unit, ...]:
    """Every unit of both editions, in path order."""
    return tuple(_unit(row) for row in _lines("areas.csv.gz"))


@cache
def links() -> tuple[Link, ...]:
    """What became of every old commune and province."""
    return tuple(Link(row["old_path"], row["new_path"], row["how"]) for row in _lines("succession.csv.gz"))


def digest(only: Sequence[str] = ()) -> str:
    """Changes when the shipped tables, the drawing, or the areas asked for change."""
    text = _bytes("areas.csv.gz") + _bytes("succession.csv.gz") + b"drawing 1" + "|".join(sorted(only)).encode()
    return hashlib.sha256(text).hexdigest()


def chosen(only: Sequence[str] = ()) -> list[Unit]:
    """All units, or those in or above the areas asked for."""
    return [u for u in units() if not only or inside(u.path, only)]
