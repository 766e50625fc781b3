"""The data files of agencies' names as patterns over folded text (``fold.key``)."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from vungxanh.engine.directive.tasks.fold import key, pattern

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A body: its canonical ``name``; ``level``: own, keep or drop (see bodies.toml)."""

    name: str
    level: str = "keep"
    caps: bool = False
    party: bool = False
    place: bool = False
    verb: bool = False
    short: str = ""
    nouns: frozenset[str] = field(default_factory=frozenset)


def load(name: str) -> dict[str, Any]:
    """A data file of this folder."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def escaped(words: str) -> str:
    """A phrase as a pattern: any blanks between words, "," or "-" with or without blanks around them."""
    folded = re.escape(key(words)).replace(r"\ ", " ").replace(r"\-", "-")
    folded = re.sub(r" ?(-|\\&|&) ?", r" *\1 *", folded)
    return re.sub(r",? (?![*+])", lambda m: ",? *" if "," in m[0] else " +", folded)


def alternatives(phrases: Iterable[str]) -> str:
    """Longest first, so that the fuller name wins."""
    return "|".join(escaped(p) for p in sorted(set(phrases), key=len, reverse=True))


@cache
def fixed() -> dict[str, tuple[tuple[Pattern, Kind], ...]]:
    """Bodies with a name of their own, by the first word of the folded surface form; longest first."""
    found: dict[str, list[tuple[str, Kind]]] = {}
    for row in load("bodies.toml")["body"]:
        flags = {flag: row.get(flag, False) for flag in ("caps", "party", "place", "verb")}
        kind = Kind(row["name"], row["level"], short=row.get("short", ""), **flags)
        for surface in {row["name"], *row.get("also", ())}:
            first = re.split(r"\W", key(surface), maxsplit=1)[0]
            found.setdefault(first, []).append((surface, kind))
    return {
        first: tuple(
            (pattern(escaped(s) + r"(?!\w)(?! viên(?!\w))"), k)
            for s, k in sorted(rows, key=lambda r: len(r[0]), reverse=True)
        )
        for first, rows in found.items()
    }


@cache
def fields() -> tuple[Pattern, dict[str, str], dict[str, str]]:
    """Fields of administration: one pattern, folded surface -> name, and short offices -> whole offices."""
    data = load("bodies.toml")["fields"]
    names = {squeezed(n): n for n in data["names"]}
    for name, also in data["also"].items():
        names |= {squeezed(a): name for a in also}
    surfaces = [*data["names"], *(a for rows in data["also"].values() for a in rows)]
    loose = "|".join(_joined(s) for s in sorted(surfaces, key=len, reverse=True))
    return pattern(rf"(?:{loose})(?!\w)"), names, data["full"]


def _joined(surface: str) -> str:
    """A field's pattern; "và", "&", "-" and "," between its words stand for each other."""
    words = re.split(r"\s*(?:,| - |-|&|\bvà\b)\s*", surface)
    return r"(?: *(?:,|-|&| và ) *| +)".join(escaped(w) for w in words if w)


def squeezed(words: str) -> str:
    """Only the letters of a name, without joining words: two spellings of one field are equal."""
    return re.sub(r"[^\w]+|_", "", re.sub(r"\bvà\b", " ", key(words)))


@cache
def heads() -> dict[str, Kind]:
    """Head nouns of departments by folded word ("phong" -> Phòng)."""
    return {key(name): Kind(name, row["level"]) for name, row in load("bodies.toml")["heads"].items()}


@cache
def _heads_by_word() -> dict[str, tuple[tuple[str, Kind], ...]]:
    found: dict[str, list[tuple[str, Kind]]] = {}
    for head, kind in heads().items():
        found.setdefault(head.split()[0], []).append((head, kind))
    return {first: tuple(rows) for first, rows in found.items()}


def head_at(folded: str, at: int, first: str) -> tuple[str, Kind | None]:
    """The head noun of a department at ``at``, whose first word is ``first``."""
    for head, kind in _heads_by_word().get(first, ()):
        if folded.startswith((head + " ", head + ":"), at):
            return head, kind
    return "", None


@cache
def words() -> dict[str, Any]:
    """Levels, titles, boards, free heads and groups."""
    return load("groups.toml")
