"""Sentences and clauses of a passage, page breaks read through."""

import re
from collections.abc import Iterable, Iterator

_STOP = re.compile(r"[.!?…\n(](?:(?<=[.!?…])[.!?…]*[\"”’)*_]*(?=\s|$)|(?<=\n)[ \t]*\n\s*|(?<=\d\())")
"""The mark comes first, so that a search is quick."""
_SHORT = re.compile(r"\b(?:TP|Tp|TT|TX|Q|P|BS|ThS|TS|PGS|đ/c|vv|v\.v)$")
_SPACE = re.compile(r"\s*")


def sentences(text: str, start: int, end: int, opens: Iterable[int] = ()) -> Iterator[tuple[int, int]]:
    """Spans of sentences in ``text[start:end]``; ``opens`` are places where one begins whatever stands before."""
    starts = sorted(o for o in set(opens) if start < o < end)
    begin = _skip(text, start, end)
    for m in _STOP.finditer(text, start, end):
        while starts and starts[0] <= m.start():
            if starts[0] > begin:
                yield begin, _trim(text, begin, starts[0])
                begin = starts[0]
            starts.pop(0)
        after = _skip(text, m.end(), end)
        if _ends(text, m, begin, after, end) and after > begin:
            stop = m.end() if m[0].strip() else m.start()
            if _trim(text, begin, stop) > begin:
                yield begin, _trim(text, begin, stop)
            begin = after
    for at in starts:
        if at > begin:
            yield begin, _trim(text, begin, at)
            begin = at
    if begin < end:
        yield begin, _trim(text, begin, end)


def _ends(text: str, m: "re.Match[str]", begin: int, after: int, end: int) -> bool:
    if after >= end:
        return False
    nxt = text[after : after + 4].lstrip('*_"“(- ')[:1]
    if m[0].startswith("\n"):
        return text[max(begin, m.start() - 12) : m.start()].rstrip('*_ )”"')[-1:] in tuple(".!?;")
    if m[0] == "(":
        return False
    if m[0].startswith("...") or m[0].startswith("…"):
        return nxt.isupper()
    return nxt.isupper() and not _SHORT.search(text, max(begin, m.start() - 6), m.start())


def _skip(text: str, at: int, end: int) -> int:
    m = _SPACE.match(text, at, end)
    return m.end() if m else at


def _trim(text: str, begin: int, end: int) -> int:
    while end > begin and text[end - 1].isspace():
        end -= 1
    return end


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence cut at its semicolons (not those in brackets); each clause keeps its mark."""
    found: list[tuple[int, int]] = []
    depth, begin = 0, start
    for m in re.finditer(r"[();]", text[start:end]):
        if m[0] == "(":
            depth += 1
        elif m[0] == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append((begin, start + m.end()))
            begin = _skip(text, start + m.end(), end)
    if begin < end:
        found.append((begin, end))
    return found
