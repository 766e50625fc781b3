"""Lists of words, from ``vocabulary.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _all() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((files(__package__) / "vocabulary.toml").read_text("utf-8"))
    return found


def words(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_all()[name].split())


def phrases(name: str) -> tuple[str, ...]:
    """The phrases of a list, in its order."""
    return tuple(_all()[name])
