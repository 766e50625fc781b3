"""Facts about people; ids only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonsWritten:
    """These persons were recorded, or what tells them apart was corrected."""

    person_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PersonsMerged:
    """``away_id`` is the same person as ``survivor_id``; rows of other rooms follow to the survivor."""

    merge_id: UUID
    survivor_id: UUID
    away_id: UUID


@dataclass(frozen=True, slots=True)
class MergeUndone:
    """They are two after all; rows that followed go back."""

    merge_id: UUID
    survivor_id: UUID
    away_id: UUID
