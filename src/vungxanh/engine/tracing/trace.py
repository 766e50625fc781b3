"""What a trace found, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .explain import exposures_of
from .model import Definition, Exposure, Int32s, Ints

if TYPE_CHECKING:
    from .index import Index


@dataclass(frozen=True)
class Trace:
    """Everybody reached, one row each, by level; F0s are not among them. Columns are parallel arrays.

    Every explanation follows the level: `exposed_from`, `infector`, `path` belong to the earliest exposure through a
    chain of exactly `level` links. A longer chain may have exposed the same person earlier still; that instant is
    `earliest` (what he himself passes on is counted from it), with `path(person, earliest=True)`.
    """

    index: Index
    definition: Definition
    until: Int32s
    records: Int32s
    bounds: Int32s
    reached: Int32s

    def __len__(self) -> int:
        return len(self.reached)

    @cached_property
    def _first(self) -> Int32s:
        return self.records[self.reached[:, 0]]

    @cached_property
    def person(self) -> Int32s:
        """Index of the person reached."""
        return self._first[:, 0].copy()

    @cached_property
    def level(self) -> npt.NDArray[np.int8]:
        """1 for F1, 2 for F2...: the least number of links from any F0."""
        return self.reached[:, 2].astype(np.int8)

    @cached_property
    def exposed_from(self) -> Ints:
        """Earliest exposure at his level, epoch seconds."""
        return self._first[:, 1].astype(np.int64) + self.index.origin

    @cached_property
    def exposed_until(self) -> Ints:
        """End of the exposure that begins at exposed_from, epoch seconds."""
        return self._first[:, 2].astype(np.int64) + self.index.origin

    @cached_property
    def last_exposure(self) -> Ints:
        """Last instant of any exposure at his level (isolation is counted from it), epoch seconds."""
        return self.reached[:, 3].astype(np.int64) + self.index.origin

    @cached_property
    def earliest(self) -> Ints:
        """Earliest exposure through a chain of any length traced, epoch seconds."""
        latest: Int32s = self.records[self.reached[:, 1]]
        return latest[:, 1].astype(np.int64) + self.index.origin

    @cached_property
    def infector(self) -> Int32s:
        """Index of the person through whom he was reached."""
        source: Int32s = self.records[self._first[:, 3]]
        return source[:, 0].copy()

    @cached_property
    def contact(self) -> Int32s:
        """Row of the direct contact, -1 where it was a common stay."""
        return np.where(self._first[:, 5] < 0, self._first[:, 4], np.int32(-1))

    @cached_property
    def infector_visit(self) -> Int32s:
        """Row of the infector's visit, -1 where it was a direct contact."""
        return np.where(self._first[:, 5] < 0, np.int32(-1), self._first[:, 4])

    @cached_property
    def visit(self) -> Int32s:
        """Row of the person's own visit, -1 where it was a direct contact."""
        return self._first[:, 5].copy()

    def counts(self) -> dict[int, int]:
        """Level -> number of persons, every level of the definition."""
        found = np.bincount(self.level, minlength=self.definition.levels + 1)
        return {level: int(found[level]) for level in range(1, self.definition.levels + 1)}

    def level_of(self, person: int) -> int | None:
        """0 for an F0, 1.. for one reached, None for anybody else."""
        record = self._latest(person)
        return None if record < 0 else int(np.searchsorted(self.bounds, self._earliest_round(record), "right")) - 1

    def path(self, person: int, *, earliest: bool = False) -> tuple[Exposure, ...]:
        """The chain from an F0 to the person, F0 first; as many links as his level (none for an F0).

        earliest: the chain of his earliest exposure instead, which may be longer. Raises LookupError if not reached.
        """
        record = self._latest(person)
        if record < 0:
            raise LookupError(f"person {person} was not reached")
        if not earliest:
            record = self._earliest_round(record)
        links: list[Exposure] = []
        while self.records[record, 3] >= 0:
            links.append(self._link(record))
            record = int(self.records[record, 3])
        return tuple(reversed(links))

    def exposures(self, person: int) -> list[Exposure]:
        """Every exposure that makes him what he is, earliest first: through chains of at most `level` links.

        Empty for an F0. Raises LookupError if not reached.
        """
        record = self._latest(person)
        if record < 0:
            raise LookupError(f"person {person} was not reached")
        begin = int(self.bounds[self.level_of(person) or 0])
        return [] if self.records[self._earliest_round(record), 3] < 0 else exposures_of(self, person, begin)

    def infectious(self, person: int, before: int) -> tuple[int, int] | None:
        """(from, until) in seconds after origin in which he passes it on, by the records before `before`."""
        record = self._latest(person)
        while record >= before:
            record = int(self.records[record, 6])
        if record < 0:
            return None
        if record < self.bounds[1]:
            return int(self.records[record, 1]), int(self.records[record, 2])
        end = int(self.until[person]) if person < self.until.size else 2**31 - 1
        return int(self.records[record, 1]), end

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.records[:, 0], kind="stable")

    @cached_property
    def _sorted(self) -> Int32s:
        who: Int32s = self.records[self._order]
        return who[:, 0].copy()

    def _latest(self, person: int) -> int:
        i = int(np.searchsorted(self._sorted, person, "right")) - 1
        return int(self._order[i]) if i >= 0 and self._sorted[i] == person else -1

    def _earliest_round(self, record: int) -> int:
        while self.records[record, 6] >= 0:
            record = int(self.records[record, 6])
        return record

    def _link(self, record: int) -> Exposure:
        target, start, end, source, a, b = (int(v) for v in self.records[record, :6])
        origin, direct = self.index.origin, b < 0
        return Exposure(
            int(self.records[source, 0]), target, start + origin, end + origin,
            a if direct else None, None if direct else a, None if direct else b,
        )  # fmt: skip
