"""A document as the readers of names see it, and what they find: a body or group named at a place."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from vungxanh.engine.directive.tasks import levels
from vungxanh.engine.directive.tasks.levels import Home, Level

_WORD = re.compile(r"[^\W_]+")


class Mention(NamedTuple):
    """A body or a generic group named at ``start:end``; ``names`` are canonical (a list "Phòng A, B" gives two).

    ``open``: it exists at several levels and the text names none (the level of the next body may be meant).
    """

    start: int
    end: int
    names: tuple[str, ...]
    generic: bool = False
    open: bool = False
    person: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A text, its key (``fold.key``), and where the document speaks from."""

    text: str
    key: str
    home: Home

    def word(self, at: int) -> str:
        """The word that begins exactly at ``at``, folded; "" if none does."""
        m = _WORD.match(self.key, at)
        return m[0] if m else ""

    def word_near(self, at: int) -> tuple[str, int]:
        """The first word at ``at`` or up to two characters behind it, and its place."""
        m = _WORD.search(self.key, at, min(len(self.key), at + 40))
        return (m[0], m.start()) if m and m.start() < at + 3 else ("", at)

    def level(self, at: int, both: bool = False) -> Level | None:
        """The administrative level behind a name that ends at ``at``."""
        if at >= len(self.key) or self.key[at] not in " ,":
            return None
        return levels.read(self.text, self.key, at, self.home, both)
