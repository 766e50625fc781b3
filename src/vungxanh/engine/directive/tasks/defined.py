"""Short names a document gives its bodies itself: "… (sau đây gọi tắt là Đội)"."""

import re
from collections.abc import Callable, Iterator

from vungxanh.engine.directive.tasks.fold import key
from vungxanh.engine.directive.tasks.page import Mention

_DEFINED = re.compile(
    r"\s*\((?:(?:sau đây|dưới đây|từ đây)(?: được)? )?(?:gọi|viết) (?:tắt |chung )?(?:là )?:?[\s\"“]*(?P<short>[^)\"”\n]{2,40})[\"”]?\)"
)
_CAPITAL = re.compile(r"(?<!\w)[^\W\d_]")
_LONGEST = 160
"""Characters of the whole name before the bracket."""
_ANOTHER = re.compile(r" (?:trưởng|phó|viên)(?!\w)")
"""Behind a short name: "Đội trưởng" is not the "Đội"."""

Short = tuple[str, tuple[str, ...]]


def short_names(text: str, at: Callable[[int], Mention | None]) -> dict[str, list[Short]]:
    """Folded short names and the whole ones they stand for, by their first word; longest first. ``at``: the body at a place."""
    found: dict[str, list[Short]] = {}
    for m in _DEFINED.finditer(text):
        short = m["short"].strip()
        whole = next(_before(text, m.start(), at), None)
        if whole is not None and short[:1].isupper():
            found.setdefault(re.split(r"\W", key(short), maxsplit=1)[0], []).append((key(short), whole.names))
    return {word: sorted(rows, key=lambda r: -len(r[0])) for word, rows in found.items()}


def _before(text: str, end: int, at: Callable[[int], Mention | None]) -> Iterator[Mention]:
    """Bodies whose name ends at ``end``, the longest first."""
    for m in _CAPITAL.finditer(text, max(0, end - _LONGEST), end):
        mention = at(m.start()) if m[0].isupper() else None
        if mention is not None and mention.end == end and not mention.generic:
            yield mention


def mention(folded: str, text: str, start: int, rows: list[Short]) -> Mention | None:
    """The body a short name at ``start`` stands for."""
    if not text[start].isupper():
        return None
    for short, names in rows:
        end = start + len(short)
        if folded.startswith(short, start) and not folded[end : end + 1].isalnum() and not _ANOTHER.match(folded, end):
            return Mention(start, end, names)
    return None
