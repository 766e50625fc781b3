"""All figures of an area at a moment."""

from collections.abc import Callable
from datetime import date, datetime

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.reports.queries import kept, sick, work
from vungxanh.rooms.reports.queries.asked import Ask
from vungxanh.rooms.reports.queries.patients import patients
from vungxanh.rooms.reports.rules import FIGURES, PatientLine, Value

PARTS: tuple[Callable[[Ask], dict[str, Value]], ...] = (
    sick.of_cases, sick.of_tests, sick.of_contacts, kept.of_isolation, kept.of_treatment, kept.of_beds, work.of_clock,
    work.of_levels, work.of_tasks,
)  # fmt: skip


def count(*, by: Actor, at: datetime, area: str, day: date, until: datetime | None = None) -> dict[str, Value]:
    """Every figure, counted now; in the order of the catalogue."""
    ask = Ask(by, area, day, at, until)
    found = {key: value for part in PARTS for key, value in part(ask).items()}
    return {key: found[key] for key in FIGURES}


def lines(*, by: Actor, at: datetime, area: str, day: date, days: int) -> list[PatientLine]:
    """Patients of the last days with their contacts."""
    return patients(Ask(by, area, day, at), days)
