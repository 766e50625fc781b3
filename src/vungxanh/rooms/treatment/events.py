"""What happened to patients; ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CareBegan:
    """A case is in care from now on: in a facility, or at home."""

    course_id: UUID
    case_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class CareEnded:
    """Recovered, died, or gone out of the area; ``how`` is the ending."""

    course_id: UUID
    case_id: UUID
    area: str
    how: str


@dataclass(frozen=True, slots=True)
class AlarmRaised:
    """A measurement calls for somebody at once."""

    course_id: UUID
    case_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class TransferAsked:
    """Another place is asked to take a patient."""

    transfer_id: UUID
    case_id: UUID
    area: str
