"""Visits and meetings in bulk: one statement a table, one audit row a batch."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.among import Keyed
from vungxanh.common.audit import note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.actions.parts import stamp
from vungxanh.rooms.tracing.events import HistoryChanged, HistoryImported
from vungxanh.rooms.tracing.models import ContactEvent, Visit

FEW = 100  # rows; of more, every traced case is computed anew, of these only the cases they may concern
R = TypeVar("R", rules.VisitRow, rules.ContactRow)
_VISIT = (
    "id", "person_id", "venue_id", "area_path", "start_at", "end_at", "case_id", "note", "source", "external_id",
    "removed_at", "changed_at",
)  # fmt: skip
_CONTACT = (
    "id", "person_id", "other_id", "area_path", "start_at", "end_at", "venue_id", "case_id", "note", "source",
    "external_id", "removed_at", "changed_at", "distance_m", "minutes", "masked", "household", "physical", "care",
    "closed_space",
)  # fmt: skip


@action(needs=Permission.TRACE_RECORD)
def record_visits_many(*, by: Actor, at: datetime, rows: Sequence[rules.VisitRow], source: str) -> rules.BatchResult:
    """Write a batch of stays (some 10,000); rows known by (source, external_id) stay as they are, bad ones stay out.

    Persons, venues and cases must exist. Contacts are computed later, by the listener of ``HistoryImported``
    (of a few rows, ``HistoryChanged``).
    """
    fresh, known, problems = _fresh(Visit, rows, by=by, at=at, source=source)
    now = stamp()
    made = [
        (pk, r.person_id, r.venue_id, r.area_path, r.start_at, r.end_at, r.case_id, r.note[:300], source,
         r.external_id, None, now)
        for pk, r in zip(new_ids(len(fresh)), fresh, strict=True)
    ]  # fmt: skip
    insert(Visit, _VISIT, made)
    return _done("visits", source, [row[0] for row in made], known, problems)


@action(needs=Permission.TRACE_RECORD)
def record_contacts_many(
    *, by: Actor, at: datetime, rows: Sequence[rules.ContactRow], source: str
) -> rules.BatchResult:
    """Write a batch of meetings; see ``record_visits_many``."""
    fresh, known, problems = _fresh(ContactEvent, rows, by=by, at=at, source=source)
    now = stamp()
    made = [
        (pk, r.person_id, r.other_id, r.area_path, r.start_at, r.end_at, r.venue_id, r.case_id, r.note[:300],
         source, r.external_id, None, now, r.meeting.distance_m,
         None if r.meeting.minutes is None else round(r.meeting.minutes), r.meeting.masked, r.meeting.household,
         r.meeting.physical, r.meeting.care, r.meeting.closed_space)
        for pk, r in zip(new_ids(len(fresh)), fresh, strict=True)
    ]  # fmt: skip
    insert(ContactEvent, _CONTACT, made)
    return _done("meetings", source, [row[0] for row in made], known, problems)


def _fresh(
    model: type[Visit] | type[ContactEvent], rows: Sequence[R], *, by: Actor, at: datetime, source: str
) -> tuple[list[R], int, tuple[rules.RowProblem, ...]]:
    for area in {row.area_path for row in rows}:
        by.check(Permission.TRACE_RECORD, area)
    problems = [p for index, row in enumerate(rows) for p in rules.problems_of(index, row, at)]
    bad = {p.index for p in problems}
    named = {row.external_id for row in rows}
    stored = model._default_manager.filter(Keyed("external_id"), source=source, external_id__among=named)
    there = set(stored.values_list("external_id", flat=True))
    good = {row.external_id: row for i, row in enumerate(rows) if i not in bad}
    fresh = [row for key, row in good.items() if key not in there]
    return fresh, len(rows) - len(bad) - len(fresh), tuple(problems)


def _done(
    told: str, source: str, ids: list[UUID], known: int, problems: tuple[rules.RowProblem, ...]
) -> rules.BatchResult:
    note(source=source, created=len(ids), known=known, kept_out=len(problems), ids=ids)
    if 0 < len(ids) <= FEW:
        tell(HistoryChanged(tuple(ids)) if told == "visits" else HistoryChanged(meeting_ids=tuple(ids)))
    elif ids:
        tell(HistoryImported(source, len(ids), stamp()))
    return rules.BatchResult(len(ids), known, problems)
