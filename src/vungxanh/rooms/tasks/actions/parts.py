"""What several actions do alike: a line of the life, the roll-up of what lies below."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Note, Task


def wrote(
    task: Task, kind: rules.NoteKind, by: Actor, at: datetime, text: str = "", percent: int | None = None
) -> Note:
    """A line of the task's life."""
    return Note.objects.create(
        task=task, at=at, kind=kind, text=text, percent=percent, by_id=by.id, by_name=by.name[:120]
    )


def locked(task_id: UUID) -> Task:
    """The row, held until the end of the act: two people may press at once."""
    return Task.objects.select_for_update().get(pk=task_id)


def roll(task_ids: Iterable[UUID | None]) -> None:
    """Bring the groups and series above up to date with what lies below: counts, worst state, earliest deadline."""
    wanted = {pk for pk in task_ids if pk is not None}
    while wanted:
        above = list(Task.objects.select_for_update().filter(pk__in=wanted))
        for parent in above:
            _roll_one(parent)
        wanted = {parent.parent_id for parent in above if parent.parent_id is not None}


def _roll_one(parent: Task) -> None:
    below = Task.objects.filter(parent=parent).order_by()
    counts: dict[str, int] = dict(below.values_list("state").annotate(n=Count("pk")))
    total = sum(n for state, n in counts.items() if state != rules.State.CANCELLED)
    done = counts.get(rules.State.DONE, 0)
    parent.below, parent.below_done = total, done
    fields = ["below", "below_done"]
    if parent.kind != rules.Kind.TASK:
        parent.due_at = below.filter(state__in=rules.LIVE).aggregate(first=Min("due_at"))["first"]
        fields.append("due_at")
        if parent.kind == rules.Kind.GROUP:
            parent.state = rules.rolled_state(counts)
            parent.percent = done * 100 // total if total else 0
            fields += ["state", "percent"]
        elif parent.state in rules.LIVE:
            live = {state: n for state, n in counts.items() if state in rules.LIVE}
            parent.state = rules.rolled_state(live) if live else rules.State.DOING
            fields.append("state")
    parent.save(update_fields=fields)
