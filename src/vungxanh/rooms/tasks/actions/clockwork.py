"""What happens by itself, by the timers of this room: turns are opened, late tasks told upward, scenarios begin."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.actions.moving import step
from vungxanh.rooms.tasks.actions.ordering import woken
from vungxanh.rooms.tasks.actions.parts import wrote
from vungxanh.rooms.tasks.actions.turns import open_turns
from vungxanh.rooms.tasks.events import ScenarioBegun
from vungxanh.rooms.tasks.models import ScenarioState, Task

BATCH = 500


@action(needs=Permission.SYSTEM)
def open_due_turns(*, by: Actor, at: datetime) -> int:
    """Open the turns of every rhythm that are due up to the days ahead; how many were new."""
    today, made = timezone.localdate(at), 0
    for series in Task.objects.select_for_update().filter(kind=rules.Kind.SERIES, state__in=rules.LIVE).order_by("id"):
        made += open_turns(series, first=timezone.localdate(series.created_at), today=today, at=at)
    note(made=made)
    return made


@action(needs=Permission.SYSTEM)
def escalate(*, by: Actor, at: datetime) -> list[UUID]:
    """Late tasks that nobody finished are told to the side that ordered them, once for each deadline; which ones."""
    rows = queries.to_escalate(at)[:BATCH]
    told: list[UUID] = []
    for task in Task.objects.select_for_update().filter(pk__in=[row.pk for row in rows], escalated_at=None):
        task.escalated_at = at
        task.save(update_fields=["escalated_at"])
        wrote(task, rules.NoteKind.ESCALATED, by, at)
        told.append(task.pk)
    note(tasks=told)
    return told


@action(needs=Permission.TASK_ASSIGN, area="area_path")
def begin_scenario(
    *, by: Actor, at: datetime, area_path: str, number: int, reason: str, active_cases: int | None = None
) -> int:
    """A scenario of the response plan holds in an area from now on; its sleeping tasks wake. How many woke."""
    if not 1 <= number <= 9:
        raise Refused(_("Chọn kịch bản."), field="number")
    why = rules.reason_of(reason)
    state = ScenarioState.objects.create(
        area_path=area_path, number=number, since=at, active_cases=active_cases, reason=why,
        by_id=by.id, by_name=by.name[:120],
    )  # fmt: skip
    asleep = Task.objects.filter(within(area_path, "order_area"), state=rules.State.ASLEEP, scenario=number)
    moved = 0
    for task in asleep.exclude(parent__state=rules.State.ASLEEP, parent__scenario=number).order_by("id"):
        found = step(
            task, rules.Verb.WAKE, by, at, _("Kịch bản %(n)d có hiệu lực: %(why)s") % {"n": number, "why": why}
        )
        woken(found, at)
        moved += len(found)
    about(state)
    note(woken=moved)
    tell(ScenarioBegun(scenario_id=state.pk, area=area_path, decided=by.id is not None))
    return moved
