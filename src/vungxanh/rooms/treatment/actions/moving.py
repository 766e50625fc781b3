"""A transfer: asked for by the side where he is; answered, and its arrival confirmed, by the side that receives."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.sites import actions as site_writes
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.actions import parts
from vungxanh.rooms.treatment.actions.parts import DECIDE
from vungxanh.rooms.treatment.events import TransferAsked
from vungxanh.rooms.treatment.models import Course, Facility, Transfer
from vungxanh.rooms.treatment.rules import Move


@action(needs=DECIDE)
def ask_transfer(*, by: Actor, at: datetime, course_id: UUID, site_id: UUID, reason: str) -> Transfer:
    """Ask a facility to take him. One request at a time."""
    course = parts.course_for(by=by, course_id=course_id, needs=DECIDE)
    parts.check_running(course)
    facility = Facility.objects.select_related("site").filter(pk=site_id).first()
    if facility is None or facility.pk == course.facility_id:
        raise Refused("Chọn một cơ sở điều trị khác nơi đang ở.", field="site")
    if facility.site.state != site_writes.SiteState.ACTIVE:
        raise Refused("Cơ sở này chưa hoạt động hoặc đã đóng.", field="site")
    if Transfer.objects.filter(course=course, ended_at=None).exists():
        raise Refused("Người bệnh này đã có một yêu cầu chuyển chưa xong.")
    care = rules.care(course.disease, timezone.localdate(at), course.area_path).value
    way = rules.check_move(
        tier=course.tier, to_tier=facility.tier, severity=course.severity, better_since=course.better_since, at=at,
        down_after_hours=care.down_after_hours, reason=reason,
    )  # fmt: skip
    row = Transfer(
        course=course, from_facility_id=course.facility_id, to_facility=facility, to_area_path=facility.area_path, direction=way,
        reason=reason.strip()[:300], requested_at=at, answer_by=at + timedelta(hours=care.accept_hours), by_name=by.name,
    )  # fmt: skip
    row.save(force_insert=True)
    amend(course, to_area_path=facility.area_path)
    note(said=f"{facility.site.name}: {reason.strip()}"[:200])
    tell(TransferAsked(row.pk, course.case_id, facility.area_path))
    return row


@action(needs=DECIDE)
def accept_transfer(*, by: Actor, at: datetime, transfer_id: UUID, bed_id: UUID) -> Transfer:
    """The receiving side says yes and keeps a bed; refused when another one has it."""
    row = parts.transfer_for(by=by, transfer_id=transfer_id, receiving=True)
    rules.check_step(row.state, Move.ACCEPTED)
    bed = sites.get_bed(by=by, bed_id=bed_id)
    if bed.site_id != row.to_facility_id:
        raise Refused("Chọn giường của cơ sở nhận.", field="bed")
    parts.take(bed_id, row.pk, at)
    amend(row, state=Move.ACCEPTED, accepted_at=at, bed_id=bed_id)
    about(row.course)
    note(said=f"giường {bed.room.label} · {bed.label}")
    return row


@action(needs=DECIDE)
def refuse_transfer(*, by: Actor, at: datetime, transfer_id: UUID, reason: str) -> Transfer:
    """The receiving side says no, and why."""
    row = parts.transfer_for(by=by, transfer_id=transfer_id, receiving=True)
    rules.check_step(row.state, Move.REFUSED)
    if not reason.strip():
        raise Refused("Ghi lý do từ chối, để nơi gửi tìm nơi khác.", field="reason")
    return _over(row, Move.REFUSED, at, reason)


@action(needs=DECIDE)
def cancel_transfer(*, by: Actor, at: datetime, transfer_id: UUID, reason: str) -> Transfer:
    """The side that sends gives it up before he left; the bed that was kept is free again."""
    row = parts.transfer_for(by=by, transfer_id=transfer_id, receiving=False)
    rules.check_step(row.state, Move.CANCELLED)
    if not reason.strip():
        raise Refused("Ghi lý do thôi chuyển.", field="reason")
    return _over(row, Move.CANCELLED, at, reason)


@action(needs=DECIDE)
def depart(*, by: Actor, at: datetime, transfer_id: UUID) -> Transfer:
    """He is on the way. His old bed is kept until he has arrived."""
    row = parts.transfer_for(by=by, transfer_id=transfer_id, receiving=False)
    rules.check_step(row.state, Move.ON_WAY)
    amend(row, state=Move.ON_WAY, left_at=at)
    about(row.course)
    return row


@action(needs=DECIDE)
def arrive(*, by: Actor, at: datetime, transfer_id: UUID) -> Course:
    """The receiving side confirms: he lies in the bed kept for him, the old one is free."""
    row = parts.transfer_for(by=by, transfer_id=transfer_id, receiving=True)
    rules.check_step(row.state, Move.ARRIVED)
    course, bed_id = row.course, row.bed_id
    assert bed_id is not None
    parts.leave(course, at, f"chuyển đến {row.to_facility.site.name}")
    site_writes.free_bed(bed_id, row.pk)
    course.to_area_path, course.alarm_since, course.alarm = "", None, ""
    parts.put(course, row.to_facility, bed_id, at)
    amend(row, state=Move.ARRIVED, arrived_at=at, ended_at=at)
    about(course)
    note(said=row.to_facility.site.name)
    return course


def close_open(course: Course, at: datetime, why: str) -> None:
    """The open transfer of a course that ends is given up."""
    for row in Transfer.objects.select_for_update().filter(course=course, ended_at=None):
        _over(row, Move.CANCELLED, at, why)


def _over(row: Transfer, state: Move, at: datetime, why: str) -> Transfer:
    if row.bed_id is not None:
        site_writes.free_bed(row.bed_id, row.pk)
    amend(row, state=state, answer=why.strip()[:300], ended_at=at)
    amend(row.course, to_area_path="")
    about(row.course)
    note(said=why.strip()[:200])
    return row
