"""Facts in the past tense, ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LevelDecided:
    """A level is decided for an area; its measures begin on its first day."""

    decision_id: UUID
    area: str
    level: int


@dataclass(frozen=True, slots=True)
class LevelPublished:
    """The decision may be told to everybody."""

    decision_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class InputsChanged:
    """Something levels are computed from changed inside an area."""

    area: str
