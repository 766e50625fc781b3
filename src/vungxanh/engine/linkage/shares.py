"""How common names and their words are said to be (``names.toml``), where there are too few people to count them."""

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

USUAL = 0.006


@lru_cache(maxsize=1)
def _stated() -> dict[str, Any]:
    said = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
    said["word"] = dict.fromkeys(said["usual"].split(), USUAL) | said["word"]
    return said


def word_share(word: str) -> float:
    """The stated part of the people who have this word in their name."""
    said = _stated()
    return float(max(said["word"].get(word, 0), said["family"].get(word, 0)) or said["other"])


def name_share(words: Sequence[str]) -> float:
    """The stated part of the people who bear this name: its words' parts, multiplied."""
    said = _stated()
    if not words:
        return 1.0
    found = said["family"].get(words[0], said["rare_family"])
    for word in words[1:]:
        found *= said["word"].get(word, said["other"])
    return float(max(found, said["least"]))
