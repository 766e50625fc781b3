"""Facts about cases; ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaseRecorded:
    """A case is known. ``area``: path of the unit that manages it."""

    case_id: UUID
    person_id: UUID
    disease: str
    area: str
    status: str


@dataclass(frozen=True, slots=True)
class CaseConfirmed:
    """A case is confirmed: an F0."""

    case_id: UUID
    person_id: UUID
    disease: str
    area: str


@dataclass(frozen=True, slots=True)
class CaseDiscarded:
    """A case turned out to be none."""

    case_id: UUID
    person_id: UUID
    disease: str
    area: str


@dataclass(frozen=True, slots=True)
class CaseCorrected:
    """Fields of a case changed; ``fields`` are their names, separated by commas."""

    case_id: UUID
    person_id: UUID
    disease: str
    area: str
    fields: str


@dataclass(frozen=True, slots=True)
class SourceNamed:
    """A case has (or no longer has) this case as its source."""

    case_id: UUID
    source_id: UUID
    named: bool = True


@dataclass(frozen=True, slots=True)
class CasesImported:
    """A batch was written; each of its cases as in ``CaseRecorded``, and ``CaseConfirmed`` where it is confirmed."""

    case_ids: tuple[UUID, ...]
