"""The measures of a decision: planned, begun as tasks or lines to tick off, lifted when they end."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as given
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.models import DecisionMeasure, LevelDecision, LevelProposal

ASSIGN = Permission.TASK_ASSIGN


def planned(
    by: Actor, proposal: LevelProposal, level: int, start: date, kept: Sequence[str] | None, stronger: Sequence[str]
) -> list[DecisionMeasure]:
    """The lines of a decision, unsaved: all the level asks for, then the stronger ones."""
    level_set = queries.get_set(by=by, set_id=proposal.set_id)
    found = [
        DecisionMeasure(text=m.text, field=m.field, source=s.name, verified=_verified(s, m))
        for s, measures in queries.measures_of(level_set)
        for m in rules.measures_at(measures, level)
    ]
    if kept is not None:
        rules.check_measures([m.text for m in found], kept)
    more = [squeeze(text)[:400] for text in stronger]
    found += [DecisionMeasure(text=text, field="command", extra=True) for text in more if len(text) > 4]
    for i, one in enumerate(found):
        one.position = i
    return found


def _verified(s: object, measure: object) -> bool:
    index = s.value.measures.index(measure)  # type: ignore[attr-defined]
    return all(f.verified for f in s.facts if f.path == f"measures[{index}].text")  # type: ignore[attr-defined]


def land(made: LevelDecision, by: Actor, at: datetime) -> None:
    """From now on the level holds: tasks that wait for it wake, its measures begin, others are lifted."""
    earlier = LevelDecision.objects.filter(area_path=made.area_path, ended_at=None, landed_at__isnull=False)
    running: dict[str, DecisionMeasure] = {}
    for old in earlier.exclude(pk=made.pk):
        running |= {m.text: m for m in old.measures.filter(lifted_at=None)}
        amend(old, ended_at=at)
    mine = list(made.measures.order_by("position"))
    for one in mine:
        before = running.pop(one.text, None)
        if before is not None:
            one.kept, one.task_id, one.done_at, one.done_by = True, before.task_id, before.done_at, before.done_by
            amend(before, lifted_at=at)
        elif one.lifted_at is not None:  # it held before, was lifted, and holds again: given anew
            one.kept, one.task_id, one.done_at, one.done_by = False, None, None, ""
        one.lifted_at = None
    for gone in running.values():
        _end(gone, made, by, at)
    _give(made, [m for m in mine if not m.kept and m.task_id is None], by, at)
    DecisionMeasure.objects.bulk_update(mine, ["kept", "task_id", "done_at", "done_by", "lifted_at"])
    amend(made, landed_at=at)
    LevelProposal.objects.filter(area_path=made.area_path, current=True).update(decided=made.level)
    if by.may(ASSIGN, made.area_path):
        for area in _reached(made, made.start):
            tasks.begin_level(
                by=by, at=at, area_path=area, level=made.level, decision=made.number, decided_on=made.start
            )


def _reached(made: LevelDecision, on: date) -> list[str]:
    """Where tasks wait for this level: the place; of a cluster its communes, but one with a decision of its own."""
    held = queries.cluster_at(made.area_path)
    if held is None:
        return [made.area_path]
    own = queries.with_own_decision(held.members, on=on)
    return [path for path in held.members if path not in own]


def _give(made: LevelDecision, lines: list[DecisionMeasure], by: Actor, at: datetime) -> None:
    """A task each for the committee of the place, where there is one and ``by`` may order it; else they are ticked off."""
    leads, area = _committees(made, by)
    if not leads or not lines or not by.may(ASSIGN, made.area_path):
        return
    orders = [
        tasks.NewTask(
            key=f"level/{made.pk}/{one.position}/{at:%Y%m%d%H%M%S}", text=one.text, title=one.text[:160], area_path=area,
            leads=leads, area_of_work=one.field, source_label=made.number,
        )
        for one in lines
    ]  # fmt: skip
    for one, task in zip(lines, tasks.assign(by=by, at=at, tasks=orders), strict=True):
        one.task_id = task.pk


def _committees(made: LevelDecision, by: Actor) -> tuple[tuple[UUID, ...], str]:
    """Whose the measures are, and in which area: of a cluster the committees of its communes, together."""
    held = queries.cluster_at(made.area_path)
    paths = held.members if held else [made.area_path]
    bodies = agencies.visible_agencies(by).filter(area_path__in=paths, kind="committee").order_by("area_path", "id")
    first: dict[str, UUID] = {}
    for body in bodies:
        first.setdefault(body.area_path, body.pk)
    return tuple(first.values()), held.area_path if held else made.area_path


def lift(made: LevelDecision, by: Actor, at: datetime) -> None:
    """The decision ends: so do its measures."""
    for one in made.measures.filter(lifted_at=None):
        _end(one, made, by, at)
    if made.landed_at:
        amend(made, ended_at=at)
        _leave(made, by, at)


def _leave(made: LevelDecision, by: Actor, at: datetime) -> None:
    """Where its level held: that of a cluster around holds now, else none; tasks already begun go on."""
    if not by.may(ASSIGN, made.area_path):
        return
    for area in _reached(made, timezone.localdate(at)):
        over = queries.running_over(area=area)
        if over is None:
            tasks.end_level(by=by, at=at, area_path=area)
        else:
            tasks.begin_level(
                by=by, at=at, area_path=area, level=over.level, decision=over.number, decided_on=over.start
            )


def _end(one: DecisionMeasure, by_decision: LevelDecision, by: Actor, at: datetime) -> None:
    if one.task_id and by.may(ASSIGN, by_decision.area_path):
        task = given.visible(by).filter(pk=one.task_id).first()
        if task is not None and task.state not in ("done", "cancelled"):
            why = _("Biện pháp thôi áp dụng theo %(paper)s") % {"paper": by_decision.number}
            tasks.cancel(by=by, at=at, task_id=one.task_id, reason=why)
    amend(one, lifted_at=at)


@action(needs=Permission.LEVEL_RECORD)
def tick(*, by: Actor, at: datetime, measure_id: UUID, done: bool = True) -> DecisionMeasure:
    """A line of the list is carried out, or not yet after all."""
    one = queries.measure(by=by, measure_id=measure_id)
    by.check(Permission.LEVEL_RECORD, one.decision.area_path)
    if one.lifted_at:
        raise Refused(_("Biện pháp này đã thôi áp dụng."))
    if one.task_id:
        raise Refused(_("Biện pháp này là nhiệm vụ: báo kết quả ở trang nhiệm vụ."))
    amend(one, done_at=at if done else None, done_by=by.name[:120] if done else "")
    return one
