"""What the agency that does a task writes: taken on, how far, done; and putting one's own words right."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.moving import step
from vungxanh.rooms.tasks.actions.parts import locked, roll, wrote
from vungxanh.rooms.tasks.models import Note, Task
from vungxanh.rooms.tasks.rules import NoteKind, State, Verb

WORK = Permission.TASK_WORK


@action(needs=WORK)
def accept(*, by: Actor, at: datetime, task_id: UUID) -> Task:
    """The lead agency takes the task on."""
    task = queries.to_work(by=by, task_id=task_id)
    step(task, Verb.ACCEPT, by, at)
    return task


@action(needs=WORK)
def progress(*, by: Actor, at: datetime, task_id: UUID, text: str, percent: int | None = None) -> Task:
    """How far it is. Agencies that coordinate write a line too; the per cent is said by those who lead."""
    task = queries.to_help(by=by, task_id=task_id)
    told = rules.text_of(text)
    if percent is not None and not 0 <= percent <= 100:
        raise Refused(_("Tiến độ từ 0 đến 100 %."), field="percent")
    if not queries.may_work(by, task):
        if task.state not in rules.LIVE:
            raise Refused(_("Nhiệm vụ này không còn đang thực hiện."))
        wrote(task, NoteKind.PROGRESS, by, at, told)
        about(task)
        return task
    step(task, Verb.PROGRESS, by, at, told, percent=task.percent if percent is None else percent)
    return task


@action(needs=WORK)
def report(*, by: Actor, at: datetime, task_id: UUID, text: str) -> Task:
    """The lead agency says it is done; whoever ordered it approves or sends it back."""
    task = queries.to_work(by=by, task_id=task_id)
    waiting = Task.objects.filter(parent=task, state__in=(*rules.LIVE, State.ASLEEP)).count()
    if waiting:
        raise Refused(_("Còn %(n)d việc nhỏ chưa xong. Xong hết mới báo hoàn thành được.") % {"n": waiting})
    step(task, Verb.REPORT, by, at, rules.text_of(text), percent=100)
    return task


@action(needs=WORK)
def withdraw(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """Take the report back before it is approved."""
    task = queries.to_work(by=by, task_id=task_id)
    step(task, Verb.WITHDRAW, by, at, rules.reason_of(reason))
    return task


@action(needs=WORK)
def correct_note(*, by: Actor, at: datetime, note_id: UUID, text: str) -> Note:
    """Put one's own line right; what it said before stays in the audit trail."""
    line = Note.objects.filter(pk=note_id).select_related("task").first()
    if line is None:
        raise NotYours(_("Không tìm thấy dòng này."))
    queries.to_help(by=by, task_id=line.task_id)
    if line.by_id != by.id or line.kind not in rules.OPEN_NOTES:
        raise Refused(_("Chỉ người đã ghi mới sửa được dòng của mình."))
    amend(line, text=rules.text_of(text), corrected_at=at)
    about(line.task)
    return line


@action(needs=WORK)
def start_clock(*, by: Actor, at: datetime, task_id: UUID, happened_at: datetime, reason: str) -> Task:
    """The event from which the hours of a task are counted has happened: its deadline begins to run."""
    queries.to_work(by=by, task_id=task_id)
    task = locked(task_id)
    if task.span_minutes is None:
        raise Refused(_("Hạn của nhiệm vụ này không tính từ một sự kiện."))
    if task.state not in (State.OPEN, State.DOING):
        raise Refused(_("Nhiệm vụ này không còn đang thực hiện."))
    if happened_at > at:
        raise Refused(_("Sự kiện phải đã xảy ra."), field="happened_at")
    told = rules.reason_of(reason)
    due = happened_at + timedelta(minutes=task.span_minutes)
    amend(task, due_at=due, first_due_at=task.first_due_at or due, escalated_at=None)
    wrote(task, NoteKind.STARTED, by, at, told)
    roll([task.parent_id])
    about(task)
    return task


@action(needs=WORK)
def name_head(*, by: Actor, at: datetime, task_id: UUID, user_id: UUID | None = None, name: str = "") -> Task:
    """Who answers for it in the lead agency: somebody with an account there, or a name."""
    task = queries.to_work(by=by, task_id=task_id)
    named = queries.colleagues(by, queries.leads_of(task)).get(user_id, "") if user_id else squeeze(name)
    if not named:
        raise Refused(_("Chọn người phụ trách của cơ quan chủ trì, hoặc ghi họ tên."), field="user")
    amend(task, head_id=user_id, head_name=named[:120])
    about(task)
    return task
