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
class ResultReported:
    """A test has a result, or its result was corrected."""

    sample_id: UUID
    test_id: UUID
    person_id: UUID
    disease: str
    area: str
    result: str
