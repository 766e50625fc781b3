"""What this room does when something was told. Each is harmless when it is told twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.pipeline import actions, queries
from vungxanh.rooms.tracing import queries as tracing

WATCH = system("đồng hồ 5S")
DAYS_AT_ONCE = 5


def _follow(case_ids: Iterable[UUID]) -> None:
    found = set(case_ids)
    if found:
        actions.follow(by=WATCH, at=centre.now(), case_ids=found)


def case_changed(event: Any, *, at: datetime) -> None:
    """Any event with ``case_id``."""
    _follow([event.case_id])


def cases_imported(event: Any, *, at: datetime) -> None:
    """Each case of a batch."""
    _follow(event.case_ids)


def contact_changed(event: Any, *, at: datetime) -> None:
    """A contact was called or isolated: the cases he is a contact of."""
    contact = tracing.get(by=WATCH, contact_id=event.contact_id)
    _follow(e.case_id for e in tracing.exposures_of_contact(by=WATCH, contact=contact))


def history_changed(event: Any, *, at: datetime) -> None:
    """An interview was written down: the cases it is of."""
    _follow(tracing.told_of(by=WATCH, visit_ids=event.visit_ids, meeting_ids=event.meeting_ids))


def follow_open() -> None:
    """Every hour: cases still to be traced, of which an import may have brought the interview."""
    _follow(queries.untraced(by=WATCH))


def pack() -> None:
    """Every minute: the figures of days on which clocks changed are packed again."""
    days = queries.stale_days(by=WATCH)
    for start in range(0, len(days), DAYS_AT_ONCE):
        actions.pack(by=WATCH, at=centre.now(), of_days=days[start : start + DAYS_AT_ONCE])
