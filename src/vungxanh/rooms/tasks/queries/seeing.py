"""Which tasks somebody sees, and what he may do with one."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import gettext_noop as mark
from vungxanh.rooms.tasks.models import Party, Task
from vungxanh.rooms.tasks.queries.people import mine

SEE = Permission.TASK_SEE
WORKS = mark("Chỉ cơ quan chủ trì hoặc nơi giao việc mới ghi được tiến độ của nhiệm vụ này.")
HELPS = mark("Chỉ cơ quan chủ trì, cơ quan phối hợp hoặc nơi giao việc mới ghi được vào nhiệm vụ này.")
ASSIGNS = mark("Chỉ nơi giao việc mới làm được việc này.")
CLOSES = mark("Chỉ lãnh đạo nơi giao việc mới duyệt được nhiệm vụ này.")


def visible(by: Actor) -> QuerySet[Task]:
    """Tasks in the areas where he may see tasks, and those his agencies lead, take part in, or gave; unordered."""
    rows = seen(by, SEE)
    own = mine(by, SEE)
    if own and "" not in by.areas(SEE):
        parts = Party.objects.filter(agency_id__in=own).values("task_id")
        rows = rows | Q(pk__in=parts) | Q(ordered_by_id__in=own)
    return Task.objects.filter(rows)


def top(by: Actor) -> QuerySet[Task]:
    """The same without what is rolled up in another one that he sees: a group lies where it was ordered."""
    outside = ~seen(by, SEE, "order_area") & ~Q(ordered_by_id__in=mine(by, SEE))
    return visible(by).filter(Q(rolled_up=False) | outside)


def get(*, by: Actor, task_id: UUID) -> Task:
    """One task; NotYours when he may not see it."""
    found = visible(by).filter(pk=task_id).select_related("parent", "lead", "ordered_by").first()
    if found is None:
        raise NotYours(_("Không tìm thấy nhiệm vụ này, hoặc nó không thuộc phạm vi của bạn."))
    return found


def area_of(bodies: Mapping[UUID, Any], agency_id: UUID) -> str:
    """The area of an agency; "" when nobody knows the agency."""
    body = bodies.get(agency_id)
    return str(body.area_path) if body is not None else ""


def leads_of(task: Task) -> frozenset[UUID]:
    """The agencies that must do it."""
    return frozenset(p.agency_id for p in task.parties.all() if p.role == Party.Role.LEAD)


def may_work(by: Actor, task: Task) -> bool:
    """Whether he may say how far it is: who works for a lead agency, or assigns where it was ordered."""
    if task.kind != "task":
        return False
    return bool(mine(by, Permission.TASK_WORK) & leads_of(task)) or may_assign(by, task)


def may_help(by: Actor, task: Task) -> bool:
    """Whether he may add a line or a file: who may work on it, or works for an agency that coordinates."""
    if may_work(by, task):
        return True
    helping = {p.agency_id for p in task.parties.all() if p.role == Party.Role.WITH}
    return task.kind == "task" and bool(mine(by, Permission.TASK_WORK) & helping)


def may_assign(by: Actor, task: Task) -> bool:
    """Whether he stands on the side that ordered it and may change the order."""
    return _orders(by, task, Permission.TASK_ASSIGN)


def may_close(by: Actor, task: Task) -> bool:
    """Whether he may say it is done well enough: a right of who ordered it, never of the agency that did it."""
    return _orders(by, task, Permission.TASK_CLOSE)


def _orders(by: Actor, task: Task, needs: Permission) -> bool:
    leads = leads_of(task)
    for scope in by.scopes:
        if needs not in scope.permissions:
            continue
        if scope.agency_id is not None and scope.agency_id == task.ordered_by_id:
            return True
        if inside(task.order_area, scope.area) and scope.agency_id not in leads:
            return True
    return False


def _held(by: Actor, task_id: UUID, may: Callable[[Actor, Task], bool], refusal: str) -> Task:
    """One task that ``may`` allows; NotYours with ``refusal`` for those who only see it."""
    task = get(by=by, task_id=task_id)
    if not may(by, task):
        raise NotYours(_(refusal))
    return task


def to_work(*, by: Actor, task_id: UUID) -> Task:
    """One task to work on; NotYours for those who only see it."""
    return _held(by, task_id, may_work, WORKS)


def to_help(*, by: Actor, task_id: UUID) -> Task:
    """One task to add to; NotYours for those who only see it."""
    return _held(by, task_id, may_help, HELPS)


def to_assign(*, by: Actor, task_id: UUID) -> Task:
    """One task whose order may be changed; NotYours for those who only see or do it."""
    return _held(by, task_id, may_assign, ASSIGNS)


def to_close(*, by: Actor, task_id: UUID) -> Task:
    """One task to be approved; NotYours for those who did it."""
    return _held(by, task_id, may_close, CLOSES)
