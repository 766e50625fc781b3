"""Pieces of text with their places on a page, put into reading order: lines, paragraphs, the two columns of the head.

Decree 30/2020 lays a page out so: motto and issuer side by side, "Nơi nhận" and signature side by side, body in one
column, first lines indented 1 to 1.27 cm, at least 6 pt between paragraphs, page number centred at the top."""

import itertools
import re
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text; points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    words: str


@dataclass(slots=True)
class _Row:
    top: float
    bottom: float
    pieces: list[Piece] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(p.left for p in self.pieces)

    @property
    def right(self) -> float:
        return max(p.right for p in self.pieces)


_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_SYMBOL_CUT = re.compile(r"/[^\W\d_]+-$")
"""A document's symbol cut by the line end ("1070/TTg-" and "KGVX")."""
_ADDRESSED = re.compile(r"\s*Kính gửi", re.IGNORECASE)
"""The first line below the two columns of a letter's head."""
_TIGHT = 10.0
"""Points between lines of one column that has gone on below the end of the other."""
_COLUMN_GAP = 18.0
_INDENT = 16.0


def page_text(pieces: list[Piece], width: float, height: float) -> str:
    """The words of one page: a paragraph a line, empty lines between."""
    rows = [r for r in _rows(pieces) if not _is_page_number(r, height)]
    if not rows:
        return ""
    body = [r for r in rows if _split(r, width) is None]
    margin = min((r.left for r in body), default=0.0)
    right = max((r.right for r in body), default=width)
    step = _step(rows)
    out: list[str] = []
    i = 0
    while i < len(rows):
        if _split(rows[i], width) is not None:
            j = i
            while j < len(rows) and _beside(rows, j, i, width):
                j += 1
            out += _columns(rows[i:j], width)
            i = j
            continue
        words = _joined(rows[i].pieces)
        if out and i and _goes_on(rows[i - 1], rows[i], margin, right, step, width):
            out[-1] = f"{out[-1]}{'' if _SYMBOL_CUT.search(out[-1]) and words[:1].isupper() else ' '}{words}"
        else:
            out.append(words)
        i += 1
    return "\n\n".join(out)


def _rows(pieces: list[Piece]) -> list[_Row]:
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda p: (round((p.top + p.bottom) / 2, 1), p.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and rows[-1].top <= middle <= rows[-1].bottom:
            row = rows[-1]
            row.pieces.append(piece)
            row.top, row.bottom = min(row.top, piece.top), max(row.bottom, piece.bottom)
        else:
            rows.append(_Row(piece.top, piece.bottom, [piece]))
    for row in rows:
        row.pieces.sort(key=lambda p: p.left)
    return rows


def _is_page_number(row: _Row, height: float) -> bool:
    edge = row.top < height * 0.07 or row.bottom > height * 0.94
    return edge and len(row.pieces) == 1 and bool(_NUMBER.fullmatch(row.pieces[0].words))


def _split(row: _Row, width: float) -> float | None:
    """Where a row falls into two columns, or None."""
    for one, two in zip(row.pieces, row.pieces[1:], strict=False):
        gap = two.left - one.right
        if gap >= _COLUMN_GAP and width * 0.25 < (one.right + two.left) / 2 < width * 0.65:
            return (one.right + two.left) / 2
    return None


def _beside(rows: list[_Row], j: int, start: int, width: float) -> bool:
    """Whether row ``j`` still belongs to the two columns that begin at ``start``."""
    row = rows[j]
    if _split(row, width) is not None:
        return True
    if _ADDRESSED.match(row.pieces[0].words):
        return False
    at = _split(rows[start], width) or width / 2
    one_side = row.right < at + 12 or row.left > at - 12
    gap = row.top - rows[j - 1].bottom
    if gap < _TIGHT and row.right < _edge(rows[start:j], width):
        return True
    more = any(_split(r, width) is not None for r in rows[j + 1 : j + 5])
    last = gap < 60
    return one_side and (more or (last and (row.right - row.left) < width * 0.45))


def _edge(rows: list[_Row], width: float) -> float:
    """The left edge of the right column in rows that fall into two."""
    return min(p.left for r in rows if (at := _split(r, width)) for p in r.pieces if p.left > at)


def _columns(rows: list[_Row], width: float) -> list[str]:
    at = median([s for r in rows if (s := _split(r, width)) is not None])
    left: list[str] = []
    right: list[str] = []
    for row in rows:
        one = [p for p in row.pieces if (p.left + p.right) / 2 < at]
        two = [p for p in row.pieces if (p.left + p.right) / 2 >= at]
        if one:
            left.append(_joined(one))
        if two:
            right.append(_joined(two))
    return [part for part in ("\n".join(left), "\n".join(right)) if part]


def _joined(pieces: list[Piece]) -> str:
    out = pieces[0].words
    for before, piece in itertools.pairwise(pieces):
        glue = "" if piece.left - before.right < 1.0 or out.endswith(" ") or piece.words.startswith(" ") else " "
        out += glue + piece.words
    return re.sub(r"[ \t\u00a0]+", " ", out).strip()


def _step(rows: list[_Row]) -> float:
    steps = [b.top - a.top for a, b in itertools.pairwise(rows) if b.top > a.top]
    return median(steps) if steps else 20.0


def _goes_on(before: _Row, row: _Row, margin: float, right: float, step: float, width: float) -> bool:
    """Whether a line continues the paragraph of the line above it."""
    if _split(before, width) is not None or row.top - before.top > step * 1.45:
        return False
    indented = row.left - margin >= _INDENT
    full = right - before.right < (right - margin) * 0.12
    return full and not indented
