"""How a laboratory and a commune stand: out of counted groups, so that a page adds instead of reading tubes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

SPAN = 10
"""Minutes of one group of turnaround times: median and percentile are right to so many."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tubes returned with the same facts: ``minutes`` from collection, rounded down to ``SPAN``."""

    key: str
    minutes: int
    late: bool
    positive: bool
    count: int
    persons: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the tubes returned in a span of days. Minutes and shares are None when there were none."""

    returned: int = 0
    persons: int = 0
    on_time: int = 0
    positive: int = 0
    median: int | None = None
    p90: int | None = None

    @property
    def share_on_time(self) -> float | None:
        """Of the tubes returned."""
        return self.on_time / self.returned if self.returned else None

    @property
    def positivity(self) -> float | None:
        """Share of the tubes that were positive."""
        return self.positive / self.returned if self.returned else None


def percentile(counts: Sequence[tuple[int, int]], share: float) -> int | None:
    """The nearest-rank percentile of (value, how many), in order of value; None of nothing."""
    total = sum(count for _value, count in counts)
    rank, seen = ceil(share * total), 0
    for value, count in counts:
        seen += count
        if seen >= rank:
            return value
    return None


def figures(groups: Iterable[Group]) -> Figures:
    """The groups added up."""
    rows = list(groups)
    spread: dict[int, int] = {}
    for row in rows:
        spread[row.minutes] = spread.get(row.minutes, 0) + row.count
    counts = sorted(spread.items())
    return Figures(
        returned=sum(row.count for row in rows), persons=sum(row.persons for row in rows),
        on_time=sum(row.count for row in rows if not row.late), positive=sum(row.count for row in rows if row.positive),
        median=percentile(counts, 0.5), p90=percentile(counts, 0.9),
    )  # fmt: skip


def by_key(groups: Iterable[Group]) -> dict[str, Figures]:
    """The figures of each key."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(group.key, []).append(group)
    return {key: figures(rows) for key, rows in found.items()}
