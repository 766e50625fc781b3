"""Tables of assignments written as text: "| 1 | Phun hóa chất đợt 1 | Trung tâm Y tế | Trước 20/7/2022 |"."""

import re
from dataclasses import dataclass

from vungxanh.engine.directive.clean import flat

Span = tuple[int, int]

_COLUMNS = (
    ("with", re.compile(r"phoi hop")),
    ("lead", re.compile(r"chu tri|phu trach|chiu trach nhiem|dau moi|(?:don vi|co quan|bo phan|nguoi|to chuc) (?:duoc giao|thuc hien)|phan cong")),
    ("time", re.compile(r"thoi gian|thoi han|tien do|han |hoan thanh|thoi diem")),
    ("task", re.compile(r"noi dung|nhiem vu|cong viec|hoat dong")),
)  # fmt: skip
RULE = re.compile(r"(?=[^-]*--)[|\s:\-]{3,}")
"""The line under a header in Markdown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that orders something: where its parts stand; ``lines`` are the cells of who and when."""

    task: Span
    lines: tuple[Span, ...]
    helpers: Span | None
    when: Span | None


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table with at least three cells."""
    return text[start : start + 1] == "|" and text.count("|", start, end) >= 4


def columns(text: str, start: int, end: int) -> dict[int, str] | None:
    """What the columns hold, if the row is the header of a table of assignments."""
    found: dict[int, str] = {}
    for n, (a, b) in enumerate(_cells(text, start, end)):
        words = flat(text[a:b])
        name = next((name for name, pattern in _COLUMNS if len(words) < 60 and pattern.search(words)), None)
        if name and name not in found.values():
            found[n] = name
    return found if "task" in found.values() and len(found) > 1 else None


def row(text: str, start: int, end: int, known: dict[int, str]) -> Row | None:
    """The parts of a data row; None when its task cell is empty."""
    cells = _cells(text, start, end)
    at = {name: cells[n] for n, name in known.items() if n < len(cells) and cells[n][1] > cells[n][0]}
    if "task" not in at or not any(c.isalpha() for c in text[slice(*at["task"])]):
        return None
    return Row(at["task"], tuple(at[name] for name in ("lead", "time") if name in at), at.get("with"), at.get("time"))


def _cells(text: str, start: int, end: int) -> list[Span]:
    stop = end - 1 if text[end - 1 : end] == "|" else end
    found: list[Span] = []
    begin = start + 1
    while begin <= stop:
        bar = text.find("|", begin, stop)
        bar = stop if bar < 0 else bar
        raw = text[begin:bar]
        lead = len(raw) - len(raw.lstrip())
        found.append((begin + lead, begin + lead + len(raw.strip())))
        begin = bar + 1
    return found
