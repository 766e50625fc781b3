"""What goes into a keyed index and what comes out of it: rows and answers with UUIDs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy.typing as npt

from .gatherings import Gathering
from .keys import Key, Words
from .model import Column

KeyColumn = Sequence[Key] | Words


@dataclass(frozen=True)
class KeyedContacts:
    """Direct contacts with UUIDs: the row's id, two persons, start and end in epoch seconds, see `Contacts`."""

    id: KeyColumn
    a: KeyColumn
    b: KeyColumn
    start: Column
    end: Column
    counts: npt.ArrayLike | None = None


@dataclass(frozen=True)
class KeyedVisits:
    """Visits with UUIDs: the row's id, person, place, arrived and left in epoch seconds, see `Visits`."""

    id: KeyColumn
    person: KeyColumn
    place: KeyColumn
    arrived: Column
    left: Column
    counts: npt.ArrayLike | None = None


@dataclass(frozen=True)
class KeyedExposure:
    """`Exposure` with UUIDs; start and end in epoch seconds."""

    source: UUID
    target: UUID
    start: int
    end: int
    contact: UUID | None
    source_visit: UUID | None
    target_visit: UUID | None


@dataclass(frozen=True)
class Reached:
    """One person reached; the columns of `Trace`, with UUIDs. Times in epoch seconds."""

    person: UUID
    level: int
    exposed_from: int
    exposed_until: int
    last_exposure: int
    earliest: int
    infector: UUID
    contact: UUID | None
    infector_visit: UUID | None
    visit: UUID | None


@dataclass(frozen=True)
class KeyedGathering:
    """`Gathering` with UUIDs."""

    place: UUID
    cases: tuple[UUID, ...]
    explained: tuple[UUID, ...]
    found: Gathering
