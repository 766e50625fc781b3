"""Small pieces of a history."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tracing.models import ContactEvent, Exposure, Visit
from vungxanh.testing import AT, case, hours, person, venue


def moment(days: float = 0, hour: float = 8) -> datetime:
    """``hour`` o'clock (Vietnam) so many days before the day of the test."""
    return AT - timedelta(days=days) + hours(hour - 7.5)


def f0(**values: Any) -> Any:
    """A confirmed COVID-19 case with onset two days ago: infectious from five days ago (3638/QĐ-BYT)."""
    return case(values.pop("of", None) or person("Lê Văn Nguồn"), **({"disease": "covid19"} | values))


def visit(who: Any, where: Any, start: datetime, minutes: float = 60, **values: Any) -> Visit:
    """A stored stay."""
    return Visit.objects.create(
        person=who, venue=where, area_path=where.area_path, start_at=start, end_at=start + timedelta(minutes=minutes),
        changed_at=timezone.now(), **values,
    )  # fmt: skip


def meeting(a: Any, b: Any, start: datetime, lasting: float = 30, **values: Any) -> ContactEvent:
    """A stored meeting."""
    return ContactEvent.objects.create(
        person=a, other=b, area_path=a.area_path, start_at=start, end_at=start + timedelta(minutes=lasting),
        changed_at=timezone.now(), **values,
    )  # fmt: skip


def levels(case_id: Any) -> dict[str, int]:
    """Live levels of a case, by person."""
    return {str(e.contact.person_id): e.level for e in Exposure.objects.filter(case_id=case_id, dropped_at=None)}


__all__ = ["AT", "case", "f0", "hours", "levels", "meeting", "moment", "new_id", "person", "venue", "visit"]
