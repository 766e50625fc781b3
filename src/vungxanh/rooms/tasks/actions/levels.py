"""Levels of risk: said for an area, and the tasks that wait for them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.moving import step
from vungxanh.rooms.tasks.actions.ordering import woken
from vungxanh.rooms.tasks.events import LevelBegun
from vungxanh.rooms.tasks.models import LevelState, Task

ASSIGN = Permission.TASK_ASSIGN


@action(needs=ASSIGN, area="area_path")
def begin_level(
    *, by: Actor, at: datetime, area_path: str, level: int, decision: str, decided_on: date | None = None
) -> int:
    """An area is at a level (1–4) from now on, by a paper; how many tasks inside it woke.

    Said again with the same paper it only wakes what still sleeps. A place inside whose own level was said keeps that
    one. Tasks begun by a level that ends stay as they are: ``queries.outlived`` tells which.
    """
    rules.level_given(level)
    said = rules.decision_of(decision, decided_on, timezone.localdate(at))
    state = _in_force(by, at, area_path, level, said, decided_on)
    asleep = Task.objects.filter(within(area_path), state=rules.State.ASLEEP, levels__contains=str(level))
    waiting = list(asleep.exclude(kind=rules.Kind.GROUP).order_by("id"))
    holds = queries.levels_in_force(task.area_path for task in waiting)
    moved = 0
    for task in waiting:
        now = holds.get(task.area_path)
        if now is None or str(now.level) not in task.levels:
            continue
        why = _("Địa bàn ở cấp độ %(n)d theo %(paper)s") % {"n": now.level, "paper": now.decision}
        found = step(task, rules.Verb.WAKE, by, at, why, woken_by_id=now.pk)
        woken(found, at)
        moved += len(found)
    about(state)
    note(woken=moved)
    return moved


@action(needs=ASSIGN, area="area_path")
def end_level(*, by: Actor, at: datetime, area_path: str) -> bool:
    """The level said for an area holds no longer: that of the area around it does, where one was said.

    Tasks begun by it stay as they are (``queries.outlived``). Returns whether one was in force.
    """
    now = LevelState.objects.select_for_update().filter(area_path=area_path, ended_at=None).first()
    if now is None:
        return False
    amend(now, ended_at=at)
    return True


def _in_force(by: Actor, at: datetime, area: str, level: int, decision: str, decided_on: date | None) -> LevelState:
    now = LevelState.objects.select_for_update().filter(area_path=area, ended_at=None).first()
    if now is not None:
        if (now.level, now.decision, now.decided_on) == (level, decision, decided_on):
            return now
        amend(now, ended_at=at)
    try:
        with transaction.atomic():
            made = LevelState.objects.create(
                area_path=area, level=level, since=at, decision=decision, decided_on=decided_on,
                by_id=by.id, by_name=by.name[:120],
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(_("Có người vừa ghi cấp độ của địa bàn này. Tải lại trang để xem.")) from error
    tell(LevelBegun(level_id=made.pk))
    return made


@action(needs=ASSIGN)
def rest(*, by: Actor, at: datetime, task_ids: Sequence[UUID], reason: str) -> int:
    """Tasks whose level no longer holds wait for it again; how many. What was finished meanwhile is left alone."""
    why, rested = rules.reason_of(reason), 0
    if not task_ids:
        raise Refused(_("Chọn ít nhất một việc."), field="tasks")
    for task_id in dict.fromkeys(task_ids):
        task = queries.to_assign(by=by, task_id=task_id)
        if task.levels and task.state in rules.MOVES[rules.Verb.SLEEP].sources:
            rested += len(step(task, rules.Verb.SLEEP, by, at, why, woken_by_id=None))
    note(tasks=list(task_ids)[:200], count=rested)
    return rested
