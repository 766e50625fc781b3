"""Lines of a text, and whether they are hard-wrapped."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.tables import RULE


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks; ``gap`` counts the empty lines above it, ``page`` says a page ended there."""

    start: int
    end: int
    gap: int
    page: bool = False

    def __len__(self) -> int:
        return self.end - self.start


_PAGE = re.compile(
    r"\s*(?:[-–*]{0,3}\s*\d{1,3}\s*[-–*]{0,3}|(?:Trang|Page)\s+\d+(?:\s*/\s*\d+)?|\d{1,3}\s*/\s*\d{1,3}|[-–—_=*#.~]{3,})\s*"
)
_WIDEST = 135
_ALONE = re.compile(r"(?m)^[ \t]*(?:[-–]{1,2} ?)?\d{1,3}(?: ?[-–]{1,2})?[ \t]*$")


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Lines with words on them; page numbers and rules between pages count as empty."""
    stop = len(text) if end is None else end
    found: list[Line] = []
    gap, page = 0, False
    at = start
    while at <= stop:
        nl = text.find("\n", at, stop)
        nl = stop if nl < 0 else nl
        raw = text[at:nl]
        words = raw.strip()
        if not words:
            gap += 1
        elif words[0] in "|-" and RULE.fullmatch(words):
            pass
        elif len(words) <= 40 and _PAGE.fullmatch(words):
            gap, page = gap + 1, True
        else:
            begin = at + len(raw) - len(raw.lstrip())
            found.append(Line(begin, begin + len(words), gap, page))
            gap, page = 0, False
        at = nl + 1
    return found


def without_page_numbers(text: str) -> str:
    """Lines that only number a page, blanked character by character, so that a sentence reads on over them."""
    out = text
    if _ALONE.search(text):
        out = _ALONE.sub(lambda m: " " * (m.end() - m.start()), text)
    return out


def width(given: list[Line]) -> int:
    """The measure of hard-wrapped lines in characters, 0 when each paragraph is one line."""
    top = max((len(x) for x in given), default=0)
    if top > _WIDEST or len(given) < 5:
        return 0
    return top if sum(1 for x in given if len(x) > top * 0.85) >= 3 else 0
