"""Lines of a text and the paragraphs they make, page breaks repaired."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.marks import ROMAN, UPPER, Mark, mark


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer blanks; ``gap`` counts the empty lines above it."""

    start: int
    end: int
    gap: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: one or more lines. ``start`` is where its words begin (after the mark), ``whole`` where the mark does."""

    whole: int
    start: int
    end: int
    mark: Mark | None = None
    first_end: int = 0


_PAGE = re.compile(
    r"\s*(?:[-–*]{0,3}\s*\d{1,3}\s*[-–*]{0,3}|(?:Trang|Page)\s+\d+(?:\s*/\s*\d+)?|\d{1,3}\s*/\s*\d{1,3}|[-–—_=*#.~]{3,})\s*"
)
_LINE = re.compile(r"[^\n]*")
_STOPS = (".", ":", "!", "?", "/.")
_CLOSERS = "*_\"”’'»)] "
_OPEN_END = re.compile(
    r"(?:[,\-–(/]|\b(?:của|và|các|với|cho|tại|theo|về|ngày|tháng|năm|số|trong|đến|từ|là|để|do|bởi|thuộc|trên|dưới|ở|những|"
    r"một|hoặc|bằng|vào|khi|cùng|như|không|được|phải|cần|sẽ|đã|đang|bị|mà|thì|nếu|gồm|giữa|trường|huyện|tỉnh|quận))\s*$"
)
_ACRONYM = re.compile(
    r"(?!(?:UBND|TTYT|BCĐ|BCD|CDC|BCH|HĐND|MTTQ|LĐLĐ|VP|TTCH|UBMTTQ|CATP|TT|TP)\w*\b)[A-ZĐ]{2,6}\b(?!\s+[A-ZĐ]{2})"
)


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """Lines with words on them; page numbers and rules between pages count as empty."""
    stop = len(text) if end is None else end
    found: list[Line] = []
    gap = 0
    at = start
    while at <= stop:
        nl = text.find("\n", at, stop)
        nl = stop if nl < 0 else nl
        raw = text[at:nl]
        words = raw.strip()
        if not words or (len(words) <= 40 and _PAGE.fullmatch(words)):
            gap += 1
        else:
            begin = at + len(raw) - len(raw.lstrip())
            found.append(Line(begin, begin + len(words), gap))
            gap = 0
        at = nl + 1
    return found


def width(given: list[Line]) -> int:
    """The measure of hard-wrapped lines in characters, 0 when each paragraph is one line."""
    long = sorted(len(x) for x in given)
    if len(long) < 8:
        return 0
    top = long[int(len(long) * 0.9)]
    close = sum(1 for x in long if x > top * 0.8)
    return top if top <= 135 and close >= len(long) * 0.3 else 0


def blocks(text: str, given: list[Line]) -> list[Block]:
    """Paragraphs in order. Time linear in the text."""
    measure = width(given)
    found: list[Block] = []
    last: Line | None = None
    for line in given:
        found_mark = mark(text, line.start, line.end)
        if last is not None and _continues(text, found[-1], last, line, found_mark, measure):
            before = found[-1]
            found[-1] = Block(before.whole, before.start, line.end, before.mark, before.first_end)
        else:
            start = found_mark.end if found_mark else line.start
            found.append(Block(line.start, start, line.end, found_mark, line.end))
        last = line
    return found


def _continues(text: str, block: Block, last: Line, line: Line, found: Mark | None, measure: int) -> bool:
    """Whether ``line`` goes on with the sentence of ``block`` (a wrapped line, or a page break in mid sentence)."""
    tail = text[max(last.start, last.end - 24) : last.end].rstrip(_CLOSERS)
    ended = tail.endswith(_STOPS)
    if block.mark and block.mark.rank in (ROMAN, UPPER) and text[block.start : last.end].isupper():
        return bool(found is None and text[line.start : line.end].isupper() and line.gap == 0)
    if found is not None:
        return _false_mark(found, tail, last, line, measure)
    lower = text[line.start].islower()
    if _OPEN_END.search(tail) and not ended:
        return True
    if line.gap:
        return not ended and (lower or (len(last) > 100 and bool(_ACRONYM.match(text, line.start))))
    if not measure:
        return lower and not ended
    full = len(last) >= measure * 0.75
    if ended or tail.endswith(";"):
        return full and (lower or (not tail.endswith((":", ";")) and len(last) >= measure * 0.9))
    return lower or full


def _false_mark(found: Mark, tail: str, last: Line, line: Line, measure: int) -> bool:
    """A dash or a figure that only happens to open a wrapped line."""
    if line.gap or not measure or len(last) < measure * 0.75 or tail.endswith((*_STOPS, ";")):
        return False
    if found.kind == "bullet":
        return found.label == "-" and not tail.endswith(",")
    return found.kind == "item" and bool(_OPEN_END.search(tail)) and not tail.endswith((",", "-", "–"))
