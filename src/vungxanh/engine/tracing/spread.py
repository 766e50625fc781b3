"""Many F0s at once: who is reached by any of them, at which level, from when; why is found for who is asked about."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from . import waves
from .explain import exposures_of
from .layout import INF, NEVER
from .model import Definition, Exposure, Int8s, Int32s, Ints

if TYPE_CHECKING:
    from .index import Index

PIECES = 4  # of the work of a round per core: who has done a light one takes the next
FEW = 0.1  # of all persons: with fewer to go out from, their visits are looked up instead of walking over all stays


@dataclass(frozen=True)
class Spread:
    """Everybody reached from any of many F0s; `history[k]`: earliest exposure by chains of at most k links.

    The same answers as `Trace` for the same F0s, without a record per person: paths and exposures are found when asked.
    """

    index: Index
    definition: Definition
    until: Int32s
    starts: dict[int, tuple[int, int]]
    history: tuple[Int32s, ...]
    levels: Int8s

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def person(self) -> Int32s:
        """Index of everybody reached, ascending; F0s are not among them."""
        return np.flatnonzero(self.levels).astype(np.int32)

    @cached_property
    def level(self) -> Int8s:
        """1 for F1, 2 for F2...: the least number of links from any F0."""
        return self.levels[self.person]

    @cached_property
    def exposed_from(self) -> Ints:
        """Earliest exposure at his level, epoch seconds."""
        found = np.empty(self.person.size, np.int64)
        for k, instants in enumerate(self.history):
            found[self.level == k] = instants[self.person[self.level == k]]
        return found + self.index.origin

    @cached_property
    def earliest(self) -> Ints:
        """Earliest exposure through a chain of any length traced, epoch seconds."""
        return self.history[-1][self.person].astype(np.int64) + self.index.origin

    def counts(self) -> dict[int, int]:
        """Level -> number of persons, every level of the definition."""
        found = np.bincount(self.level, minlength=self.definition.levels + 1)
        return {level: int(found[level]) for level in range(1, self.definition.levels + 1)}

    def level_of(self, person: int) -> int | None:
        """0 for an F0, 1.. for one reached, None for anybody else."""
        if person in self.starts:
            return 0
        level = int(self.levels[person]) if 0 <= person < self.levels.size else 0
        return level or None

    def infectious(self, person: int, before: int) -> tuple[int, int] | None:
        """(from, until) in seconds after origin in which he passes it on, after `before` rounds."""
        if person in self.starts:
            return self.starts[person]
        since = int(self.history[before][person]) if person < self.levels.size else INF
        end = int(self.until[person]) if person < self.until.size else INF
        return None if since == INF else (since, end)

    def exposures(self, person: int) -> list[Exposure]:
        """Every exposure that makes him what he is, earliest first. Raises LookupError if not reached."""
        level = self.level_of(person)
        if level is None:
            raise LookupError(f"person {person} was not reached")
        return exposures_of(self, person, level - 1) if level else []

    def path(self, person: int) -> tuple[Exposure, ...]:
        """The chain of his earliest exposure at his level, the F0 first. Raises LookupError if not reached."""
        level = self.level_of(person)
        if level is None:
            raise LookupError(f"person {person} was not reached")
        links: list[Exposure] = []
        while level:
            instant = int(self.history[level][person]) + self.index.origin
            links.append(next(e for e in exposures_of(self, person, level - 1) if e.start == instant))
            person = links[-1].source
            level = 0 if person in self.starts else self._round_of(person, level - 1)
        return tuple(reversed(links))

    def _round_of(self, person: int, latest: int) -> int:
        """The round in which he got the instant he had after round `latest`."""
        return next(k for k in range(latest + 1) if self.history[k][person] == self.history[latest][person])


def spread(
    index: Index, cases: Int32s, begins: Int32s, stops: Int32s, until: Int32s, definition: Definition, cores: int
) -> Spread:
    """Round by round; see `Index.spread`."""
    persons = max(index.persons, int(cases.max(initial=-1)) + 1)
    stop = np.full(persons, INF, np.int32)
    stop[: min(until.size, persons)] = until[:persons]
    stop[cases] = stops
    who = np.full((persons, 2), INF, np.int32)
    who[cases, 0] = np.where(stops > begins, begins, INF)
    who[cases, 1] = NEVER
    levels = np.zeros(persons, np.int8)
    history = [who[:, 0].copy()]
    fresh = cases.size
    with ThreadPoolExecutor(cores) as pool:
        before = who[:, 1].copy()
        for level in range(1, definition.levels + 1):
            ours = _round(index, pool, cores, who, stop, definition.min_seconds, fresh < FEW * persons)
            fresh = _settled(pool, level, ours, before, levels)
            before = who[:, 1].copy()
            history.append(before)
            stop = stop if until.size else np.empty(0, np.int32)  # from now on nobody stops: F0s were the first round
    starts = {int(p): (int(a), int(b)) for p, a, b in zip(cases, begins, stops, strict=True)}
    return Spread(index, definition, until, starts, tuple(history), levels)


def _round(
    index: Index, pool: ThreadPoolExecutor, cores: int, who: Int32s, stop: Int32s, shortest: int, few: bool
) -> list[Int32s]:
    """What each thread found; the first of them is `who`."""
    base, extra, edits = index.base, index.extra, index.edits
    ours = [who] + [who.copy() for _ in range(cores - 1)]  # each thread writes its own: an update is never lost
    if few:
        at, rows = _gathered(index, pool, cores, who, stop, shortest)

    pieces = cores * PIECES if cores > 1 else 1
    left = deque([(at_places, k) for at_places in (False, True) for k in range(pieces)])

    def part(mine: Int32s) -> None:
        while True:
            try:
                at_places, k = left.popleft()
            except IndexError:
                return
            if at_places:
                begin, end = _share(base.stay_at, k, pieces, index.places)
                if few:
                    waves.through_gathered(base, extra, edits.gone_visits, at, rows, mine, shortest, begin, end)
                else:
                    waves.through_places(base, extra, edits.gone_visits, mine, stop, shortest, begin, end)
            else:
                begin, end = _share(base.contact_at, k, pieces, index.persons)
                for layer in (base, extra):
                    waves.through_contacts(layer, edits.gone_contacts, mine, stop, begin, end)

    list(pool.map(part, ours))
    return ours


def _settled(pool: ThreadPoolExecutor, level: int, ours: list[Int32s], before: Int32s, levels: Int8s) -> int:
    """The findings of all threads become one, and levels are noted; how many pass it on next."""
    who, *others = ours
    cuts = np.linspace(0, len(who), len(ours) + 1).astype(int).tolist()

    def part(begin: int, end: int) -> int:
        for other in others:
            np.minimum(who[begin:end], other[begin:end], out=who[begin:end])
        return waves.settle(level, who[begin:end], before[begin:end], levels[begin:end])

    return sum(pool.map(part, cuts[:-1], cuts[1:]))


def _gathered(
    index: Index, pool: ThreadPoolExecutor, cores: int, who: Int32s, stop: Int32s, shortest: int
) -> tuple[Int32s, Int32s]:
    """Counted, then written where each thread's begin: (where the places' intervals end, the intervals)."""
    gone, base, extra = index.edits.gone_visits, index.base, index.extra
    shares = [_share(base.visit_at, k, cores, index.persons) for k in range(cores)]
    counts = [np.zeros(index.places, np.int32) for _ in shares]

    def part(at: Int32s, share: tuple[int, int], rows: Int32s) -> None:
        for layer in (base, extra):
            waves.gathered(layer, gone, who, stop, shortest, at, rows, *share)

    list(pool.map(part, counts, shares, [np.empty((0, 2), np.int32)] * cores))
    total = sum(counts[1:], counts[0])
    ends = np.cumsum(total, dtype=np.int32)
    rows = np.empty((max(1, int(ends[-1]) if ends.size else 0), 2), np.int32)
    fills = [ends - total]
    for count in counts[:-1]:
        fills.append(fills[-1] + count)
    list(pool.map(part, fills, shares, [rows] * cores))
    return ends, rows


def _share(at: Int32s, k: int, cores: int, count: int) -> tuple[int, int]:
    """The k-th of `cores` parts of 0..count, each with about as many rows by `at`."""
    cuts = np.searchsorted(at, np.linspace(0, int(at[-1]), cores + 1)[1:-1])
    edges = [0, *np.minimum(cuts, count).tolist(), count]
    return edges[k], edges[k + 1]
