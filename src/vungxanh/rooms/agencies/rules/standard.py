"""The bodies a district or commune usually has, out of data/standard.toml. Pure."""

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vungxanh.rooms.agencies.rules.directory import Place, level_of
from vungxanh.rooms.agencies.rules.naming import apart, words


@dataclass(frozen=True, slots=True)
class Standard:
    """A body as the data file has it; texts still with their gaps."""

    key: str
    kind: str
    levels: tuple[str, ...]
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    parent: str = ""
    edition: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Proposed:
    """A body for one area, its texts filled in; ``known`` is the name of the agency that is there already, or ""."""

    key: str
    kind: str
    area_path: str
    name: str
    short: str
    aliases: tuple[str, ...]
    parent: str
    verified: bool
    known: str = ""


@lru_cache(maxsize=1)
def standard() -> tuple[Standard, ...]:
    """All of the file, in its order: parents come before their children."""
    text = files("vungxanh.rooms.agencies").joinpath("data/standard.toml").read_text(encoding="utf-8")
    return tuple(_standard(body) for body in tomllib.loads(text)["body"])


def _standard(body: dict[str, Any]) -> Standard:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in body.items()}
    return Standard(**values)


def propose(place: Place, names: Iterable[str], keys: Collection[str] = ()) -> list[Proposed]:
    """The bodies of one area (``keys``: only these). ``names``: those of the agencies that it has, to find them again."""
    have = {apart(words(name), {place.key}).base: name for name in names}
    found = []
    for body in standard():
        if keys and body.key not in keys:
            continue
        if level_of(place.path) not in body.levels or body.edition not in ("", place.path[:1]):
            continue
        full = _fill(body.name, place)
        aliases = tuple(dict.fromkeys(_fill(alias, place) for alias in body.aliases))
        same = [apart(words(text), {place.key}).base for text in (full, *body.like)]
        known = next((have[base] for base in same if base in have), "")
        short = _fill(body.short, place)
        found.append(Proposed(body.key, body.kind, place.path, full, short, aliases, body.parent, body.verified, known))
    return found


def _fill(text: str, place: Place) -> str:
    unit = place.unit.lower()
    area = f"{unit} {place.name}"
    return text.format(unit=unit, Unit=_party(place.unit), area=area, place=place.name)


def _party(unit: str) -> str:
    """How the Party's body of a unit begins: Huyện (ủy), Thị (ủy), Thành (ủy), Quận (ủy)."""
    return {"Thị xã": "Thị", "Thành phố": "Thành"}.get(unit, unit)
