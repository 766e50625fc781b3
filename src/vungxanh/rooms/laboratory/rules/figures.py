"""How a laboratory and a commune stand: out of counted groups, so that a page adds instead of reading tubes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np

LONGEST = 32  # bits of a number of minutes


class Group(NamedTuple):
    """Tubes of one area and laboratory; ``minutes``: of each of them from collection, "185,640"."""

    area: str
    laboratory: str
    tubes: int
    persons: int
    late: int
    positive: int
    minutes: str


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
    """Groups of returned tubes as columns, for a page adds tens of thousands of tubes."""

    def __init__(self, groups: Iterable[Group]) -> None:
        rows = [group for group in groups if group.tubes]
        self._areas, self._laboratories = [g.area for g in rows], [g.laboratory for g in rows]
        numbers = np.array([g[2:6] for g in rows], np.int64).reshape(-1, 4)
        self._tubes, self._sums = numbers[:, 0], numbers
        self._minutes = np.fromstring(",".join(g.minutes for g in rows), np.int64, sep=",")

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
        line = np.array([known.setdefault(key, len(known)) for key in keys], np.int64)
        sums = np.zeros((len(known), 4), np.int64)
        np.add.at(sums, line, self._sums)
        # The times line by line and in order in each, as one number: a rank in a line is found by looking once.
        minutes = np.sort((np.repeat(line, self._tubes) << LONGEST) | self._minutes) & ((1 << LONGEST) - 1)
        begins = np.cumsum(sums[:, 0]) - sums[:, 0]
        found = {}
        for key, n in known.items():
            tubes, persons, late, positive = sums[n].tolist()
            median, p90 = (int(minutes[begins[n] + ceil(share * tubes) - 1]) for share in (0.5, 0.9))
            found[key] = Figures(tubes, persons, tubes - late, positive, median, p90)
        return found
