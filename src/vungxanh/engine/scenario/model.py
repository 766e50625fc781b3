"""What is put in and what comes out."""

from dataclasses import dataclass
from enum import StrEnum

MINUTES = 1440
HORIZON = 180
"""Days looked ahead; growth that goes on longer is no forecast any more."""


class Use(StrEnum):
    """How cases use a resource."""

    EACH = "each"
    """One for every case under treatment: a bed."""
    SERIOUS = "serious"
    """One for every case that is moderately ill or worse."""
    GAS = "gas"
    """Used up day by day by those who breathe it: litres."""
    READY = "ready"
    """Only a plan says how much must be ready."""


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
class Want:
    """One resource: what a plan wants ready, and what there is. None: no plan, nobody knows."""

    resource: str
    use: Use
    planned: float | None = None
    there: float | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One resource: what the plan wants ready, what the cases need, what there is, and in how many days it runs out.

    ``days``: 0 now, None not within ``HORIZON`` (or nobody knows what there is). ``short``: None when not known.
    """

    resource: str
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
