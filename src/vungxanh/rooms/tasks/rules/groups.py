"""Several agencies told at once: how they are called together."""

from collections.abc import Sequence
from itertools import takewhile

from vungxanh.kernel.text import fold
from vungxanh.rooms.tasks.rules.given import BELOW

_MEANT = {"committee": ("uy ban", "ubnd")}
"""Whom an order means by the name of a kind, where the kind holds more."""


def sort_of(name: str) -> str:
    """What agencies of one sort have in common: "Ủy ban nhân dân xã Đak Ơ" is "uy ban", an abbreviation stands alone."""
    words = fold(name).split()
    return words[0] if words[:1] == ["ubnd"] else " ".join(words[:2])


def group_words(kind: str, sort: str, names: Sequence[str], *, alone: bool) -> tuple[str, str]:
    """(a key within the area, the words of the order, a msgid of its own where the kind has one): "UBND các xã, phường"; else what their names begin with."""
    if alone or sort in _MEANT.get(kind, ()):
        return kind, BELOW[kind]
    common = takewhile(lambda words: len(set(words)) == 1, zip(*(name.split() for name in names), strict=False))
    return f"{kind}:{sort.replace(' ', '-')}", " ".join([words[0] for words in common] + ["…"])
