"""A chain of transmission and its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean
from statistics import variance as sample_variance
from typing import Generic, TypeVar

from . import graph
from .model import Case, Interval, Intervals, Link

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class Generation:
    """Links from a first case of the chain; the two differ where somebody has more than one possible infector."""

    shortest: int
    longest: int


@dataclass(frozen=True)
class Offspring:
    """Secondary cases per case, everybody counted (the newest cases too, who may yet infect: the mean is a lower bound).

    dispersion: k of the negative binomial by the method of moments (below 1: a few infect most); None where the
    variance does not exceed the mean. histogram: secondary cases -> number of cases.
    """

    cases: int
    infectors: int
    mean: float
    variance: float
    largest: int
    dispersion: float | None
    histogram: dict[int, int]


@dataclass(frozen=True)
class Chain(Generic[Id]):
    """Cases and links; two links between the same two count once."""

    cases: dict[Id, Case[Id]]
    infected: dict[Id, tuple[Id, ...]]
    infectors: dict[Id, tuple[Id, ...]]
    order: tuple[Id, ...]

    @classmethod
    def build(cls, cases: Iterable[Case[Id]], links: Iterable[Link[Id]]) -> Chain[Id]:
        """Raises ValueError for a case that comes twice or a link to an unknown one, CycleError for a circle."""
        known: dict[Id, Case[Id]] = {}
        for case in cases:
            if case.id in known:
                raise ValueError(f"case {case.id} comes twice")
            known[case.id] = case
        infected: dict[Id, list[Id]] = {i: [] for i in known}
        infectors: dict[Id, list[Id]] = {i: [] for i in known}
        for link in dict.fromkeys(links):
            for end in (link.infector, link.infectee):
                if end not in known:
                    raise ValueError(f"a link names an unknown case: {end}")
            infected[link.infector].append(link.infectee)
            infectors[link.infectee].append(link.infector)
        order = graph.in_order(infected, infectors)
        return cls(known, _fixed(infected), _fixed(infectors), tuple(order))

    def secondary_cases(self) -> dict[Id, int]:
        """Case -> how many he infected, zeros too; most first."""
        counts = Counter({i: len(others) for i, others in self.infected.items()})
        return dict(counts.most_common())

    def serial_intervals(self) -> Intervals[Id]:
        """Days from the infector's onset to the infectee's, one per link."""
        pairs = [(p, q) for p, others in self.infected.items() for q in others]
        return _intervals((p, q, self.cases[p].onset, self.cases[q].onset) for p, q in pairs)

    def reporting_delays(self) -> Intervals[Id]:
        """Days from onset to report, one per case."""
        return _intervals((c.id, c.id, c.onset, c.report) for c in self.cases.values())

    def incubation_bounds(self) -> dict[Id, tuple[int | None, int | None]]:
        """Case -> (least, greatest) days from exposure to onset, None for an open end; cases with an onset only."""
        return {
            c.id: (_days(c.exposed_until, c.onset), _days(c.exposed_from, c.onset))
            for c in self.cases.values()
            if c.onset is not None
        }

    @cached_property
    def generations(self) -> dict[Id, Generation]:
        """Case -> its generation; 0 for a case without known infector."""
        return {i: Generation(*d) for i, d in graph.depths(self.order, self.infectors).items()}

    def clusters(self, *, smallest: int = 2) -> list[list[Id]]:
        """Cases linked with one another, directly or not; largest cluster first, only of at least `smallest` cases."""
        return [part for part in graph.parts(self.infected, self.infectors) if len(part) >= smallest]

    def offspring(self) -> Offspring:
        """How unevenly cases infect. Raises ValueError for a chain without cases."""
        counts = list(self.secondary_cases().values())
        if not counts:
            raise ValueError("a chain without cases has no offspring distribution")
        mean, variance = fmean(counts), float(sample_variance(counts)) if len(counts) > 1 else 0.0
        dispersion = mean**2 / (variance - mean) if variance > mean else None
        infectors = sum(c > 0 for c in counts)
        histogram = dict(sorted(Counter(counts).items()))
        return Offspring(len(counts), infectors, mean, variance, max(counts), dispersion, histogram)


def _fixed(arrows: dict[Id, list[Id]]) -> dict[Id, tuple[Id, ...]]:
    return {i: tuple(others) for i, others in arrows.items()}


def _days(first: date | None, second: date | None) -> int | None:
    return None if first is None or second is None else (second - first).days


def _intervals(rows: Iterable[tuple[Id, Id, date | None, date | None]]) -> Intervals[Id]:
    days = [(p, q, _days(first, second)) for p, q, first, second in rows]
    values = tuple(Interval(p, q, d) for p, q, d in days if d is not None)
    return Intervals(values, len(days) - len(values))
