"""Facts about tracing; ids only."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class HistoryChanged:
    """These visits or meetings were recorded, corrected or removed.

    ``done_case_id``: the index case whose contacts were already recomputed in the same act.
    """

    visit_ids: tuple[UUID, ...] = ()
    meeting_ids: tuple[UUID, ...] = ()
    done_case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HistoryImported:
    """A batch of visits or meetings was written; any case may be concerned. ``told_at``: the clock."""

    source: str
    count: int
    told_at: datetime


@dataclass(frozen=True, slots=True)
class LevelsChanged:
    """The contacts of a case were computed anew and some of them differ."""

    case_id: UUID
    area: str
    changed: int


@dataclass(frozen=True, slots=True)
class ContactIsolated:
    """A contact is isolated from a moment on: he passes nothing on to others."""

    contact_id: UUID
    person_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class ContactTurnedPositive:
    """A contact became a case; ``source_id`` is the case he has it from."""

    contact_id: UUID
    case_id: UUID
    source_id: UUID
    area: str


@dataclass(frozen=True, slots=True)
class ContactCalled:
    """A call was made to a contact; ``outcome`` as written down."""

    contact_id: UUID
    area: str
    outcome: str
