"""Passages of a text: which words belong to which task; splitting and joining."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

_END = re.compile(r"[.;:!?…][\s\"”')*]*\s+|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a text and whose it is."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text that belongs to the same passages throughout (perhaps to none)."""

    text: str
    start: int
    ids: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The ids in one attribute."""
        return " ".join(self.ids)


def segments(text: str, spans: Iterable[Span]) -> list[Segment]:
    """The whole text cut where a passage begins or ends; together they are the text again, letter by letter."""
    size = len(text)
    inside = [s for s in spans if 0 <= s.start < s.end <= size]
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    for span in inside:
        opens.setdefault(span.start, []).append(span.id)
        closes.setdefault(span.end, []).append(span.id)
    cuts = sorted({0, size, *opens, *closes})
    found, active = [], dict.fromkeys(opens.get(0, ()))
    for here, after in itertools.pairwise(cuts):
        found.append(Segment(text[here:after], here, tuple(active)))
        for gone in closes.get(after, ()):
            active.pop(gone, None)
        active |= dict.fromkeys(opens.get(after, ()))
    return found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A selection in whole words, without the spaces around it; Refused when nothing is left or it lies outside."""
    if not 0 <= start < end <= len(text):
        raise Refused(_("Đoạn chọn không nằm trong văn bản. Hãy tải lại trang rồi chọn lại."))
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < 3:
        raise Refused(_("Chọn ít nhất vài chữ của văn bản."))
    return start, end


def breaks(text: str, start: int, end: int) -> list[int]:
    """Places inside a passage where it may be split: after a sentence, a clause or a paragraph."""
    found = [start + m.end() for m in _END.finditer(text[start:end])]
    return [at for at in found if start < at < end and text[start:at].strip() and text[at:end].strip()]


def halves(text: str, start: int, end: int, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Both parts of a passage split at ``at``, trimmed. Refused when one would be empty."""
    if not start < at < end:
        raise Refused(_("Chỗ chia phải nằm trong đoạn của nhiệm vụ."), field="at")
    while start < at < end and text[at - 1].isalnum() and text[at].isalnum():
        at -= 1  # between two words, not inside one
    return trimmed(text, start, at), trimmed(text, at, end)


def one_line(text: str, most: int = 600) -> str:
    """A passage as one line: what a task says until somebody words it better."""
    line = re.sub(r"\s+", " ", text.replace("**", "")).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def overlapping(spans: Sequence[Span], start: int, end: int) -> list[str]:
    """Whose passages touch this stretch."""
    return [s.id for s in spans if s.start < end and start < s.end]
