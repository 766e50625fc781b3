"""What became of a meeting: who was there, what was concluded, the tasks given."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.actions.parts import step
from vungxanh.rooms.meetings.models import Meeting, MeetingTask
from vungxanh.rooms.tasks import actions as tasks

S = rules.State


@action(needs=Permission.MEETING_ASK)
def record_minutes(
    *,
    by: Actor,
    at: datetime,
    meeting_pk: UUID,
    present: int,
    attended: str,
    concluded: str,
    document_id: UUID | None = None,
) -> Meeting:
    """It was held: who was there and what was concluded; recorded again, it is put right. ``document_id``: the notice."""
    found = queries.to_change(by=by, meeting_pk=meeting_pk)
    if found.state not in (S.PERMITTED, S.HELD):
        raise Refused(_("Chỉ ghi biên bản cuộc họp được phép."))
    if found.starts_at > at:
        raise Refused(_("Cuộc họp chưa đến giờ: ghi biên bản sau khi họp."))
    if not 1 <= present <= 5000:
        raise Refused(_("Số người có mặt từ 1 đến 5000."), field="present")
    who, what = rules.reason_of(attended, "attended"), concluded.strip()
    if len(what) < 10:
        raise Refused(_("Ghi kết luận của cuộc họp."), field="concluded")
    if document_id is not None:
        directives.get(by=by, document_id=document_id)
    again = found.state == S.HELD
    amend(
        found, state=S.HELD, held_at=found.held_at or at, present=present, attended=who, concluded=what[:8000],
        document_id=document_id,
    )  # fmt: skip
    step(found, "corrected" if again else "held", by, at)
    return found


@action(needs=Permission.TASK_ASSIGN)
def give_task(
    *, by: Actor, at: datetime, meeting_pk: UUID, text: str, lead_id: UUID, task_key: str, due_on: date | None = None
) -> MeetingTask:
    """A conclusion becomes a task of an agency, by the rules of room tasks. ``task_key``: once."""
    found = queries.to_change(by=by, meeting_pk=meeting_pk)
    if found.state != S.HELD:
        raise Refused(_("Ghi biên bản cuộc họp trước, rồi giao việc theo kết luận."))
    due = tasks.Due(tasks.DueKind.BY, date=due_on.isoformat()) if due_on else tasks.Due()
    label = _("Kết luận họp: %(title)s") % {"title": found.title}
    given = tasks.NewTask(
        key=f"meeting:{task_key}"[:120], text=text.strip(), area_path=found.area_path, leads=(lead_id,), due=due,
        ordered_by=found.agency_id, source_label=label[:80],
    )  # fmt: skip
    (task,) = tasks.assign(by=by, at=at, tasks=[given])
    made, _new = MeetingTask.objects.get_or_create(task_id=task.pk, defaults={"meeting": found})
    step(found, "task", by, at, task.title)
    return made
