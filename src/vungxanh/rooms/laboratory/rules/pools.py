"""Tubes of several persons: what a result says of each, and which size costs the fewest tests. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.laboratory.rules.kinds import Result


class TubeKind(StrEnum):
    """How many persons a tube holds."""

    SINGLE = "single"
    POOL = "pool"
    FAMILY = "family"


KIND_NAMES = {TubeKind.SINGLE: _("mẫu đơn"), TubeKind.POOL: _("mẫu gộp"), TubeKind.FAMILY: _("gộp hộ gia đình")}


class Verdict(StrEnum):
    """What a tube's result says of one of its persons."""

    OPEN = "open"
    NEGATIVE = "negative"
    HELD = "held"
    AGAIN = "again"
    POSITIVE = "positive"


def verdict(kind: TubeKind, result: Result) -> Verdict:
    """A single tube speaks of its person. A pool: negative closes all; positive holds all as suspected until each is
    tested alone; an unclear one is taken again (QĐ 3486/QĐ-BYT: a positive pool is sampled again one by one)."""
    if result is Result.PENDING:
        return Verdict.OPEN
    if result is Result.NEGATIVE:
        return Verdict.NEGATIVE
    if result is Result.POSITIVE:
        return Verdict.POSITIVE if kind is TubeKind.SINGLE else Verdict.HELD
    return Verdict.AGAIN


@dataclass(frozen=True, slots=True)
class Advice:
    """``size`` 1 is: test one by one. ``per_person``: expected tests a person; ``saved``: share of tests spared."""

    size: int
    per_person: float
    saved: float
    positivity: float

    def tests_for(self, persons: int) -> int:
        """Expected tests for so many persons, rounded up."""
        return -int(-persons * self.per_person // 1)


def expected_tests(positivity: float, size: int) -> float:
    """Tests a person by Dorfman (1943): one for the pool, one more for each member when it is positive."""
    return 1.0 if size <= 1 else 1 / size + 1 - (1 - positivity) ** size


def advise(positivity: float, sizes: Sequence[int]) -> Advice:
    """The size among ``sizes`` (and 1) that needs the fewest tests; the smaller of two equal ones."""
    found = min([1, *sizes], key=lambda size: (round(expected_tests(positivity, size), 9), size))
    cost = expected_tests(positivity, found)
    return Advice(found, cost, 1 - cost, positivity)


def smoothed(positive: int, tested: int) -> float | None:
    """The share of persons positive, with half a case added so that none found is not none there; None untested."""
    return (positive + 0.5) / (tested + 1) if tested else None


def from_pools(results: Iterable[tuple[int, bool, int]]) -> float | None:
    """The share of persons positive behind so many pools each of (size, positive, pools), by moments:
    1 - (share negative)^(1 / size).
    """
    pools = persons = none = 0
    for size, positive, count in results:
        pools, persons, none = pools + count, persons + size * count, none + (0 if positive else count)
    if not pools:
        return None
    negative = (none + 0.5) / (pools + 1)
    return float(1 - negative ** (pools / persons))
