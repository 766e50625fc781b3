"""The common part of what moves a task: on a group or series it goes for those below that can take the step."""

from datetime import datetime
from typing import Any

from vungxanh.common.audit import about, amend
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.actions.parts import locked, roll, wrote
from vungxanh.rooms.tasks.events import TaskMoved
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.rules import Kind, Verb

BACK = (Verb.WITHDRAW, Verb.SEND_BACK, Verb.REOPEN)
"""What takes up again a task that was said to be done."""


def step(task: Task, verb: Verb, by: Actor, at: datetime, text: str = "", **values: Any) -> list[Task]:
    """Move ``task``, or on a group those below; the tasks moved. Refused when nothing can take the step.

    ``values``: fields set beside the state; ``percent`` also goes into the line of its life.
    """
    moving = reached(task, verb)
    if not moving:
        rules.moved(task.state, verb)  # says why
    for each in moving:
        _one(each, verb, by, at, text, values)
    if task not in moving:
        wrote(task, rules.MOVES[verb].note, by, at, text)
    roll({each.parent_id for each in moving})
    task.refresh_from_db()
    about(task)
    return moving


def reached(task: Task, verb: Verb) -> list[Task]:
    """The tasks ``verb`` moves: itself, or of a group and a series what lies below and can take the step."""
    sources = rules.MOVES[verb].sources
    held = locked(task.pk)
    if held.kind == Kind.TASK:
        return [held] if held.state in sources else []
    found: list[Task] = []
    if held.kind == Kind.SERIES and held.state in sources and verb in (Verb.CANCEL, Verb.WAKE, Verb.SLEEP, Verb.REOPEN):
        found.append(held)
    for child in Task.objects.select_for_update().filter(parent=held).order_by("id"):
        if child.kind == Kind.TASK:
            # What was finished in an earlier turn stays finished when a series is taken up again.
            if child.state in sources and not (held.kind == Kind.SERIES and verb is Verb.REOPEN):
                found.append(child)
        else:
            found += reached(child, verb)
    return found


def _one(task: Task, verb: Verb, by: Actor, at: datetime, text: str, values: dict[str, Any]) -> None:
    target = rules.moved(task.state, verb)
    if verb in BACK:
        values = values | {"percent": _last_percent(task)}
    amend(task, state=target, **values, **_stamps(verb, by, at))
    wrote(task, rules.MOVES[verb].note, by, at, text, None if verb in BACK else values.get("percent"))
    tell(TaskMoved(task_id=task.pk, state=target))


def _last_percent(task: Task) -> int:
    """How far it was by the last word before it was said to be done: a task taken up again is not at 100 %."""
    said = task.notes.filter(kind=rules.NoteKind.PROGRESS, percent__isnull=False).order_by("-id")
    return said.values_list("percent", flat=True).first() or 0


def _stamps(verb: Verb, by: Actor, at: datetime) -> dict[str, Any]:
    if verb is Verb.REPORT:
        return {"reported_at": at, "reported_by": by.id, "told_at": at}
    if verb in BACK:
        return {"reported_at": None, "reported_by": None, "closed_at": None}
    if verb in (Verb.CLOSE, Verb.CANCEL):
        return {"closed_at": at}
    return {"told_at": at} if verb in (Verb.ACCEPT, Verb.PROGRESS, Verb.WAKE) else {}
