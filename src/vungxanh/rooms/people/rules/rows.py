"""One line of a bulk recording, already read and checked by whoever calls."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person to be recorded. ``id`` may be given (made on a phone, or by a generator); else one is made."""

    full_name: str
    area_path: str
    sex: str = "U"
    birth_date: date | None = None
    birth_year: int | None = None
    household_id: UUID | None = None
    hamlet: str = ""
    occupation: str = ""
    nationality: str = "VN"
    citizen_id: str = ""
    phone: str = ""
    address: str = ""
    vaccine_doses: int | None = None
    last_dose_date: date | None = None
    source: str = ""
    external_id: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """A household to be recorded; found again by (``area_path``, ``code``) when it has a code."""

    area_path: str
    code: str = ""
    hamlet: str = ""
    address: str = ""
    id: UUID | None = None
