"""Counts: what an agency has open, late, waiting; the columns of the board; who has what late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.queries.clocks import late, quiet, soon
from vungxanh.rooms.tasks.queries.lines import dress, leaves, with_parties
from vungxanh.rooms.tasks.queries.people import bodies, heads
from vungxanh.rooms.tasks.queries.seeing import visible

S = rules.State
UNFINISHED = (*rules.LIVE, S.ASLEEP)
RECENT = timedelta(days=14)
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks (those somebody does): open ones; of these late, told upward, due soon, silent; and the rest."""

    open: int = 0
    late: int = 0
    escalated: int = 0
    soon: int = 0
    quiet: int = 0
    reported: int = 0
    done: int = 0
    asleep: int = 0


def _columns(at: datetime) -> dict[str, Any]:
    """Counted from the index ``task_counted`` alone: no column that is not in it."""
    conditions = {
        "open": Q(state__in=rules.LIVE),
        "late": late(at),
        "escalated": late(at) & Q(escalated_at__isnull=False),
        "soon": soon(at),
        "quiet": quiet(at),
        "reported": Q(state=S.REPORTED),
        "asleep": Q(state=S.ASLEEP),
    }
    return {f"n_{name}": Count("state", filter=which) for name, which in conditions.items()}


def counts(rows: QuerySet[Task], at: datetime, *, done: bool = False) -> Counts:
    """Of these rows, in one query; ``done``: also of what is finished, in a second one."""
    mine = rows.filter(leaves()).order_by()
    found = _of(mine.filter(state__in=UNFINISHED).aggregate(**_columns(at)))
    return replace(found, done=mine.filter(state=S.DONE).count()) if done else found


def _inside(by: Actor, area: str) -> QuerySet[Task]:
    """The tasks of an area he sees; all of them, asked for by the index, where he sees the whole of it."""
    rows = Task.objects.all() if by.may(Permission.TASK_SEE, area) else visible(by)
    return rows.filter(leaves(), within(area)).order_by()


@dataclass(frozen=True, slots=True)
class Load:
    """What one agency has to do. ``head``: who answers for it, "" when nobody is recorded."""

    agency: Any
    counts: Counts
    head: str = ""


def loads(*, by: Actor, at: datetime, area: str = "", agency_ids: Sequence[UUID] = ()) -> list[Load]:
    """Per lead agency, the worst first; four queries."""
    rows = _inside(by, area)
    if agency_ids:
        rows = rows.filter(lead_id__in=agency_ids)
    rows = rows.filter(lead__isnull=False)
    grouped = rows.filter(state__in=UNFINISHED).values("lead_id").annotate(**_columns(at))
    found = {row["lead_id"]: _of(row) for row in grouped}
    for lead, done in rows.filter(state=S.DONE).values_list("lead_id").annotate(n=Count("state")):
        found[lead] = replace(found.get(lead, Counts()), done=done)
    known, named = bodies(found), heads(found)
    made = [
        Load(
            known[pk],
            n,
            named.get(pk, (None, ""))[1],
        )
        for pk, n in found.items()
        if pk in known
    ]
    return sorted(made, key=lambda x: (-x.counts.late, -x.counts.open, x.agency.name))


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One state of the board: how many there are, and the first of them by deadline."""

    state: str
    count: int
    tasks: Sequence[Any]


def board(*, rows: QuerySet[Task], at: datetime, waiting: QuerySet[Task]) -> list[BoardColumn]:
    """Not taken on, going on, waiting for approval, done of late; each with its first cards by deadline.

    ``waiting``: the rows of which some wait for approval: each report is approved by itself, not with its group.
    """
    rows = with_parties(rows.filter(~Q(kind=rules.Kind.SERIES))).defer("text", "folded")
    waiting = with_parties(waiting).defer("text", "folded")
    found = []
    for state in (S.OPEN, S.DOING, S.REPORTED, S.DONE):
        here = (waiting if state == S.REPORTED else rows).filter(state=state)
        if state == S.DONE:
            here = here.filter(closed_at__gte=at - RECENT)
            ordered = here.order_by("-closed_at", "-id")
        else:
            ordered = here.order_by("due_at", "id") if state != S.REPORTED else here.order_by("reported_at", "id")
        count = here.order_by().count()
        cards = list(_nulls_last(ordered)[:SHOWN]) if state in (S.OPEN, S.DOING) else list(ordered[:SHOWN])
        found.append(BoardColumn(state, count, dress(cards, at)))
    return found


def _nulls_last(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.order_by(F("due_at").asc(nulls_last=True), "id")


@dataclass(frozen=True, slots=True)
class Duty:
    """An area: which leaders answer for it, and what is late in it. ``parts``: leaders of one field, with its counts."""

    path: str
    name: str
    leaders: Sequence[Any]
    counts: Counts
    parts: Sequence[tuple[Any, Counts]] = field(default_factory=tuple)


def duties(*, by: Actor, at: datetime, area: str) -> list[Duty]:
    """Each area right below ``area`` with its leaders and the tasks done in it; three queries beside the leaders'."""
    by.check(Permission.TASK_SEE)
    covered = agencies.coverage(by, area)
    rows = _inside(by, area).filter(state__in=UNFINISHED)
    grouped = rows.values("area_path", "area_of_work").annotate(**_columns(at))
    cells = [(row["area_path"], row["area_of_work"], _of(row)) for row in grouped]
    found = []
    for one in covered:
        mine = [(field_, n) for path, field_, n in cells if path.startswith(one.path)]
        parts = tuple((who, _sum(n for f, n in mine if f == who.field)) for who in one.parts)
        found.append(Duty(one.path, one.name, one.whole, _sum(n for _f, n in mine), parts))
    return found


def upper(*, by: Actor, at: datetime, area: str) -> Counts:
    """What lies with the agencies of the area itself, not of one below it."""
    return counts(_inside(by, area).filter(area_path=area), at)


def _of(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name[2:]: n for name, n in row.items() if name.startswith("n_")})


def _sum(several: Any) -> Counts:
    total = {name: 0 for name in Counts.__slots__}
    for one in several:
        for name in total:
            total[name] += getattr(one, name)
    return Counts(**total)


def area_name(by: Actor, path: str) -> str:
    """An area with the one above it."""
    return places.display_name(by=by, path=path)
