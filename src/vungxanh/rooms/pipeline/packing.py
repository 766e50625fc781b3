"""Times of clocks that are done, four bytes each, and medians of many groups at once. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from vungxanh.rooms.pipeline.rules import Figures, Stage

Ints = npt.NDArray[np.int64]
STAGES = tuple(Stage)
_DTYPE = np.dtype("<u4")


def packed(rows: Iterable[tuple[str, float, bool]]) -> bytes:
    """(stage, hours to a tenth, late) of clocks, in no order."""
    codes = [(round(hours * 10) << 4) | (STAGES.index(Stage(stage)) << 1) | int(late) for stage, hours, late in rows]
    return np.array(codes, dtype=_DTYPE).tobytes()


@dataclass(frozen=True, slots=True)
class Done:
    """Clocks that are done, a place in each array for one: which day and area (their places in the lists), which stage,
    tenths of an hour, late or not."""

    days: list[date]
    areas: list[str]
    day: Ints
    area: Ints
    stage: Ints
    tenths: Ints
    late: Ints

    def by_stage(self) -> "Table":
        """Of all, a line a stage."""
        return Table(self, self.stage, len(STAGES))

    def by_day(self) -> "Table":
        """Line ``day * 5 + stage``."""
        return Table(self, self.day * len(STAGES) + self.stage, len(self.days) * len(STAGES))

    def by_area(self) -> "Table":
        """Line ``area * 5 + stage``."""
        return Table(self, self.area * len(STAGES) + self.stage, len(self.areas) * len(STAGES))


def unpacked(parts: Iterable[tuple[date, str, bytes]]) -> Done:
    """Of (day, area path, packed) parts; a day and an area may come several times."""
    days: dict[date, int] = {}
    areas: dict[str, int] = {}
    blobs, places, lengths = [], [], []
    for day, path, blob in parts:
        places.append((days.setdefault(day, len(days)), areas.setdefault(path, len(areas))))
        lengths.append(len(blob) // _DTYPE.itemsize)
        blobs.append(blob)
    codes = np.frombuffer(b"".join(blobs), dtype=_DTYPE).astype(np.int64)
    which = np.repeat(np.array(places, dtype=np.int64).reshape(-1, 2), np.array(lengths, dtype=np.int64), axis=0)
    return Done(list(days), list(areas), which[:, 0], which[:, 1], (codes >> 1) & 7, codes >> 4, codes & 1)


class Table:
    """Counts and quantiles of numbered lines."""

    def __init__(self, done: Done, line: Ints, lines: int) -> None:
        order = np.lexsort((done.tenths, line))
        self._values = done.tenths[order]
        self._starts = np.searchsorted(line[order], np.arange(lines))
        self._counts = np.bincount(line, minlength=lines)
        self._late = np.bincount(line, weights=done.late, minlength=lines)

    def figures(self, line: int, open_: int = 0, overdue: int = 0) -> Figures:
        """Of one line; what is overdue counts as late already."""
        count, late = int(self._counts[line]), int(self._late[line])
        judged = count + overdue
        on_time = (count - late) / judged if judged else None
        return Figures(count, open_, overdue, self._quantile(line, 0.5), self._quantile(line, 0.9), on_time)

    def _quantile(self, line: int, share: float) -> float | None:
        """With linear interpolation (type 7 of Hyndman and Fan), in hours."""
        count, start = int(self._counts[line]), int(self._starts[line])
        if not count:
            return None
        place = share * (count - 1)
        low = int(place)
        first, second = (self._value(start + min(n, count - 1)) for n in (low, low + 1))
        return first + (place - low) * (second - first)

    def _value(self, n: int) -> float:
        found: Any = self._values[n]
        return int(found) / 10
