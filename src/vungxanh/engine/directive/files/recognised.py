"""What Tesseract says of a page (its TSV table of words) as pieces in their places, so that columns and paragraphs are kept."""

import csv
import itertools
import re
from collections.abc import Iterator

from vungxanh.engine.directive.files.layout import Piece, page_text

_WORD_LEVEL = "5"
_DPI = 300
_A4 = 842.0
_GAP = 0.9
"""A gap in a line as wide as this share of the letters' height ends a run of words, if it is wider than the line's others."""
_FAINT = 20.0
"""Confidence below which a lone sign without a letter or figure is a speck."""
_BULLET = re.compile(r"^[—–_~¬=»«•·*+»›>]+ +(?=[^\W\d_])", re.MULTILINE)
_MISREAD = re.compile(r"^[a-z] (?P<next>[^\W\d_])[^\W\d_]")


def page(table: str) -> str:
    """The words of one page in reading order; "" for an empty one."""
    rows = [
        r
        for r in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        if r.get("text") is not None
    ]
    size = next(((int(r["width"]), int(r["height"])) for r in rows if r["level"] == "1"), (2480, 3508))
    scale = _A4 / max(size)
    pieces = [p for line in _lines(rows) for p in _runs(line, scale)]
    return bulleted(page_text(pieces, size[0] * scale, size[1] * scale))


def _lines(rows: list[dict[str, str]]) -> Iterator[list[dict[str, str]]]:
    """The words of each line that Tesseract found, specks left out."""
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in rows:
        words = row["text"].strip()
        if row["level"] != _WORD_LEVEL or not words:
            continue
        if float(row["conf"]) < _FAINT and not any(c.isalnum() for c in words):
            continue
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    yield from lines.values()


def _runs(line: list[dict[str, str]], scale: float) -> Iterator[Piece]:
    """A line cut where it jumps from one column to the next."""
    boxes = sorted(
        (
            int(r["left"]),
            int(r["top"]),
            int(r["left"]) + int(r["width"]),
            int(r["top"]) + int(r["height"]),
            r["text"].strip(),
        )
        for r in line
    )
    height = sorted(b[3] - b[1] for b in boxes)[len(boxes) // 2]
    gaps = sorted(max(0, b[0] - a[2]) for a, b in itertools.pairwise(boxes))
    usual = gaps[len(gaps) // 2] if gaps else 0
    run = boxes[:1]
    for box in boxes[1:]:
        gap = box[0] - run[-1][2]
        if gap > height * _GAP and gap > usual * 2:
            yield _piece(run, scale)
            run = []
        run.append(box)
    yield _piece(run, scale)


def _piece(run: list[tuple[int, int, int, int, str]], scale: float) -> Piece:
    return Piece(
        run[0][0] * scale,
        min(b[1] for b in run) * scale,
        run[-1][2] * scale,
        max(b[3] for b in run) * scale,
        " ".join(b[4] for b in run),
    )


def bulleted(text: str) -> str:
    """Dashes before items as a scanner misreads them: other strokes; a lone small letter beside other items with a dash."""
    lines = _BULLET.sub("- ", text).split("\n")
    said = [i for i, line in enumerate(lines) if line.strip()]
    for before, i, following in zip([None, *said], said, [*said[1:], None], strict=False):
        beside = [lines[j] for j in (before, following) if j is not None]
        lone = _MISREAD.match(lines[i])
        if lone and lone["next"].isupper() and any(other.startswith("- ") for other in beside):
            lines[i] = f"- {lines[i][2:]}"
    return "\n".join(lines)
