"""Patterns of bodies' names made from the data (``groups.toml``), and the look of a name."""

import re
from functools import cache

from vungxanh.engine.directive.tasks.catalog import alternatives, fixed, heads, words
from vungxanh.engine.directive.tasks.fold import CAPITAL, key, pattern

SPENT = pattern(r" (?:có|gồm|do|là|được|đã|đang|sẽ|để|trong|tại|khi|nếu|với|từ|theo|này|trên|của)(?!\w)")
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
def openers() -> frozenset[str]:
    """The first words of all names: most words of a text begin none, and need no closer look."""
    data = words()
    said = [
        *data["titles"],
        *data["boards"]["heads"],
        *data["free"]["heads"],
        *data["heads"]["nouns"],
        *data["groups"]["phrases"],
        *data["groups"]["persons"],
    ]
    firsts = {re.split(r"\W", key(s), maxsplit=1)[0] for s in said}
    return frozenset({"các", "những", "tất", "toàn", *firsts, *fixed(), *(h.split()[0] for h in heads())})


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
