"""What happened to samples."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SampleTaken:
    """A sample was recorded."""

    sample_id: UUID
    person_id: UUID
    disease: str
    area: str


@dataclass(frozen=True, slots=True)
class SamplesTaken:
    """A run of samples was recorded of these persons."""

    person_ids: tuple[UUID, ...]
    disease: str


@dataclass(frozen=True, slots=True)
class ResultsReported:
    """These samples have a result, another one than before, or are held because their pool was positive."""

    sample_ids: tuple[UUID, ...]
    person_ids: tuple[UUID, ...]
