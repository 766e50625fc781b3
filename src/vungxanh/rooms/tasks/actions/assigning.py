"""Giving tasks: one each, or one a member where a group is told to do it; once per key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.parts import roll
from vungxanh.rooms.tasks.actions.turns import open_turns
from vungxanh.rooms.tasks.events import TasksAssigned
from vungxanh.rooms.tasks.models import LevelState, Note, Party, TargetNumber, Task
from vungxanh.rooms.tasks.rules import NewTask

R = Party.Role


@dataclass
class _Batch:
    """What is to be written, one statement a table."""

    by: Actor
    at: datetime
    bodies: dict[UUID, Any]
    heads: dict[UUID, tuple[UUID | None, str]]
    levels: dict[str, LevelState | None] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    targets: list[TargetNumber] = field(default_factory=list)


@action(needs=Permission.TASK_ASSIGN)
def assign(*, by: Actor, at: datetime, tasks: Sequence[NewTask]) -> list[Task]:
    """Give tasks; what comes back are the uppermost ones, in the order given.

    A task whose key was given before is left as it is and comes back. Refused, and nothing is given, when one of them
    has no text, no lead, or leads that ``by`` may not order: agencies outside his area need a document that does.
    """
    for each in tasks:
        rules.check(each)
        by.check(Permission.TASK_ASSIGN, each.area_path)
    known = {task.key: task for task in Task.objects.filter(key__in=[each.key for each in tasks])}
    for task in known.values():
        by.check(Permission.TASK_ASSIGN, task.order_area)
    fresh = {each.key: each for each in tasks if each.key not in known}
    batch = _begin(by, at, fresh.values())
    for each in fresh.values():
        known[each.key] = _plan(batch, each, parent=None)
    _write(batch)
    note(tasks=[task.pk for task in batch.tasks[:200]], count=len(batch.tasks))
    if len(fresh) == 1 and batch.tasks:
        about(batch.tasks[0])
    return [known[each.key] for each in tasks]


@action(needs=Permission.TASK_WORK)
def split(*, by: Actor, at: datetime, task_id: UUID, tasks: Sequence[NewTask]) -> list[Task]:
    """Divide a task one works on into smaller ones, for one's own agency or for those in one's area."""
    above = queries.to_work(by=by, task_id=task_id)
    if above.kind != rules.Kind.TASK or above.state not in rules.LIVE:
        raise Refused(_("Chỉ chia nhỏ được nhiệm vụ đang thực hiện."))
    own = queries.mine(by, Permission.TASK_WORK)
    given = [
        replace(
            each, area_path=above.area_path, source_document=above.source_document, source_label=above.source_label,
            source_ref=above.source_ref, ordered_by=above.lead_id, area_of_work=above.area_of_work,
        )
        for each in tasks
    ]  # fmt: skip
    for each in given:
        rules.check(each)
    known = {task.key: task for task in Task.objects.filter(key__in=[each.key for each in given], parent=above)}
    fresh = [each for each in given if each.key not in known]
    batch = _begin(by, at, fresh)
    for each in fresh:
        for lead in each.leads:
            path = queries.area_of(batch.bodies, lead)
            if lead not in own and not by.may(Permission.TASK_ASSIGN, path):
                raise Refused(_("Chỉ giao việc nhỏ cho cơ quan mình hoặc cơ quan trong địa bàn mình."), field="leads")
        known[each.key] = _plan(batch, each, parent=above)
    _write(batch)
    roll([above.pk])
    about(above)
    note(tasks=[task.pk for task in batch.tasks])
    return [known[each.key] for each in given]


def _begin(by: Actor, at: datetime, tasks: Iterable[NewTask]) -> _Batch:
    given = list(tasks)
    named = {pk for each in given for pk in (*each.leads, *each.with_, *each.report_to)}
    named |= {each.ordered_by for each in given if each.ordered_by}
    return _Batch(by, at, queries.bodies(named), queries.heads(named))


def _plan(batch: _Batch, given: NewTask, parent: Task | None) -> Task:
    """Add one task, and those below it, to what is to be written; the uppermost comes back."""
    for agency in {*given.leads, *given.with_, *given.report_to}:
        if agency not in batch.bodies:
            raise Refused(_("Không có cơ quan này trong danh mục."), field="leads")
    doers = _doers(given)
    _check_reach(batch, given, doers)
    if len(doers) == 1:
        return _add(batch, given, given.key, doers[0], parent)
    top = _add(batch, given, given.key, (), parent, kind=rules.Kind.GROUP)
    for leads in doers:
        _add(batch, given, f"{given.key}/{leads[0]}", leads, top)
    top.below = len(doers)
    return top


def _doers(given: NewTask) -> list[tuple[UUID, ...]]:
    """Who does it together: all leads one task, or each his own."""
    leads = tuple(dict.fromkeys(given.leads))
    return [(lead,) for lead in leads] if given.each else [leads]


def _check_reach(batch: _Batch, given: NewTask, doers: list[tuple[UUID, ...]]) -> None:
    if given.source_document is not None:
        return
    for lead in (lead for leads in doers for lead in leads):
        if not inside(queries.area_of(batch.bodies, lead), given.area_path):
            raise Refused(
                _("Cơ quan ngoài địa bàn chỉ nhận việc theo văn bản. Hãy ghi văn bản giao việc trước."), field="leads"
            )


def _add(
    batch: _Batch,
    given: NewTask,
    key: str,
    leads: tuple[UUID, ...],
    parent: Task | None,
    kind: rules.Kind = rules.Kind.TASK,
) -> Task:
    lead = leads[0] if leads else None
    area = queries.area_of(batch.bodies, lead) if lead else given.area_path
    head, head_name = (given.head, given.head_name) if given.head or given.head_name else (None, "")
    if lead and not (head or head_name):
        head, head_name = batch.heads.get(lead, (None, ""))
    comes_back = given.due.kind is rules.DueKind.RECURRING
    rule = rules.timed(given.due.rule or "", given.due.time) if comes_back else ""
    rhythm = rules.parse_rhythm(rule)
    if kind is rules.Kind.TASK and rhythm is not None:
        kind = rules.Kind.SERIES
    due_at = rules.due_moment(given.due, timezone.get_current_timezone())
    span, condition = rules.span_of(given.due), given.condition
    levels, within_area = rules.waits_for(condition), area if inside(area, given.area_path) else given.area_path
    begun = _begun(batch, levels, within_area) if kind is not rules.Kind.GROUP else None
    title = squeeze(given.title)[:200] or rules.title_of(given.text)
    made = Task(
        key=key, kind=kind, parent=parent, rolled_up=parent is not None and parent.kind != rules.Kind.TASK, title=title, text=given.text.strip(),
        folded=fold(f"{title} {given.text} {given.source_label} {given.source_ref}"),
        area_path=within_area, order_area=given.area_path,
        ordered_by_id=given.ordered_by or _own_agency(batch.by, given.area_path), lead_id=lead,
        lead_words=squeeze(given.lead_words)[:300], head_id=head, head_name=squeeze(head_name)[:120],
        state=rules.State.ASLEEP if condition and not begun else rules.State.OPEN, area_of_work=given.area_of_work,
        due_kind=given.due.kind, due_at=due_at, first_due_at=due_at, due_raw=(given.due.raw or "")[:300],
        due_rule=rule[:80] if rhythm else "",
        span_minutes=int(span.total_seconds() // 60) if span else None,
        scenario=condition.scenario if condition else None,
        condition=rules.condition_text(condition), levels=levels, woken_by=begun,
        source_document=given.source_document, source_label=given.source_label[:120], source_ref=given.source_ref[:80],
        source_start=given.source_start, source_end=given.source_end,
        created_at=batch.at, created_by=batch.by.id, told_at=batch.at,
    )  # fmt: skip
    batch.tasks.append(made)
    batch.parties += [Party(task=made, agency_id=pk, role=R.LEAD) for pk in leads]
    for role, named in ((R.WITH, given.with_), (R.REPORT, given.report_to)):
        batch.parties += [Party(task=made, agency_id=pk, role=role) for pk in dict.fromkeys(named) if pk not in leads]
    batch.targets += [_target(made, i, target) for i, target in enumerate(given.targets)]
    return made


def _begun(batch: _Batch, levels: str, area: str) -> LevelState | None:
    """The level that holds there already, when the task waits for it: then it need not wait."""
    if not levels:
        return None
    if area not in batch.levels:
        batch.levels[area] = queries.levels_in_force([area]).get(area)
    now = batch.levels[area]
    return now if now is not None and str(now.level) in levels else None


def _target(task: Task, position: int, given: rules.Target) -> TargetNumber:
    return TargetNumber(
        task=task, position=position, op=given.op[:2], value=given.value, unit=given.unit[:60],
        measure=given.measure[:80], raw=given.raw[:300],
    )  # fmt: skip


def _own_agency(by: Actor, area: str) -> UUID | None:
    """The agency ``by`` orders for: the one whose scope reaches over the area most closely."""
    able = [s for s in by.scopes if s.agency_id and Permission.TASK_ASSIGN in s.permissions and inside(area, s.area)]
    return max(able, key=lambda s: len(s.area)).agency_id if able else None


def _write(batch: _Batch) -> None:
    Task.objects.bulk_create(batch.tasks)
    Party.objects.bulk_create(batch.parties)
    TargetNumber.objects.bulk_create(batch.targets)
    Note.objects.bulk_create(
        Note(task=task, at=batch.at, kind=rules.NoteKind.GIVEN, by_id=batch.by.id, by_name=batch.by.name[:120])
        for task in batch.tasks
    )
    today: date = timezone.localdate(batch.at)
    series = [task for task in batch.tasks if task.kind == rules.Kind.SERIES and task.state in rules.LIVE]
    for each in series:
        open_turns(each, first=today, today=today, at=batch.at)
    roll([task.pk for task in batch.tasks if task.kind == rules.Kind.GROUP])
    if batch.tasks:
        tell(TasksAssigned(task_ids=tuple(task.pk for task in batch.tasks)))
