"""Direct contacts: who met whom, and how."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.computing import compute
from vungxanh.rooms.tracing.actions.history import changed_history, stamped
from vungxanh.rooms.tracing.actions.parts import case_for, other_for, person_for, stamp, venue_for
from vungxanh.rooms.tracing.events import HistoryChanged
from vungxanh.rooms.tracing.models import ContactEvent

UNKNOWN = rules.Meeting()


@action(needs=Permission.TRACE_RECORD, hide={"other_name", "other_phone"})
def record_contact(
    *,
    by: Actor,
    at: datetime,
    person_id: UUID,
    start_at: datetime,
    end_at: datetime,
    other_id: UUID | None = None,
    other_name: str = "",
    other_phone: str = "",
    other_area: str = "",
    relation: str = "",
    meeting: rules.Meeting = UNKNOWN,
    venue_id: UUID | None = None,
    venue_name: str = "",
    venue_kind: str = "other",
    venue_area: str = "",
    case_id: UUID | None = None,
    note_text: str = "",
) -> ContactEvent:
    """Two persons met. The other is known, or recorded now by name, phone and area as one gets them on the phone."""
    case = case_for(by=by, case_id=case_id) if case_id else None
    rules.check_interval(start_at, end_at, at)
    person = person_for(by=by, person_id=person_id, case=case)
    home = other_area or person.area_path
    other = other_for(by=by, at=at, other_id=other_id, name=other_name, phone=other_phone, area_path=home)
    if other.id == person.pk:
        raise Refused("Một người không thể tiếp xúc với chính mình.", field="other")
    venue = venue_for(by=by, at=at, venue_id=venue_id, name=venue_name, kind=venue_kind, area_path=venue_area or home)
    row = ContactEvent.objects.create(
        person_id=person.pk, other_id=other.id, area_path=venue.area_path if venue else person.area_path,
        start_at=start_at, end_at=end_at, venue_id=venue.pk if venue else None, case=case,
        note=" · ".join(part.strip() for part in (relation, note_text) if part.strip())[:300],
        changed_at=stamp(), **_columns(meeting),
    )  # fmt: skip
    about(row)
    changed_history(case, at, meeting=row)
    return row


@action(needs=Permission.TRACE_RECORD)
def record_household(*, by: Actor, at: datetime, case_id: UUID) -> int:
    """Everybody who lives with a case met him throughout his infectious window; how many were added."""
    case = case_for(by=by, case_id=case_id)
    if case.person.household_id is None:
        raise Refused("Ca bệnh này chưa được ghi thuộc hộ nào. Hãy ghi hộ trong hồ sơ người, hoặc thêm từng người.")
    window = cases.infectious_window(case)
    if window is None:
        raise Refused("Chưa tính được thời kỳ lây truyền: ca bệnh cần ngày khởi phát hoặc ngày lấy mẫu.")
    start, end = window.period.start, min(window.period.end or at, at)
    if end <= start:
        raise Refused("Ca bệnh đã được cách ly trước khi có thể lây cho người trong nhà.")
    mates = [p.pk for p in people.members(by, case.person.household_id) if p.pk != case.person_id]
    told = ContactEvent.objects.filter(person_id=case.person_id, case=case, household=True, removed_at=None)
    there = set(told.values_list("other_id", flat=True))
    rows = [
        ContactEvent(
            person_id=case.person_id, other_id=mate, area_path=case.person.area_path, start_at=start, end_at=end,
            case=case, changed_at=stamp(), **_columns(rules.Meeting(household=True)),
        )
        for mate in mates
        if mate not in there
    ]  # fmt: skip
    ContactEvent.objects.bulk_create(rows)
    about(case)
    note(created=len(rows), ids=[row.pk for row in rows])
    if rows:
        done = queries.traced(case)
        if done:
            compute(case, at=at)
        tell(HistoryChanged(meeting_ids=tuple(r.pk for r in rows), done_case_id=case.pk if done else None))
    return len(rows)


@action(needs=Permission.TRACE_RECORD)
def correct_contact(
    *,
    by: Actor,
    at: datetime,
    meeting_id: UUID,
    start_at: datetime | None = None,
    end_at: datetime | None = None,
    meeting: rules.Meeting | None = None,
    note_text: str | None = None,
) -> ContactEvent:
    """Change what was wrong about a meeting; what is not given stays."""
    row = _held(by, meeting_id)
    start, end = start_at or row.start_at, end_at or row.end_at
    rules.check_interval(start, end, at)
    values: dict[str, object] = {"start_at": start, "end_at": end}
    if meeting is not None:
        values |= _columns(meeting)
    if note_text is not None:
        values["note"] = note_text.strip()[:300]
    if amend(row, **values):
        stamped(row)
        changed_history(row.case, at, meeting=row)
    return row


@action(needs=Permission.TRACE_RECORD)
def remove_contact(*, by: Actor, at: datetime, meeting_id: UUID, reason: str = "") -> ContactEvent:
    """They did not meet. The row stays, marked; levels that rested on it fall away."""
    row = _held(by, meeting_id)
    amend(row, removed_at=at)
    note(reason=reason)
    stamped(row)
    changed_history(row.case, at, meeting=row)
    return row


def _held(by: Actor, meeting_id: UUID) -> ContactEvent:
    row = queries.get_meeting(by=by, meeting_id=meeting_id)
    areas = {
        row.area_path,
        row.person.area_path,
        row.other.area_path,
        row.case.area_path if row.case else row.area_path,
    }
    if not any(by.may(Permission.TRACE_RECORD, area) for area in areas):
        by.check(Permission.TRACE_RECORD, row.area_path)
    return row


def _columns(meeting: rules.Meeting) -> dict[str, object]:
    return asdict(meeting)
