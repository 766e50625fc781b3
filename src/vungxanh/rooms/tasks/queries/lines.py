"""What a page shows of tasks: names of agencies, timing in words, and what may be done; a few queries a page."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from vungxanh.kernel.text import fold
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Note, Party, Task
from vungxanh.rooms.tasks.queries.clocks import soon_span, timing_of
from vungxanh.rooms.tasks.queries.people import bodies

R = Party.Role
RETURNED = (rules.NoteKind.SENT_BACK, rules.NoteKind.REOPENED)


def with_parties(rows: QuerySet[Task]) -> QuerySet[Task]:
    """Rows with their agencies."""
    return rows.prefetch_related(Prefetch("parties", Party.objects.order_by("id")))


def dress(tasks: Sequence[Any], at: datetime) -> Sequence[Any]:
    """Attach ``leads``, ``with_``, ``reports`` (agencies), ``who`` (leads in words), ``timing`` and ``lost`` (why the
    first deadline no longer holds). The parties are read in one go unless they were prefetched."""
    tasks = list(tasks)
    parties = _parties(tasks)
    every = bodies({p.agency_id for found in parties.values() for p in found})
    span = soon_span(at)
    for task in tasks:
        by_role: dict[str, list[Any]] = {role: [] for role in R.values}
        for part in parties[task.pk]:
            if part.agency_id in every:
                by_role[part.role].append(every[part.agency_id])
        task.leads, task.with_, task.reports = by_role[R.LEAD], by_role[R.WITH], by_role[R.REPORT]
        names = "; ".join(body.name for body in task.leads)
        task.who = names or task.lead_words
        task.timing = timing_of(task, at, span)
        task.extended = bool(
            task.first_due_at and task.due_at and task.kind == "task" and task.due_at > task.first_due_at
        )
    return tasks


def _parties(tasks: Sequence[Any]) -> dict[UUID, list[Party]]:
    cached = [t for t in tasks if "parties" in getattr(t, "_prefetched_objects_cache", {})]
    found: dict[UUID, list[Party]] = {t.pk: list(t.parties.all()) for t in cached}
    missing = [t.pk for t in tasks if t.pk not in found]
    found |= {pk: [] for pk in missing}
    for part in Party.objects.filter(task_id__in=missing).order_by("id") if missing else ():
        found[part.task_id].append(part)
    return found


def returned(tasks: Sequence[Any]) -> Sequence[Any]:
    """Attach ``returned``: the line that sent a task back or opened it again, while nobody has reported it done anew."""
    doing = [task.pk for task in tasks if task.state == rules.State.DOING]
    lines = (
        Note.objects.filter(task_id__in=doing, kind__in=(*RETURNED, *rules.SAID_DONE)).order_by("id") if doing else ()
    )
    last = {line.task_id: line for line in lines}
    for task in tasks:
        line = last.get(task.pk)
        task.returned = line if line is not None and line.kind in RETURNED else None
    return tasks


def search(rows: QuerySet[Task], text: str) -> QuerySet[Task]:
    """Tasks whose words have all the words of ``text``, diacritics forgiven."""
    for word in fold(text).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows


def find(rows: QuerySet[Task], text: str, limit: int = 8) -> list[Task]:
    """The newest of them, for the search box; turns of a rhythm are left out."""
    if not fold(text).strip():
        return []
    return list(search(rows, text).filter(occurs_on=None).order_by("-id")[:limit])


def of_agency(rows: QuerySet[Task], agency_ids: Iterable[UUID], roles: Sequence[str] = (R.LEAD,)) -> QuerySet[Task]:
    """Tasks in which one of the agencies has one of the roles."""
    parts = Party.objects.filter(agency_id__in=list(agency_ids), role__in=roles)
    return rows.filter(pk__in=parts.values("task_id"))


def leaves() -> Q:
    """Tasks somebody does, without those that only stand for others: what is counted."""
    return Q(kind=rules.Kind.TASK)
