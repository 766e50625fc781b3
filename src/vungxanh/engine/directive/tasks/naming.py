"""Patterns of bodies' names made from the data (``groups.toml``), and the look of a name."""

import re
from collections.abc import Iterable
from functools import cache

from vungxanh.engine.directive.tasks.catalog import alternatives, fixed, heads, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, key, pattern

SPENT = pattern(
    r" (?:có|gồm|do|là|được|đã|đang|sẽ|để|trong|tại|khi|nếu|với|từ|theo|này|trên|của|trước|sau|vào|chậm|muộn|hằng|hàng|định|nhằm|thì|mà|khẩn|hoặc|đến|tới|về|cho|như|mỗi|từng|những)(?!\w)"
)
OFFICER = pattern(r"(?:cán bộ|công chức|viên chức) (?:phụ trách|chuyên trách|làm công tác|đầu mối)(?!\w)")
"""What ends a name in small letters; an officer named by his field ("công chức phụ trách y tế")."""


def sentence_case(words_: str) -> str:
    """A name as printed: one blank between words, the first letter a capital, no capitals throughout."""
    flat = re.sub(r"\s+", " ", words_.replace("*", "")).strip()
    flat = flat.lower() if flat.isupper() and " " in flat else flat
    return flat[:1].upper() + flat[1:]


@cache
def titles() -> re.Pattern[str]:
    """Titles of persons."""
    return pattern(rf"(?:{alternatives(words()['titles'])})(?!\w)")


@cache
def openers() -> dict[str, tuple[str, ...]]:
    """The first words of all names and the kinds of name each may open; most words of a text open none.

    A kind is title, board, fixed, free, department or group, in the order in which equally long readings win.
    A word with no kind may open a name that is in no list.
    """
    data = words()
    groups = {"các", "những", "tất", "toàn", *_firsts(data["groups"]["phrases"]), *_firsts(data["groups"]["persons"])}
    kinds = {
        "title": _firsts(data["titles"]),
        "board": _firsts(data["boards"]["heads"]),
        "fixed": set(fixed()),
        "free": _firsts(data["free"]["heads"]),
        "department": {"các", *(h.split()[0] for h in heads())},
        "group": groups,
    }
    every = {*(w for firsts in kinds.values() for w in firsts), *_firsts(data["heads"]["nouns"])}
    return {word: tuple(k for k, firsts in kinds.items() if word in firsts) for word in every}


def _firsts(phrases: Iterable[str]) -> set[str]:
    return {re.split(r"\W", key(p), maxsplit=1)[0] for p in phrases}


@cache
def other_heads() -> re.Pattern[str]:
    """Nouns that begin the name of a body."""
    rows = words()["heads"]
    return pattern(rf"(?:{alternatives(rows['nouns'])})(?= )(?! (?:{alternatives(rows['never'])})(?!\w))")


@cache
def board_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The head of a steering committee; what it is for."""
    data = words()["boards"]
    purpose = alternatives(data["purposes"])
    return (
        pattern(rf"(?:{alternatives(data['heads'])})(?!\w)"),
        pattern(rf"(?:,? *-? *(?:{purpose})(?!\w)){{1,16}}"),
    )


@cache
def free_patterns() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    """Heads by their first word; words of a tail; a word in capitals."""
    data = words()["free"]
    by_first: dict[str, list[str]] = {}
    for head in data["heads"]:
        by_first.setdefault(key(head).split()[0], []).append(head)
    return (
        {first: pattern(rf"(?:{alternatives(hs)})(?!\w)") for first, hs in by_first.items()},
        pattern(rf"(?: |, )(?:{alternatives(data['tail'])})(?!\w)"),
        re.compile(rf" {CAPITAL}[^\W\d_]*(?!\w)"),
    )
