"""Visits: who was where, from when until when. With a case they are its milestones."""

from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.computing import compute
from vungxanh.rooms.tracing.actions.parts import case_for, person_for, stamp, venue_for
from vungxanh.rooms.tracing.events import HistoryChanged
from vungxanh.rooms.tracing.models import Visit


@action(needs=Permission.TRACE_RECORD)
def record_visit(
    *,
    by: Actor,
    at: datetime,
    person_id: UUID,
    start_at: datetime,
    end_at: datetime,
    venue_id: UUID | None = None,
    venue_name: str = "",
    venue_kind: str = "other",
    venue_area: str = "",
    case_id: UUID | None = None,
    note_text: str = "",
) -> Visit:
    """A stay of a person at a venue (chosen, or named and then recorded). Levels of ``case_id`` are there at once."""
    case = case_for(by=by, case_id=case_id) if case_id else None
    if case is not None and case.person_id != person_id:
        raise Refused("Mốc dịch tễ phải là của chính ca bệnh này.", field="person")
    rules.check_interval(start_at, end_at, at)
    person = person_for(by=by, person_id=person_id, case=case)
    venue = venue_for(by=by, at=at, venue_id=venue_id, name=venue_name, kind=venue_kind, area_path=venue_area)
    if venue is None:
        raise Refused("Ghi nơi đã đến.", field="venue")
    visit = Visit.objects.create(
        person_id=person.pk, venue_id=venue.pk, area_path=venue.area_path, start_at=start_at, end_at=end_at, case=case,
        note=note_text.strip()[:300], changed_at=stamp(),
    )  # fmt: skip
    about(visit)
    changed_history(case, at, visit=visit)
    return visit


@action(needs=Permission.TRACE_RECORD)
def record_milestone(
    *,
    by: Actor,
    at: datetime,
    case_id: UUID,
    start_at: datetime,
    end_at: datetime,
    venue_id: UUID | None = None,
    venue_name: str = "",
    venue_kind: str = "other",
    venue_area: str = "",
    note_text: str = "",
) -> Visit:
    """A milestone (mốc dịch tễ) of a case: a visit of its person; a place named is looked for where the case is."""
    case = case_for(by=by, case_id=case_id)
    return record_visit.function(
        by=by, at=at, person_id=case.person_id, start_at=start_at, end_at=end_at, venue_id=venue_id,
        venue_name=venue_name, venue_kind=venue_kind, venue_area=venue_area or case.person.area_path, case_id=case.pk,
        note_text=note_text,
    )  # fmt: skip


@action(needs=Permission.TRACE_RECORD)
def correct_visit(
    *,
    by: Actor,
    at: datetime,
    visit_id: UUID,
    start_at: datetime | None = None,
    end_at: datetime | None = None,
    venue_id: UUID | None = None,
    note_text: str | None = None,
) -> Visit:
    """Change what was wrong; what is not given stays. The old values stay in the audit trail."""
    visit = _held(by, visit_id)
    start, end = start_at or visit.start_at, end_at or visit.end_at
    rules.check_interval(start, end, at)
    values: dict[str, Any] = {"start_at": start, "end_at": end}
    if venue_id is not None:
        venue = venue_for(by=by, at=at, venue_id=venue_id, name="", kind="", area_path="")
        values |= {"venue_id": venue.pk, "area_path": venue.area_path}
    if note_text is not None:
        values["note"] = note_text.strip()[:300]
    if amend(visit, **values):
        stamped(visit)
        changed_history(visit.case, at, visit=visit)
    return visit


@action(needs=Permission.TRACE_RECORD)
def remove_visit(*, by: Actor, at: datetime, visit_id: UUID, reason: str = "") -> Visit:
    """It was not so. The row stays, marked; levels that rested on it fall away."""
    visit = _held(by, visit_id)
    amend(visit, removed_at=at)
    note(reason=reason)
    stamped(visit)
    changed_history(visit.case, at, visit=visit)
    return visit


def _held(by: Actor, visit_id: UUID) -> Visit:
    visit = queries.get_visit(by=by, visit_id=visit_id)
    areas = {visit.area_path, visit.person.area_path, visit.case.area_path if visit.case else visit.area_path}
    if not any(by.may(Permission.TRACE_RECORD, area) for area in areas):
        by.check(Permission.TRACE_RECORD, visit.area_path)
    return visit


def stamped(row: Any) -> None:
    """Mark a row as changed now."""
    row.changed_at = stamp()
    row.save(update_fields=["changed_at"])


def changed_history(case: Any, at: datetime, *, visit: Any = None, meeting: Any = None) -> None:
    """Compute the case being asked about now; every other case concerned follows through the outbox."""
    done = case is not None and queries.traced(case)
    if done:
        compute(case, at=at)
    tell(
        HistoryChanged(
            visit_ids=(visit.pk,) if visit else (),
            meeting_ids=(meeting.pk,) if meeting else (),
            done_case_id=case.pk if done else None,
        )
    )
