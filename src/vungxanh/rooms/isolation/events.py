"""What happened to people in isolation; ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class IsolationDecided:
    """Somebody is isolated from a moment on."""

    isolation_id: UUID
    person_id: UUID
    disease: str
    area: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class IsolationChanged:
    """Its last day, kind or reason is another one now."""

    isolation_id: UUID
    person_id: UUID
    disease: str
    area: str


@dataclass(frozen=True, slots=True)
class IsolationEnded:
    """Released, revoked, or positive: ``how`` is the state."""

    isolation_id: UUID
    person_id: UUID
    disease: str
    area: str
    how: str


@dataclass(frozen=True, slots=True)
class Absent:
    """At a check he was not there."""

    isolation_id: UUID
    person_id: UUID
    area: str
