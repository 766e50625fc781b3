"""A course ends: by the rule of discharge in force or against it with a reason; it may be opened again."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.actions import moving, parts
from vungxanh.rooms.treatment.actions.parts import DECIDE
from vungxanh.rooms.treatment.events import CareBegan, CareEnded
from vungxanh.rooms.treatment.models import Course, Facility

OUTCOMES = {rules.Ending.RECOVERED: case_writes.Outcome.RECOVERED, rules.Ending.DIED: case_writes.Outcome.DIED}


@action(needs=DECIDE)
def end(
    *,
    by: Actor,
    at: datetime,
    course_id: UUID,
    ending: rules.Ending,
    reason: str = "",
    ended_at: datetime | None = None,
) -> Course:
    """Recovered, died, or gone elsewhere; the case is told, the bed is free."""
    course = parts.course_for(by=by, course_id=course_id, needs=DECIDE)
    parts.check_running(course)
    when = ended_at or at
    if when > at or when < course.began_at:
        raise Refused("Giờ kết thúc phải sau khi bắt đầu điều trị và không ở tương lai.", field="ended_at")
    told = queries.leaving_of(by=by, course=course, at=when)
    if ending is rules.Ending.RECOVERED and not (told and told.ready) and len(reason.strip()) < 5:
        raise Refused("Chưa đủ điều kiện ra viện. Ghi lý do nếu vẫn cho về.", field="reason")
    if ending is rules.Ending.AWAY and len(reason.strip()) < 5:
        raise Refused("Ghi nơi chuyển đến và lý do.", field="reason")
    if ending is rules.Ending.NOT_CASE:
        _check_refuted(course, reason)
    if ending is rules.Ending.RECOVERED and course.to_area_path:
        raise Refused("Người bệnh đang được chuyển. Thôi chuyển trước khi cho về.")
    moving.close_open(course, when, "kết thúc điều trị")
    parts.leave(course, when, rules.ENDING_NAMES[ending])
    amend(
        course, state=rules.State.ENDED, ending=ending, ended_at=when, ended_why=reason.strip()[:300], alarm_since=None, alarm="",
        to_area_path="", monitoring_until=told.monitoring_until if told and ending is rules.Ending.RECOVERED else None,
    )  # fmt: skip
    if ending in OUTCOMES:
        case_writes.set_outcome.function(
            by=parts.lent(by),
            at=at,
            case_id=course.case_id,
            outcome=OUTCOMES[ending],
            outcome_date=timezone.localdate(when),
        )
    about(course)
    note(said=f"{rules.ENDING_NAMES[ending]}. {reason.strip()}"[:200])
    tell(CareEnded(course.pk, course.case_id, course.area_path, ending.value))
    return course


def _check_refuted(course: Course, reason: str) -> None:
    if course.case.status in cases.LIVE:
        raise Refused("Ca bệnh này chưa bị loại trừ: loại trừ ca trước, rồi kết thúc điều trị.", field="ending")
    if len(reason.strip()) < 5:
        raise Refused("Ghi căn cứ loại trừ và việc đã làm với người này.", field="reason")


@action(needs=DECIDE)
def reopen(*, by: Actor, at: datetime, course_id: UUID, reason: str, bed_id: UUID | None = None) -> Course:
    """It was ended by mistake, or he fell ill again: he is in care again, in a bed or at home."""
    course = parts.course_for(by=by, course_id=course_id, needs=DECIDE)
    if course.state != rules.State.ENDED:
        raise Refused("Đợt điều trị này đang tiếp tục.")
    if not reason.strip():
        raise Refused("Ghi lý do mở lại.", field="reason")
    parts.check_free(course.case_id)
    facility = None
    if bed_id is not None:
        bed = sites.get_bed(by=by, bed_id=bed_id)
        facility = Facility.objects.select_related("site").filter(pk=bed.site_id).first()
        if facility is None:
            raise Refused("Nơi này chưa ghi là cơ sở điều trị.", field="bed")
        by.check(DECIDE, facility.area_path)
    amend(course, state=rules.State.RUNNING, ending="", ended_at=None, ended_why="", monitoring_until=None)
    parts.put(course, facility, bed_id, at)
    case_writes.set_outcome.function(
        by=parts.lent(by), at=at, case_id=course.case_id, outcome=case_writes.Outcome.ILL, outcome_date=None
    )
    about(course)
    note(said=reason.strip()[:200])
    tell(CareBegan(course.pk, course.case_id, course.area_path))
    return course


@action(needs=DECIDE)
def follow_case(*, by: Actor, at: datetime, case_id: UUID) -> int:
    """The case is managed elsewhere now, or is none (any more): its courses say so; how many changed. Ends nothing."""
    case = cases.get(by=by, case_id=case_id)
    changed = 0
    for course in Course.objects.select_for_update().filter(case=case):
        by.check(DECIDE, course.area_path)
        none = case.status not in cases.LIVE and course.state == rules.State.RUNNING
        since = (course.refuted_at or at) if none else None
        changed += bool(amend(course, area_path=case.area_path, refuted_at=since))
    return changed
