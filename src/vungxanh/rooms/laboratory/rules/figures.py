"""How a laboratory and a commune stand: out of packs of tubes, so that a page adds instead of reading tubes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
LONGEST = 27  # bits of a number of minutes
_CODES = np.dtype("<u8")
_RESULTS = {"negative": 1, "positive": 2}
_LATE, _RESULT, _LABORATORY, _SIZE, _MINUTES = 0, 1, 4, 20, 36  # where each begins, in bits
_MOST = 0xFFFF


class Tube(NamedTuple):
    """A tube whose result was returned. ``minutes``: from collection; ``size``: persons in it."""

    laboratory: str
    minutes: int
    size: int
    late: bool
    result: str


class Pack(NamedTuple):
    """The tubes of one area, eight bytes each; ``laboratories`` in the order the codes name them."""

    area: str
    laboratories: Sequence[str]
    packed: bytes


def packed(area: str, tubes: Iterable[Tube]) -> Pack:
    """Tubes in no order."""
    known: dict[str, int] = {}
    codes = [
        (min(t.minutes, (1 << LONGEST) - 1) << _MINUTES) | (min(t.size, _MOST) << _SIZE) | (bool(t.late) << _LATE)
        | (known.setdefault(t.laboratory, len(known)) << _LABORATORY) | (_RESULTS.get(t.result, 0) << _RESULT)
        for t in tubes
    ]  # fmt: skip
    return Pack(area, list(known), np.array(codes, _CODES).tobytes())


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
    """Returned tubes as columns, for a page adds a hundred thousand of them."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        parts = [pack for pack in packs if pack.packed]
        codes = np.frombuffer(b"".join(pack.packed for pack in parts), _CODES).astype(np.int64)
        lengths = np.array([len(pack.packed) // _CODES.itemsize for pack in parts], np.int64)
        self._areas = [pack.area for pack in parts]
        self._part = np.repeat(np.arange(len(parts)), lengths)
        known: dict[str, int] = {}
        names = [known.setdefault(name, len(known)) for pack in parts for name in pack.laboratories]
        first = np.cumsum([0, *(len(pack.laboratories) for pack in parts)])[:-1]
        local = first[self._part] + ((codes >> _LABORATORY) & _MOST) if parts else codes
        self._laboratories, self._laboratory = list(known), np.array(names or [0], np.int64)[local]
        self._late, self._result = codes & 1, (codes >> _RESULT) & 3
        self._size, self._minutes = (codes >> _SIZE) & _MOST, codes >> _MINUTES

    def total(self) -> Figures:
        """Of all."""
        return self._by([""], np.zeros_like(self._late)).get("", Figures())

    def by_area(self, depth: int) -> dict[str, Figures]:
        """Of each area, cut to so many steps."""
        known: dict[str, int] = {}
        lines = [
            known.setdefault("/".join(path.strip("/").split("/")[:depth]) + "/", len(known)) for path in self._areas
        ]
        return self._by(list(known), np.array(lines or [0], np.int64)[self._part])

    def by_laboratory(self) -> dict[str, Figures]:
        """Of each laboratory, by the key it was given with."""
        return self._by(self._laboratories, self._laboratory)

    def results(self) -> list[tuple[int, bool, int]]:
        """(persons in a tube, positive, how many) of those that say positive or negative."""
        said = self._result > 0
        kinds, counts = np.unique((self._size[said] << 1) | (self._result[said] == 2), return_counts=True)
        return [(int(kind) >> 1, bool(kind & 1), int(n)) for kind, n in zip(kinds, counts, strict=True)]

    def _by(self, keys: Sequence[str], line: Ints) -> dict[str, Figures]:
        sums = [
            np.bincount(line, weights, len(keys)).astype(np.int64)
            for weights in (None, self._size, self._late, self._result == 2)
        ]
        # The times line by line and in order in each, as one number: a rank in a line is found by looking once.
        minutes = np.sort((line << LONGEST) | self._minutes) & ((1 << LONGEST) - 1)
        begins = np.cumsum(sums[0]) - sums[0]
        found = {}
        for n, key in enumerate(keys):
            tubes, persons, late, positive = (int(one[n]) for one in sums)
            if tubes:
                median, p90 = (int(minutes[begins[n] + ceil(share * tubes) - 1]) for share in (0.5, 0.9))
                found[key] = Figures(tubes, persons, tubes - late, positive, median, p90)
        return found
