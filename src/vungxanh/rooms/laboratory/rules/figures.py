"""How a laboratory and a commune stand: out of counted groups, so that a page adds instead of reading tubes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np

SPAN = 10
"""Minutes of one group of turnaround times: median and percentile are right to so many."""


class Group(NamedTuple):
    """Tubes of one area and laboratory that took as long: ``minutes`` from collection, rounded down to ``SPAN``."""

    area: str
    laboratory: str
    minutes: int
    tubes: int
    persons: int
    late: int
    positive: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the tubes returned in a span of days. Minutes and shares are None when there were none."""

    returned: int = 0
    persons: int = 0
    on_time: int = 0
    positive: int = 0
    median: int | None = None  # nearest rank, as p90
    p90: int | None = None

    @property
    def share_on_time(self) -> float | None:
        """Of the tubes returned."""
        return self.on_time / self.returned if self.returned else None

    @property
    def positivity(self) -> float | None:
        """Share of the tubes that were positive."""
        return self.positive / self.returned if self.returned else None


class Returned:
    """Groups of returned tubes as columns, for a page adds tens of thousands of them."""

    def __init__(self, groups: Iterable[Group]) -> None:
        rows = list(groups) or [Group("", "", 0, 0, 0, 0, 0)]
        areas, laboratories, *numbers = zip(*rows, strict=True)
        self._areas: tuple[str, ...] = areas
        self._laboratories: tuple[str, ...] = laboratories
        self._minutes, self._count, self._persons, self._late, self._positive = (
            np.array(column, dtype=np.int64) for column in numbers
        )

    def total(self) -> Figures:
        """Of all."""
        return self._by([""] * len(self._areas)).get("", Figures())

    def by_area(self, depth: int) -> dict[str, Figures]:
        """Of each area, cut to so many steps."""
        cut = {path: "/".join(path.strip("/").split("/")[:depth]) + "/" for path in set(self._areas)}
        return self._by([cut[path] for path in self._areas])

    def by_laboratory(self) -> dict[str, Figures]:
        """Of each laboratory, by the key it was given with."""
        return self._by(self._laboratories)

    def _by(self, keys: Sequence[str]) -> dict[str, Figures]:
        known: dict[str, int] = {}
        line = np.array([known.setdefault(key, len(known)) for key in keys])
        sums = [
            np.bincount(line, weights=column).astype(np.int64)
            for column in (self._count, self._persons, self._late, self._positive)
        ]
        order = np.lexsort((self._minutes, line))
        # Tubes counted up through all lines, one after the other: a rank in a line is found by looking once.
        upto, minutes = np.cumsum(self._count[order]), self._minutes[order]
        before = np.cumsum(sums[0]) - sums[0]
        found = {}
        for key, n in known.items():
            returned, persons, late, positive = (int(column[n]) for column in sums)
            ranks = [int(before[n]) + ceil(share * returned) for share in (0.5, 0.9)]
            median, p90 = (int(minutes[np.searchsorted(upto, rank)]) for rank in ranks)
            if returned:
                found[key] = Figures(returned, persons, returned - late, positive, median, p90)
        return found
