"""Marks in front of a passage: I., Điều 1., 1., 1.1, a), *, -, +. Source: Decree 30/2020, annex I (II.6); practice."""

import re
from typing import NamedTuple

from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.tables import is_row


class Mark(NamedTuple):
    """``label`` goes into the ref; ``rank`` orders the kinds, outermost lowest; ``end`` is where the words begin."""

    kind: str
    label: str
    rank: int
    end: int


ROOT, PART, TITLE, UPPER, ROMAN, ARTICLE, ITEM, LETTER, ROW, STAR, BULLET = 0, 1, 2, 3, 4, 5, 6, 20, 25, 30, 40

_EM = r"(?:#{1,6}\s?)?[*_]{0,3}\\?"
UPPER_LETTERS = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and flat(c).isascii())
_UPPER = f"[{UPPER_LETTERS}]"
_PATTERN = re.compile(
    rf"{_EM}(?:"
    rf"(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+)?(?P<pl>[IVX]{{1,5}}|\d{{1,2}}|[a-zà-ỹ]{{2,5}})\b[.:]?{_EM})"
    rf"|(?P<roman>(?P<rl>X{{0,2}}(?:IX|IV|V?I{{1,3}}|V|X))\s?(?:[.):]|[-/](?=\s))\s*{_EM}(?=\S))"
    rf"|(?P<article>(?:Điều|ĐIỀU)\s+(?P<al>\d{{1,3}})\s?[.:]{_EM}(?:\s+|(?=\*)))"
    rf"|(?P<item>(?P<il>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}})(?:\s?\\?[.)/]\)?[*_]{{0,3}}(?:\s+|(?={_EM}{_UPPER}))|\s?-\s+(?={_EM}{_UPPER})))"
    rf"|(?P<bare>(?P<bl>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\s+(?={_EM}{_UPPER}))"
    rf"|(?P<letter>\(?(?P<ll>[a-zđ])(?:[)/]|\.(?=[\s*]))[*_]{{0,3}}\s*(?={_EM}\S))"
    rf"|(?P<upper>(?P<ul>[A-HĐ])\.\s+{_EM}(?={_UPPER}{{2}}))"
    r")"
)
_BULLET = re.compile(
    r"(?P<em>[*_]{2,3})?(?P<sign>[-–—•●▪■◦‣·❖➢✓○]|\\-)\s*(?=[*_\"“‘(]{0,4}[^\W_])"
    r"|(?P<plus>\+)\s*(?=[*_\"“(]{0,4}[^\W_])|(?P<star>\*)\s+(?=\S)|(?P<o>o)\s+(?=[A-ZĐ])"
)
_NUMBERED = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "năm": "V"}


def mark(text: str, start: int, end: int) -> Mark | None:
    """The mark at ``start`` of a line that ends at ``end``; None when the line begins with words."""
    if is_row(text, start, end):
        return Mark("row", "|", ROW, start)
    m = _PATTERN.match(text, start, end)
    if m is not None and m.end() < end:
        return _numbered(m)
    b = _BULLET.match(text, start, end)
    if b is None or b.end() >= end:
        return None
    if b["star"]:
        return Mark("star", "*", STAR, b.end())
    if b["plus"]:
        return Mark("bullet", "+", BULLET, b.end())
    return Mark("bullet", "o" if b["o"] else "-" if b["sign"] in "-–—\\-" else b["sign"], BULLET, b.end())


def _numbered(m: "re.Match[str]") -> Mark:
    end = m.end()
    if m["part"]:
        return Mark("part", _NUMBERED.get(m["pl"].lower(), m["pl"]), PART, end)
    if m["roman"]:
        return Mark("section", m["rl"], ROMAN, end)
    if m["article"]:
        return Mark("article", f"Đ{m['al']}", ARTICLE, end)
    if m["letter"]:
        return Mark("letter", m["ll"], LETTER, end)
    if m["upper"]:
        return Mark("section", m["ul"], UPPER, end)
    label: str = m["il"] or m["bl"]
    return Mark("item", label, ITEM + label.count("."), end)
