"""Paragraphs: lines put together, page breaks repaired.

Three layouts are met: a paragraph a line (Word, most OCR), hard-wrapped lines with empty lines between paragraphs, and
hard-wrapped lines without any."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.lines import Line, width
from vungxanh.engine.directive.marks import ROMAN, UPPER, Mark, mark
from vungxanh.engine.directive.orgs import opens


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: one or more lines. ``start`` is where its words begin (after the mark), ``whole`` where the mark does."""

    whole: int
    start: int
    end: int
    mark: Mark | None = None
    first_end: int = 0


_STOPS = (".", ":", "!", "?", "/.")
_CLOSERS = "*_\"”’'»)] "
_OPEN_END = re.compile(
    r"(?:[,\-–(/]|\b(?:của|và|các|với|cho|tại|theo|về|ngày|tháng|năm|số|trong|đến|từ|là|để|do|bởi|thuộc|trên|dưới|ở|những|"
    r"một|hoặc|bằng|vào|khi|cùng|như|không|được|phải|cần|sẽ|đã|đang|bị|mà|thì|nếu|gồm|giữa|trường|huyện|tỉnh|quận))\s*$"
)
_ACRONYM = re.compile(
    r"(?!(?:UBND|TTYT|BCĐ|BCD|CDC|BCH|HĐND|MTTQ|LĐLĐ|VP|TTCH|UBMTTQ|CATP|TT|TP)\w*\b)[A-ZĐ]{2,6}\b(?!\s+[A-ZĐ]{2})"
)
_TITLE = 60
"""Characters of the longest title that may end like a sentence in the middle."""
_SPACED = 0.15
"""Share of empty lines from which on they are taken to part the paragraphs."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """``measure``: width of hard-wrapped lines, 0 when not wrapped. ``spaced``: empty lines part the paragraphs."""

    measure: int
    spaced: bool


def blocks(text: str, given: list[Line]) -> list[Block]:
    """Paragraphs in order. Time linear in the text."""
    gaps = sum(1 for x in given[1:] if x.gap and not x.page)
    layout = _Layout(width(given), gaps >= len(given) * _SPACED)
    found: list[Block] = []
    last: Line | None = None
    for line in given:
        found_mark = mark(text, line.start, line.end)
        if last is not None and _continues(text, found[-1], last, line, found_mark, layout):
            before = found[-1]
            found[-1] = Block(before.whole, before.start, line.end, before.mark, before.first_end)
        else:
            start = found_mark.end if found_mark else line.start
            found.append(Block(line.start, start, line.end, found_mark, line.end))
        last = line
    return found


def _continues(text: str, block: Block, last: Line, line: Line, found: Mark | None, layout: _Layout) -> bool:
    """Whether ``line`` goes on with the sentence of ``block`` (a wrapped line, or a page break in mid sentence)."""
    tail = text[max(last.start, last.end - 24) : last.end].rstrip(_CLOSERS)
    ended = tail.endswith(_STOPS)
    if block.mark and block.mark.rank in (ROMAN, UPPER) and text[block.start : last.end].isupper():
        return bool(found is None and text[line.start : line.end].isupper() and line.gap == 0)
    if found is not None:
        return _false_mark(found, tail, last, line, layout.measure)
    lower = text[line.start].islower()
    if not ended and _OPEN_END.search(tail) and (lower or not line.gap or not _titled(block, last)):
        return True
    if line.gap and not (line.page and layout.measure):
        return not ended and (lower or (len(last) > 100 and bool(_ACRONYM.match(text, line.start))))
    if not layout.measure:
        return lower and not ended
    return _wrapped(text, last, line, tail, lower, layout)


def _titled(block: Block, last: Line) -> bool:
    """A short numbered title on a line of its own ("3. Hậu cần", "2. Vệ sinh môi trường") above an empty line."""
    return block.mark is not None and block.whole >= last.start and len(last) <= _TITLE


def _wrapped(text: str, last: Line, line: Line, tail: str, lower: bool, layout: _Layout) -> bool:
    """Whether a hard-wrapped line without a mark and without an empty line above goes on."""
    filled = len(last) / layout.measure
    if layout.spaced and not line.page:
        return lower or filled >= 0.6
    if tail.endswith((":", ";", "./")):
        return filled >= 0.75 and (lower or _unfinished(text[last.start : last.end]))
    if tail.endswith(_STOPS):
        return filled >= 0.75 and (lower or (filled >= 0.94 and not opens(text, line.start, line.end)))
    return lower or filled >= 0.75


def _unfinished(words: str) -> bool:
    """A line that ends with a colon inside a bracket, or with a label: "… thực hiện. Thời gian hoàn thành:"."""
    if not words.rstrip().endswith(":"):
        return False
    return words.count("(") > words.count(")") or 0 < len(words) - words.rfind(". ") < 40


def _false_mark(found: Mark, tail: str, last: Line, line: Line, measure: int) -> bool:
    """A dash or a figure that only happens to open a wrapped line."""
    if line.gap or not measure or len(last) < measure * 0.75 or tail.endswith((*_STOPS, ";")):
        return False
    if found.kind == "bullet":
        return found.label == "-" and not tail.endswith(",")
    return found.kind == "item" and bool(_OPEN_END.search(tail)) and not tail.endswith((",", "-", "–"))
