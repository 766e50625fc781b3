"""What an outbreak of so many cases, growing so fast, needs against what there is, and when each runs out. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from vungxanh.regulations.risk import Need, Resource

MINUTES = 1440
HORIZON = 180
"""Days looked ahead; growth that goes on longer is no forecast any more."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares of the cases under treatment by how ill they are, and what they breathe. Per cent; litres a minute."""

    moderate: float
    severe: float
    critical: float
    severe_lpm: float
    critical_lpm: float

    @property
    def oxygen_a_day(self) -> float:
        """Litres of gas a day for one average case."""
        return MINUTES * (self.severe * self.severe_lpm + self.critical * self.critical_lpm) / 100


@dataclass(frozen=True, slots=True)
class Gap:
    """One resource: what the plan wants ready, what the cases need, what there is, and in how many days it runs out.

    ``days``: 0 now, None not within ``HORIZON`` (or nobody knows what there is). ``short``: None when not known.
    """

    resource: Resource
    planned: float | None
    needed: float | None
    there: float | None
    days: int | None
    text: str

    @property
    def short(self) -> float | None:
        """How much is missing today, of what is planned or needed, whichever is more."""
        wanted = [n for n in (self.planned, self.needed) if n is not None]
        if self.there is None or not wanted:
            return None
        return max(0.0, max(wanted) - self.there)


def active_on(day: int, active: float, growth: float) -> float:
    """Cases under treatment after so many days, growing by ``growth`` per cent a day."""
    return float(active * (1 + growth / 100) ** day)


def to_next(active: int, borders: Sequence[int]) -> tuple[int, int] | None:
    """(next scenario, cases more until it begins): the first begins at its border, the later ones above theirs."""
    for i, border in enumerate(borders):
        begins = border if i == 0 else border + 1
        if active < begins:
            return i + 2, begins - active
    return None


def days_to(cases: int, active: int, growth: float) -> int | None:
    """Days until there are so many cases; None when they do not come within ``HORIZON``."""
    return next((day for day in range(HORIZON + 1) if active_on(day, active, growth) >= cases), None)


def needed(resource: Resource, active: float, mix: Mix) -> float | None:
    """What so many cases need of a resource; None where only the plan says."""
    if resource is Resource.TREATMENT_BEDS:
        return float(ceil(active))
    if resource is Resource.MODERATE_BEDS:
        return float(ceil(active * (mix.moderate + mix.severe + mix.critical) / 100))
    if resource is Resource.OXYGEN:
        return active * mix.oxygen_a_day
    return None


def runs_out(resource: Resource, there: float | None, active: float, growth: float, mix: Mix) -> int | None:
    """The day it is not enough any more. Beds are taken by those ill on the day; oxygen is used up day by day."""
    if there is None or needed(resource, active, mix) is None:
        return None
    used = 0.0
    for day in range(HORIZON + 1):
        now = needed(resource, active_on(day, active, growth), mix) or 0.0
        used = used + now if resource is Resource.OXYGEN else now
        if used > there:
            return day
    return None


def gaps(
    *, scenario: int, active: float, growth: float, mix: Mix, plan: Iterable[Need], there: Mapping[Resource, float]
) -> list[Gap]:
    """The table: every resource once."""
    wanted = {need.resource: need for need in plan if scenario in need.scenarios}
    return [
        Gap(
            r, float(wanted[r].amount) if r in wanted else None, needed(r, active, mix), there.get(r),
            runs_out(r, there.get(r), active, growth, mix), wanted[r].text if r in wanted else "",
        )
        for r in Resource
    ]  # fmt: skip
