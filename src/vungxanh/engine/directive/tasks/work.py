"""The area of work of a task, from a weighted vocabulary (``work.toml``)."""

import re
from functools import cache

from vungxanh.engine.directive.tasks.catalog import load
from vungxanh.engine.directive.tasks.fold import key

_CLAUSE = re.compile(r"[.;:]")
_LESS = 0.6  # each further word of one area says less
_SPACES = re.compile(r"\s+")


@cache
def _vocabulary() -> tuple["re.Pattern[str]", dict[str, tuple[tuple[str, float], ...]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for area, rows in load("work.toml").items():
        for weight, phrases in rows.items():
            for phrase in phrases:
                found.setdefault(key(phrase), []).append((area, float(weight)))
    longest = sorted(found, key=len, reverse=True)
    joined = "|".join(re.escape(p).replace(r"\ ", " +") for p in longest)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)"), {p: tuple(a) for p, a in found.items()}


def area_of(passage: str, headings: tuple[str, ...] = (), bare: bool = False) -> str:
    """The area of ``passage``; its headings (innermost last) weigh a little, more when the passage has no verb."""
    scores: dict[str, float] = {}
    _count(scores, key(passage), own=True)
    if bare or not scores or max(scores.values()) < 6:
        for depth, heading in enumerate(reversed(headings[-2:])):
            _count(scores, key(heading[:300]), own=False, factor=(4.0 if bare else 0.6) / (depth + 1))
    return max(scores, key=lambda a: scores[a]) if scores else "command"


def _count(scores: dict[str, float], folded: str, own: bool, factor: float = 1.0) -> None:
    pattern, words = _vocabulary()
    first = _CLAUSE.search(folded, 12)
    title = first is not None and first[0] == ":" and first.start() < 120
    main = first.start() if first else len(folded)
    seen: dict[str, int] = {}
    for m in pattern.finditer(folded[:3000]):
        place = 1.0
        if own:
            place = (3.0 if title else 2.0) if m.start() < main else 1.0
            place *= 1.6 if m.start() < 40 else 1.2 if m.start() < 100 else 1.0
        phrase = _SPACES.sub(" ", m[0])
        for area, weight in words.get(phrase, ()):
            seen[area] = seen.get(area, 0) + 1
            scores[area] = scores.get(area, 0.0) + weight * place * factor * _LESS ** (seen[area] - 1)
