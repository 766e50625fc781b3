"""Goals of level: by which day a place is to be green, or stay so; each is a task of its committee."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.indices import COLOURS
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as given
from vungxanh.rooms.zones import queries, rules, words
from vungxanh.rooms.zones.actions.many import Many, _each
from vungxanh.rooms.zones.models import LevelGoal, LevelProposal

DECIDE, ASSIGN = Permission.LEVEL_DECIDE, Permission.TASK_ASSIGN


@action(needs=DECIDE)
def set_goals(
    *, by: Actor, at: datetime, proposal_ids: Sequence[UUID], level: int, due: date, number: str, note: str = ""
) -> Many:
    """One plan for many places: each is to be at ``level`` on ``due``, or stay there. What was aimed at before ends.

    Refused, place by place: a goal above the level that holds, green for a red place, a day that is past.
    """

    def act(found: LevelProposal) -> LevelGoal:
        return _set(by, at, found, level=level, due=due, number=squeeze(number), note=squeeze(note)[:400])

    return _each(by, DECIDE, proposal_ids, act)


def _set(by: Actor, at: datetime, found: LevelProposal, *, level: int, due: date, number: str, note: str) -> LevelGoal:
    if len(number) < 2:
        raise Refused(_("Ghi số kế hoạch."), field="number")
    now = found.decided or found.told or 0
    rules.check_goal(goal=level, now=now, due=due, today=timezone.localdate(at))
    open_now = LevelGoal.objects.filter(area_path=found.area_path, ended_at=None).first()
    if open_now is not None:
        _end(by, at, open_now, _("Thay bằng %(number)s") % {"number": number})
    made = LevelGoal.objects.create(
        area_path=found.area_path, name=found.name, level=level, set_from=now, due=due, number=number[:80], note=note,
        set_at=at, by_name=by.name[:120],
    )  # fmt: skip
    about(made)
    _give(by, at, made, found)
    return made


def _give(by: Actor, at: datetime, made: LevelGoal, found: LevelProposal) -> None:
    """The committee of the place owns it, where there is one and ``by`` may order it."""
    bodies = agencies.visible_agencies(by).filter(area_path=made.area_path, kind="committee").order_by("id")
    lead = bodies.first()
    if lead is None or not by.may(ASSIGN, made.area_path):
        return
    with translation.override("vi"):
        goal, day = COLOURS[made.level].lower(), vn_date(made.due)
        title = f"Giữ {made.name} ở mức {goal}" if made.keeps else f"Đưa {made.name} về mức {goal}"
        parts = (f"{title} đến ngày {day}.", "" if made.keeps else _ways(by, found), made.note)
        text = " ".join(filter(None, parts))
    order = tasks.NewTask(
        key=f"goal/{made.pk}", text=text, title=title, area_path=made.area_path, leads=(lead.pk,),
        due=tasks.Due(tasks.DueKind.BY, date=made.due.isoformat()), source_label=made.number,
    )  # fmt: skip
    amend(made, lead_id=lead.pk, lead_name=lead.name[:160], task_id=tasks.assign(by=by, at=at, tasks=[order])[0].pk)


def _ways(by: Actor, found: LevelProposal) -> str:
    """What would lower the level of the place, by the criteria."""
    change = rules.down(*queries.judged_again(by=by, proposal=found))
    lines = words.change_lines(change)
    return f"Xuống mức {COLOURS[change.level].lower()} khi: {'; '.join(lines)}." if change and lines else ""


@action(needs=DECIDE)
def withdraw_goal(*, by: Actor, at: datetime, goal_id: UUID, reason: str) -> LevelGoal:
    """No longer aimed at; its task is taken back. It stays to be read."""
    found = queries.goal(by=by, goal_id=goal_id)
    by.check(DECIDE, found.area_path)
    if found.ended_at:
        raise Refused(_("Mục tiêu này đã thôi."))
    if len(squeeze(reason)) < 5:
        raise Refused(_("Ghi lý do."), field="reason")
    _end(by, at, found, squeeze(reason)[:400])
    return found


def _end(by: Actor, at: datetime, found: LevelGoal, why: str) -> None:
    if found.task_id and by.may(ASSIGN, found.area_path):
        task = given.visible(by).filter(pk=found.task_id).first()
        if task is not None and task.state not in ("done", "cancelled"):
            tasks.cancel(by=by, at=at, task_id=task.pk, reason=why)
    amend(found, ended_at=at, ended_why=why)
