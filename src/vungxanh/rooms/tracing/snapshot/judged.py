"""Meetings judged by the definition of their day and area: each different combination of circumstances once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from vungxanh.engine.tracing import api as engine
from vungxanh.regulations.values import ContactDefinition
from vungxanh.rooms.tracing.rules.judging import counts_by, definition_on
from vungxanh.rooms.tracing.snapshot.columns import DAY, EPOCH, HERE, meeting_of
from vungxanh.rooms.tracing.snapshot.copied import NUMBERS, Columns

FLAGS = NUMBERS[2:]
DEFINITIONS, MINUTES = 16, 20  # bits each
Hashed = dict[int, str]  # hash of an area -> the area
Words = npt.NDArray[np.uint64]


class Judge:
    """Remembers what it judged. areas: those likely to be met; more: asked for once, when another is met."""

    def __init__(self, disease: str, areas: Hashed, more: Callable[[], Hashed] = dict) -> None:
        self.disease, self.areas, self.more = disease, areas, more
        self.days, self.of_day = _Remembered(), np.empty(0, np.int64)
        self.kinds, self.counts = _Remembered(), np.empty(0, np.bool_)
        self.definitions: dict[ContactDefinition, int] = {}

    def __call__(self, rows: Columns) -> npt.NDArray[np.bool_]:
        """Per meeting whether it counts. Raises ValueError for what cannot be told apart in 128 bits."""
        numbers, fresh = self.kinds(self._packed(rows))
        judged = [self._judge(word, far) for word, far in zip(fresh[:, 0].tolist(), _floats(fresh[:, 1]), strict=True)]
        self.counts = np.concatenate((self.counts, np.array(judged, np.bool_)))
        found: npt.NDArray[np.bool_] = self.counts[numbers]
        return found

    def _packed(self, rows: Columns) -> Words:
        """Two words per meeting: definition, length and flags; the distance."""
        minutes = _whole(rows["minutes"] + 1, 0)
        if minutes.size and (minutes.min() < 0 or int(minutes.max()) >> MINUTES):
            raise ValueError("a length beyond what is usual")
        word, shift = self._definitions(rows).astype(np.uint64), DEFINITIONS
        for values, bits in ((minutes, MINUTES), *((_whole(rows[n], 2), 2) for n in FLAGS)):
            word |= values.view(np.uint64) << np.uint64(shift)
            shift += bits
        distance = np.where(np.isnan(rows["distance_m"]), -1.0, rows["distance_m"])
        return np.stack([word, distance.view(np.uint64)], 1)

    def _definitions(self, rows: Columns) -> npt.NDArray[np.int64]:
        """The number of the definition of each meeting's day and area."""
        day = (rows["start_at"] + HERE) // DAY
        numbers, fresh = self.days(np.stack([rows["area_path"], day.view(np.uint64)], 1))
        pairs = zip(fresh[:, 0].tolist(), fresh[:, 1].view(np.int64).tolist(), strict=True)
        self.of_day = np.concatenate((self.of_day, np.array([self._definition(*p) for p in pairs], np.int64)))
        found: npt.NDArray[np.int64] = self.of_day[numbers]
        return found

    def _definition(self, area: int, day: int) -> int:
        if area not in self.areas:
            self.areas, self.more = self.areas | self.more(), dict
        if area not in self.areas:
            raise ValueError("an area that was not there a moment ago")
        definition, _ = definition_on(self.disease, EPOCH + timedelta(days=day), self.areas[area])
        return self.definitions.setdefault(definition, len(self.definitions))

    def _judge(self, word: int, far: float) -> bool:
        parts = []
        for bits in (DEFINITIONS, MINUTES, *(2 for _ in FLAGS)):
            parts.append(word & ((1 << bits) - 1))
            word >>= bits
        definition, minutes, *flags = parts
        how = meeting_of(
            None if far < 0 else far, minutes - 1 if minutes else None, *(None if f == 2 else f for f in flags)
        )
        return counts_by(how, list(self.definitions)[definition]).close


class _Remembered:
    """Pairs of words, numbered."""

    def __init__(self) -> None:
        self.known = engine.Numbering()

    def __call__(self, words: Words) -> tuple[npt.NDArray[np.int32], Words]:
        """(number of each, those not seen before)."""
        before = self.known.known
        numbers = self.known(words)
        return numbers, self.known.words[before : self.known.known].copy()


def _floats(words: Words) -> Iterable[float]:
    found: list[float] = words.copy().view(np.float64).tolist()
    return found


def _whole(values: npt.NDArray[np.float64], none: int) -> npt.NDArray[np.int64]:
    return np.where(np.isnan(values), none, values).astype(np.int64)
