"""The area of work of a task, from a weighted vocabulary (``work.toml``)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from vungxanh.engine.directive.tasks.catalog import load
from vungxanh.engine.directive.tasks.fold import key

_CLAUSE = re.compile(r"[.;:]")
_SPACES = re.compile(r"\s+")
_LESS = 0.6  # each further word of one area says less
_READ = 1500  # characters of a passage that tell its area


_WORD = re.compile(r"\w+")
Weights = tuple[tuple[str, float], ...]


@cache
def _vocabulary() -> dict[str, tuple[tuple[str, Weights], ...]]:
    """Phrases by their first word, longest first, with the areas they speak for."""
    found: dict[str, list[tuple[str, float]]] = {}
    for area, rows in load("work.toml").items():
        for weight, phrases in rows.items():
            for phrase in phrases:
                found.setdefault(key(phrase), []).append((area, float(weight)))
    by_word: dict[str, list[tuple[str, Weights]]] = {}
    for phrase in sorted(found, key=len, reverse=True):
        first = _WORD.search(phrase)
        by_word.setdefault(first[0] if first else phrase, []).append((phrase, tuple(found[phrase])))
    return {word: tuple(rows) for word, rows in by_word.items()}


def area_of(passage: str, headings: tuple[str, ...] = (), bare: bool = False) -> str:
    """The area of a passage; its headings (innermost last) weigh a little, more when the passage has no verb.

    Both as keys (``fold.key``).
    """
    scores: dict[str, float] = {}
    _count(scores, passage, own=True)
    if bare or not scores or max(scores.values()) < 6:
        for depth, heading in enumerate(reversed(headings[-2:])):
            for area, weight in _heading(heading[:300]).items():
                scores[area] = scores.get(area, 0.0) + weight * (4.0 if bare else 0.6) / (depth + 1)
    return max(scores, key=lambda a: scores[a]) if scores else "command"


@lru_cache(256)
def _heading(folded: str) -> dict[str, float]:
    scores: dict[str, float] = {}
    _count(scores, folded, own=False)
    return scores


def _count(scores: dict[str, float], given: str, own: bool) -> None:
    folded = given[:_READ]
    folded = _SPACES.sub(" ", folded) if "  " in folded else folded
    first = _CLAUSE.search(folded, 12)
    title = first is not None and first[0] == ":" and first.start() < 120
    main = first.start() if first else len(folded)
    seen: dict[str, int] = {}
    for at, weights in _places(folded):
        place = 1.0
        if own:
            place = (3.0 if title else 2.0) if at < main else 1.0
            place *= 1.6 if at < 40 else 1.2 if at < 100 else 1.0
        for area, weight in weights:
            seen[area] = seen.get(area, 0) + 1
            scores[area] = scores.get(area, 0.0) + weight * place * _LESS ** (seen[area] - 1)


@lru_cache(maxsize=64)
def _places(folded: str) -> tuple[tuple[int, Weights], ...]:
    """The phrases of a passage; headings and lead-ins come again with every leaf under them."""
    return tuple(_phrases(folded))


def _phrases(folded: str) -> Iterator[tuple[int, Weights]]:
    """Where phrases of the vocabulary begin, and what they weigh; the longest at a place, none inside another."""
    words = _vocabulary()
    taken = 0
    for m in _WORD.finditer(folded):
        for phrase, weights in words.get(m[0], ()) if m.start() >= taken else ():
            end = m.start() + len(phrase)
            if folded.startswith(phrase, m.start()) and not folded[end : end + 1].isalnum():
                taken = end
                yield m.start(), weights
                break
