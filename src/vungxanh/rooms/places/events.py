"""Facts about areas; paths only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PopulationRecorded:
    """How many people live in an area is known, or known anew."""

    area: str


@dataclass(frozen=True, slots=True)
class BordersChanged:
    """Which of the areas inside touch each other was found anew."""

    area: str
