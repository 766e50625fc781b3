"""More time: asked for with a reason, granted or refused with a reason. The first deadline stays written."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.common.web.formats import vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.parts import locked, roll, wrote
from vungxanh.rooms.tasks.models import Extension
from vungxanh.rooms.tasks.rules import NoteKind


@action(needs=Permission.TASK_WORK)
def ask_extension(*, by: Actor, at: datetime, task_id: UUID, until: datetime, reason: str) -> Extension:
    """Ask for a later deadline; one request at a time."""
    queries.to_work(by=by, task_id=task_id)
    task = locked(task_id)
    why = rules.reason_of(reason)
    if task.state not in (rules.State.OPEN, rules.State.DOING) or task.due_at is None:
        raise Refused(_("Chỉ xin gia hạn được cho nhiệm vụ đang thực hiện và có hạn."))
    if until <= task.due_at or until <= at:
        raise Refused(_("Hạn xin phải sau hạn đang có và sau lúc này."), field="until")
    if task.extensions.filter(state=Extension.State.ASKED).exists():
        raise Refused(_("Đã có một đề nghị gia hạn đang chờ trả lời."))
    asked = Extension.objects.create(
        task=task, until=until, reason=why, due_before=task.due_at, asked_at=at, asked_by=by.id
    )
    wrote(task, NoteKind.ASKED, by, at, f"{vn_datetime(until)} · {why}")
    about(task)
    return asked


@action(needs=Permission.TASK_ASSIGN)
def answer_extension(
    *, by: Actor, at: datetime, extension_id: UUID, grant: bool, reason: str, until: datetime | None = None
) -> Extension:
    """Grant (until then, or another moment) or refuse, with the reason."""
    asked = Extension.objects.filter(pk=extension_id).first()
    if asked is None:
        raise NotYours(_("Không tìm thấy đề nghị này."))
    queries.to_assign(by=by, task_id=asked.task_id)
    task = locked(asked.task_id)
    asked.refresh_from_db()
    if asked.state != Extension.State.ASKED:
        raise Refused(_("Đề nghị này đã được trả lời."))
    if asked.asked_by is not None and asked.asked_by == by.id:
        raise Refused(_("Người đề nghị không tự trả lời được."))
    why, new = rules.reason_of(reason), until or asked.until
    if grant and new <= at:
        raise Refused(_("Hạn mới phải sau lúc này."), field="until")
    answer = Extension.State.GRANTED if grant else Extension.State.DENIED
    amend(asked, state=answer, answered_at=at, answered_by=by.id, answer=why, until=new)
    if grant:
        amend(task, due_at=new, escalated_at=None)
        roll([task.parent_id])
    wrote(task, NoteKind.GRANTED if grant else NoteKind.DENIED, by, at, f"{vn_datetime(new)} · {why}" if grant else why)
    about(task)
    return asked
