"""What goes in: cases and who infected whom. What comes out: distributions of days."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import fmean, stdev
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True)
class Case(Generic[Id]):
    """A case and its dates, as far as known; exposed_from..exposed_until: when he may have been infected."""

    id: Id
    onset: date | None = None
    report: date | None = None
    exposed_from: date | None = None
    exposed_until: date | None = None


@dataclass(frozen=True)
class Link(Generic[Id]):
    """Infector -> infectee."""

    infector: Id
    infectee: Id


@dataclass(frozen=True)
class Interval(Generic[Id]):
    """Days between two events; for a serial interval of two people, for a delay of one (both the same)."""

    first: Id
    second: Id
    days: int


class CycleError(ValueError):
    """Somebody would have infected himself in the end; `members` in order, the last infected the first."""

    def __init__(self, members: tuple[Hashable, ...]) -> None:
        self.members = members
        super().__init__("links form a circle: " + " -> ".join(map(str, (*members, members[0]))))


@dataclass(frozen=True)
class Intervals(Generic[Id]):
    """A distribution of days. Negative values stay in (and are counted); pairs with a date missing are only counted.

    Figures are None where they are not defined (no value; sd of fewer than two values).
    """

    values: tuple[Interval[Id], ...]
    missing: int

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def days(self) -> list[int]:
        """The values, in the order of the links or cases."""
        return [v.days for v in self.values]

    @property
    def negative(self) -> int:
        """Values below zero: the infectee fell ill first (or a date or a link is wrong)."""
        return sum(d < 0 for d in self.days)

    @property
    def mean(self) -> float | None:
        """Arithmetic mean, days."""
        return fmean(self.days) if self.days else None

    @property
    def median(self) -> float | None:
        """Median, days."""
        return self.quantile(0.5)

    @property
    def sd(self) -> float | None:
        """Sample standard deviation (n - 1), days."""
        return float(stdev(self.days)) if len(self) > 1 else None

    def quantile(self, p: float) -> float | None:
        """Quantile p in 0..1 with linear interpolation (type 7 of Hyndman and Fan), days."""
        if not self.days:
            return None
        days, place = sorted(self.days), p * (len(self.days) - 1)
        below = min(int(place), len(days) - 1)
        return days[below] + (place - below) * (days[min(below + 1, len(days) - 1)] - days[below])
