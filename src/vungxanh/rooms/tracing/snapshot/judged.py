"""Meetings judged by the definition of their day: each different combination of circumstances once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import columns
from vungxanh.rooms.tracing.snapshot.copied import NUMBERS, Columns

FLAGS = NUMBERS[2:]
DAYS, MINUTES, AREAS = 17, 20, 16  # bits each


class Judge:
    """Remembers what it judged. ``areas``: hash of an area -> the area."""

    def __init__(self, disease: str, areas: dict[int, str]) -> None:
        self.disease = disease
        self.hashes = np.array(sorted(areas), np.uint64)
        self.areas = [areas[h] for h in sorted(areas)]
        self.known, self.counts = engine.Numbering(), np.empty(0, np.bool_)

    def __call__(self, rows: Columns) -> npt.NDArray[np.bool_]:
        """Per meeting whether it counts. Raises ValueError for what cannot be told apart in 128 bits."""
        numbers = self.known(self._packed(rows))
        if self.known.known > self.counts.size:
            fresh = self.known.words[self.counts.size : self.known.known]
            pairs = zip(fresh[:, 0].tolist(), fresh[:, 1].copy().view(np.float64).tolist(), strict=True)
            self.counts = np.concatenate((self.counts, [self._judge(*pair) for pair in pairs])).astype(np.bool_)
        found: npt.NDArray[np.bool_] = self.counts[numbers]
        return found

    def _packed(self, rows: Columns) -> npt.NDArray[np.uint64]:
        """Two words per meeting: day, length, area and flags; the distance."""
        day = (rows["start_at"] + columns.HERE) // columns.DAY
        area = np.searchsorted(self.hashes, rows["area_path"])
        known = area < self.hashes.size
        if not known.all() or (self.hashes[area] != rows["area_path"]).any():
            raise ValueError("an area that was not there a moment ago")
        minutes = _whole(rows["minutes"] + 1, 0)
        for values, bits in ((day, DAYS), (minutes, MINUTES), (area, AREAS)):
            if values.size and (values.min() < 0 or int(values.max()) >> bits):
                raise ValueError("a day, a length or a number of areas beyond what is usual")
        word, shift = day.astype(np.uint64), DAYS
        for values, bits in ((minutes, MINUTES), (area, AREAS), *((_whole(rows[n], 2), 2) for n in FLAGS)):
            word |= values.view(np.uint64) << np.uint64(shift)
            shift += bits
        distance = np.where(np.isnan(rows["distance_m"]), -1.0, rows["distance_m"])
        return np.stack([word, distance.view(np.uint64)], 1)

    def _judge(self, word: int, far: float) -> bool:
        parts = []
        for bits in (DAYS, MINUTES, AREAS, *(2 for _ in FLAGS)):
            parts.append(word & ((1 << bits) - 1))
            word >>= bits
        day, minutes, area, *flags = parts
        told = [None if f == 2 else f for f in flags]
        key = (day, None if far < 0 else far, minutes - 1 if minutes else None, *told, self.areas[area])
        return columns.judge(key, self.disease)


def _whole(values: npt.NDArray[np.float64], none: int) -> npt.NDArray[np.int64]:
    return np.where(np.isnan(values), none, values).astype(np.int64)
