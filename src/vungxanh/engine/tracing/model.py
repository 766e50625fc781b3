"""What goes into the tracing engine: contacts, visits, a definition of contact, isolations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Int8s = npt.NDArray[np.int8]
Marks = npt.NDArray[np.bool_]
Column = npt.ArrayLike | Sequence[int]
MOST_LEVELS = 20  # the space for records is set aside per level


def _ints(values: Column, name: str) -> Ints:
    array = np.asarray(values)
    if array.size and array.dtype.kind not in "iu":
        raise ValueError(f"{name} must be whole numbers, not {array.dtype}")
    if array.ndim != 1:
        raise ValueError(f"{name} must have one dimension, not {array.ndim}")
    return array if array.dtype == np.int32 else array.astype(np.int64, copy=False)


def _counts(values: npt.ArrayLike | None, size: int) -> npt.NDArray[np.bool_]:
    """Where all rows count, an array that takes no memory."""
    return np.broadcast_to(np.True_, size) if values is None else np.asarray(values).astype(np.bool_, copy=False)


def _check(columns: dict[str, npt.NDArray[Any]], indices: tuple[str, ...], start: str, end: str) -> None:
    sizes = {name: column.size for name, column in columns.items()}
    if len(set(sizes.values())) > 1:
        raise ValueError(f"columns of different length: {sizes}")
    for name in indices:
        if columns[name].min(initial=0) < 0:
            raise ValueError(f"{name} is negative in row {np.argmax(columns[name] < 0)}")
    wrong = columns[end] < columns[start]
    if wrong.any():
        bad = np.flatnonzero(wrong)
        raise ValueError(f"{end} is before {start} in row {bad[0]} ({bad.size} such rows)")


@dataclass(frozen=True)
class Contacts:
    """Direct contacts, one row each; the row number is the contact's name in every answer.

    a, b: person indices, order without meaning. start, end: epoch seconds, end >= start (equal: an instant).
    counts: false where the contact does not meet the definition in force (distance, mask, duration, care...): the
    caller judges that by the regulation; such rows are ignored but keep their number. Raises ValueError.
    """

    a: Column
    b: Column
    start: Column
    end: Column
    counts: npt.ArrayLike | None = None

    def __post_init__(self) -> None:
        for name in ("a", "b", "start", "end"):
            object.__setattr__(self, name, _ints(getattr(self, name), name))
        object.__setattr__(self, "counts", _counts(self.counts, len(np.asarray(self.a))))
        _check(
            {k: np.asarray(getattr(self, k)) for k in ("a", "b", "start", "end", "counts")}, ("a", "b"), "start", "end"
        )

    def __len__(self) -> int:
        return int(np.asarray(self.a).size)


@dataclass(frozen=True)
class Visits:
    """Stays of a person at a place, one row each; the row number is the visit's name in every answer.

    person, place: indices. arrived, left: epoch seconds, left >= arrived. counts: false where being there at the same
    time is no contact (the caller decides: open air, protective suit...). Raises ValueError.
    """

    person: Column
    place: Column
    arrived: Column
    left: Column
    counts: npt.ArrayLike | None = None

    def __post_init__(self) -> None:
        for name in ("person", "place", "arrived", "left"):
            object.__setattr__(self, name, _ints(getattr(self, name), name))
        object.__setattr__(self, "counts", _counts(self.counts, len(np.asarray(self.person))))
        names = ("person", "place", "arrived", "left", "counts")
        _check({k: np.asarray(getattr(self, k)) for k in names}, ("person", "place"), "arrived", "left")

    def __len__(self) -> int:
        return int(np.asarray(self.person).size)


@dataclass(frozen=True)
class Definition:
    """Who counts as reached; every number comes from the regulation in force.

    levels: how many rounds (3 = F1..F3). min_minutes_same_place: shortest common stay at one place that counts;
    0 = any, however short (at least one second).
    """

    levels: int
    min_minutes_same_place: float

    def __post_init__(self) -> None:
        if not 1 <= self.levels <= MOST_LEVELS:
            raise ValueError(f"levels must be 1..{MOST_LEVELS}, not {self.levels}")
        if not self.min_minutes_same_place >= 0:
            raise ValueError(f"min_minutes_same_place must not be negative: {self.min_minutes_same_place}")

    @property
    def min_seconds(self) -> int:
        """Shortest common stay in seconds."""
        return max(1, round(self.min_minutes_same_place * 60))


@dataclass(frozen=True)
class Exposure:
    """Target may have caught it from source between start and end (epoch seconds).

    Either through a direct contact (its row) or by staying at one place (the row of each one's visit).
    """

    source: int
    target: int
    start: int
    end: int
    contact: int | None
    source_visit: int | None
    target_visit: int | None


@dataclass(frozen=True)
class Isolations:
    """Isolation instants ready for tracing (made by `Index.isolations`, reusable for every trace of that index)."""

    until: Int32s
