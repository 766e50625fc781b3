"""Places and intervals where several cases were, and how surprising each is.

For every place where at least two of the cases were while they may have caught it: the interval of each length that
holds most of them. By chance alone, n people present out of N hold k or more of the K cases with a probability that
is hypergeometric; times the number of intervals looked at, it is how many such gatherings chance would show. The
gatherings are then taken greedily: each next one is the most surprising for the cases that none before explains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, lgamma
from typing import TYPE_CHECKING

import numpy as np

from .model import Int32s, Ints

if TYPE_CHECKING:
    from .index import Index

LeaveOut = Callable[[Sequence[int]], Iterable[int]]
MOST = 500  # candidates that are compared with each other
LEAST = 2


@dataclass(frozen=True)
class Gathering:
    """An interval (epoch seconds) at a place; `explained`: those of its cases that no gathering before it holds.

    present: people who were there. expected: cases among them by chance. by_chance: how many gatherings like this
    chance would show among all intervals looked at (below 0.05: hardly chance).
    """

    place: int
    start: int
    end: int
    cases: tuple[int, ...]
    explained: tuple[int, ...]
    present: int
    expected: float
    by_chance: float


def tail(cases: int, present: int, persons: int, least: int) -> float:
    """Probability that `present` of `persons`, drawn by chance, hold `least` or more of `cases`."""
    if least <= 0:
        return 1.0
    most = min(cases, present)
    terms = [_log_choose(cases, k) + _log_choose(persons - cases, present - k) for k in range(least, most + 1)]
    whole = _log_choose(persons, present)
    return min(1.0, sum(exp(t - whole) for t in terms))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else float("-inf")


def gatherings(
    index: Index, persons: Ints, since: Int32s, until: Int32s, spans: Sequence[int], leave_out: LeaveOut | None = None
) -> list[Gathering]:
    """See `Index.gatherings`."""
    stays = _stays_of(index, persons, since, until)
    ill = {person for _, _, _, person in stays}
    people = max(len(ill), _people(index))
    by_place: dict[int, list[tuple[int, int, int]]] = {}
    for place, start, end, person in stays:
        by_place.setdefault(place, []).append((start, end, person))
    several = [place for place, here in by_place.items() if len({person for _, _, person in here}) >= LEAST]
    out = set(leave_out(several)) if leave_out else set()
    looked = len(stays) * len(spans)
    found = []
    for place in several:
        if place in out:
            continue
        here = by_place[place]
        there = _everybody_at(index, place)
        for span in spans:
            start, cases = _fullest(here, span)
            if len(cases) < LEAST:
                continue
            own = [(a, b) for a, b, person in here if person in cases and a < start + span and b > start]
            end = min(start + span, max(b for _, b in own))
            present = max(len(cases), np.unique(there[2][(there[0] < end) & (there[1] > start)]).size)
            chance = tail(len(ill), present, people, len(cases)) * looked
            found.append(
                Gathering(
                    place, start + index.origin, end + index.origin, tuple(sorted(cases)), (), present,
                    len(ill) * present / people, chance,
                )
            )  # fmt: skip
    return list(_chosen(sorted(found, key=lambda g: (g.by_chance, g.end - g.start))[:MOST], len(ill), people, looked))


def _stays_of(index: Index, persons: Ints, since: Int32s, until: Int32s) -> list[tuple[int, int, int, int]]:
    """(place, start, end, person), cut to when he may have caught it."""
    gone = set(index.edits.gone_visits.tolist())
    found = []
    for person, lo, hi in zip(persons.tolist(), since.tolist(), until.tolist(), strict=True):
        for layer in (index.base, index.extra):
            if person + 1 >= layer.visit_at.size:
                continue
            rows = layer.visits[layer.visit_at[person] : layer.visit_at[person + 1]].tolist()
            for arrived, left, position, place in rows:
                if arrived < hi and left > lo and int(layer.stay_row[position]) not in gone:
                    found.append((place, max(arrived, lo), min(left, hi), person))
    return found


def _people(index: Index) -> int:
    return max(int(np.count_nonzero(np.diff(layer.visit_at))) for layer in (index.base, index.extra))


def _everybody_at(index: Index, place: int) -> tuple[Int32s, Int32s, Int32s]:
    """(start, end, person) of every stay at a place."""
    parts = []
    for layer in (index.base, index.extra):
        if place + 1 < layer.stay_at.size:
            a, b = layer.stay_at[place], layer.stay_at[place + 1] - 1
            kept = ~np.isin(layer.stay_row[a:b], index.edits.gone_visits)
            parts.append(layer.stays[a:b][kept])
    stays = np.concatenate(parts)
    return stays[:, 0], stays[:, 1], stays[:, 2]


def _fullest(here: list[tuple[int, int, int]], span: int) -> tuple[int, set[int]]:
    """The interval of this length that holds most persons, beginning where one of them arrives."""
    best: tuple[int, set[int]] = (0, set())
    for start in sorted({a for a, _, _ in here}):
        cases = {person for a, b, person in here if a < start + span and b > start}
        if len(cases) > len(best[1]):
            best = start, cases
    return best


def _chosen(found: list[Gathering], cases: int, people: int, looked: int) -> Iterator[Gathering]:
    explained: set[int] = set()
    while found:
        scored = []
        for g in found:
            fresh = [c for c in g.cases if c not in explained]
            if len(fresh) >= LEAST:
                scored.append((tail(cases, g.present, people, len(fresh)) * looked, g.end - g.start, g, tuple(fresh)))
        if not scored:
            return
        _, _, best, fresh_ones = min(scored, key=lambda s: s[:2])
        yield replace(best, explained=fresh_ones)
        explained |= set(fresh_ones)
        found = [g for _, _, g, _ in scored if g is not best]
