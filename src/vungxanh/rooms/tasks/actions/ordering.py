"""What the side that ordered a task does: approve, send back, urge, change, end, wake."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, changed
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.moving import reached, step
from vungxanh.rooms.tasks.actions.parts import locked, roll, wrote
from vungxanh.rooms.tasks.actions.turns import open_turns
from vungxanh.rooms.tasks.models import Party, Task
from vungxanh.rooms.tasks.rules import Kind, NoteKind, Verb

ASSIGN, CLOSE = Permission.TASK_ASSIGN, Permission.TASK_CLOSE


@action(needs=CLOSE)
def close(*, by: Actor, at: datetime, task_id: UUID, text: str = "") -> Task:
    """Approve what was reported done; on a group, everything that waits for approval."""
    task = queries.to_close(by=by, task_id=task_id)
    mine = [each for each in reached(task, Verb.CLOSE) if each.reported_by and each.reported_by == by.id]
    if mine:
        raise Refused(_("Người báo hoàn thành không tự duyệt được. Nhờ lãnh đạo khác duyệt."))
    step(task, Verb.CLOSE, by, at, squeeze(text)[:1000])
    return task


@action(needs=CLOSE)
def send_back(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """Not done yet: back to the agency that reported it, with what is missing."""
    task = queries.to_close(by=by, task_id=task_id)
    step(task, Verb.SEND_BACK, by, at, rules.reason_of(reason))
    return task


@action(needs=CLOSE)
def reopen(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """Take up a closed or ended task again."""
    task = queries.to_close(by=by, task_id=task_id)
    step(task, Verb.REOPEN, by, at, rules.reason_of(reason))
    return task


@action(needs=ASSIGN)
def cancel(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """The order is taken back; a rhythm ends. Nothing is deleted."""
    task = queries.to_assign(by=by, task_id=task_id)
    step(task, Verb.CANCEL, by, at, rules.reason_of(reason))
    return task


@action(needs=ASSIGN)
def wake(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """The condition of a sleeping task has come about."""
    task = queries.to_assign(by=by, task_id=task_id)
    woken(step(task, Verb.WAKE, by, at, rules.reason_of(reason), woken_by_id=None), at)
    return task


def woken(tasks: Sequence[Task], at: datetime) -> None:
    """A rhythm that wakes has its first turns from today on."""
    today = timezone.localdate(at)
    for task in tasks:
        if task.kind == Kind.SERIES:
            open_turns(task, first=today, today=today, at=at)


@action(needs=ASSIGN)
def sleep(*, by: Actor, at: datetime, task_id: UUID, reason: str) -> Task:
    """The condition of a task does not hold (any more): it waits again."""
    task = queries.to_assign(by=by, task_id=task_id)
    if not (task.scenario or task.condition):
        raise Refused(_("Nhiệm vụ này không có điều kiện. Nếu không cần nữa, hãy thôi giao."))
    step(task, Verb.SLEEP, by, at, rules.reason_of(reason), woken_by_id=None)
    return task


@action(needs=ASSIGN)
def urge(*, by: Actor, at: datetime, task_id: UUID, text: str) -> int:
    """Press for it (đôn đốc): a line in each task still open, seen on the boards and in the digest. How many tasks."""
    task = queries.to_assign(by=by, task_id=task_id)
    told = rules.text_of(text)
    every = [task] if task.kind == Kind.TASK else list(Task.objects.filter(parent=task))
    pressed = [each for each in every if each.state in rules.LIVE]
    if not pressed:
        raise Refused(_("Không còn việc nào đang thực hiện để đôn đốc."))
    for each in pressed:
        wrote(each, NoteKind.URGED, by, at, told)
    if task not in pressed:
        wrote(task, NoteKind.URGED, by, at, told)
    about(task)
    return len(pressed)


@action(needs=ASSIGN)
def change(
    *,
    by: Actor,
    at: datetime,
    task_id: UUID,
    reason: str,
    title: str | None = None,
    text: str | None = None,
    due_at: datetime | None = None,
    area_of_work: str | None = None,
) -> Task:
    """Put an order right, with the reason; on a group also in the tasks below. The first deadline stays written."""
    queries.to_assign(by=by, task_id=task_id)
    task = locked(task_id)
    why = rules.reason_of(reason)
    given = {name: value for name, value in (("title", title), ("area_of_work", area_of_work)) if value is not None}
    if "title" in given:
        given["title"] = squeeze(given["title"])[:200] or rules.title_of(text or task.text)
    if text is not None:
        given["text"] = rules.text_of(text, least=5)
    if given.get("area_of_work", "command") not in rules.AREAS_OF_WORK:
        raise Refused(_("Chọn lĩnh vực của nhiệm vụ."), field="area_of_work")
    below = list(Task.objects.select_for_update().filter(parent=task, state__in=rules.LIVE))
    for each in (task, *(below if task.kind != Kind.TASK else ())):
        _change(each, given, due_at)
    wrote(task, NoteKind.CHANGED, by, at, why)
    roll([task.pk if task.kind != Kind.TASK else task.parent_id])
    about(task)
    return task


def _change(task: Task, given: dict[str, str], due_at: datetime | None) -> None:
    values: dict[str, object] = dict(given)
    if {"title", "text"} & given.keys():
        words = (given.get("title", task.title), given.get("text", task.text), task.source_label, task.source_ref)
        task.folded = fold(" ".join(words))
        task.save(update_fields=["folded"])
    if due_at is not None and task.kind == Kind.TASK and due_at != task.due_at:
        values |= {"due_at": due_at, "first_due_at": task.first_due_at or due_at, "escalated_at": None}
    amend(task, **values)


@action(needs=ASSIGN)
def hand_over(
    *, by: Actor, at: datetime, task_id: UUID, leads: Sequence[UUID], with_: Sequence[UUID] = (), reason: str
) -> Task:
    """Give a task to other agencies, with the reason; a group is changed by its tasks, one at a time."""
    queries.to_assign(by=by, task_id=task_id)
    task = locked(task_id)
    if task.kind != Kind.TASK or task.state not in (*rules.LIVE, rules.State.ASLEEP):
        raise Refused(_("Chỉ chuyển được nhiệm vụ đang thực hiện của từng đơn vị."))
    why, chosen = rules.reason_of(reason), list(dict.fromkeys(leads))
    bodies = queries.bodies([*chosen, *with_])
    if not chosen or any(pk not in bodies for pk in (*chosen, *with_)):
        raise Refused(_("Chọn cơ quan chủ trì trong danh mục."), field="leads")
    areas = [queries.area_of(bodies, pk) for pk in chosen]
    if task.source_document is None and not all(inside(area, task.order_area) for area in areas):
        raise Refused(_("Cơ quan ngoài địa bàn chỉ nhận việc theo văn bản."), field="leads")
    old = sorted(str(p.agency_id) for p in task.parties.filter(role=Party.Role.LEAD))
    task.parties.filter(role__in=[Party.Role.LEAD, Party.Role.WITH]).delete()
    made = [Party(task=task, agency_id=pk, role=Party.Role.LEAD) for pk in chosen]
    made += [Party(task=task, agency_id=pk, role=Party.Role.WITH) for pk in dict.fromkeys(with_) if pk not in chosen]
    Party.objects.bulk_create(made)
    changed(task, {"leads": (old, sorted(map(str, chosen)))})
    head, name = queries.heads(chosen[:1]).get(chosen[0], (None, ""))
    area = areas[0] if inside(areas[0], task.order_area) else task.order_area
    amend(task, lead_id=chosen[0], area_path=area, head_id=head, head_name=name[:120])
    wrote(task, NoteKind.CHANGED, by, at, why)
    about(task)
    return task
