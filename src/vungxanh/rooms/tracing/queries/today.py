"""What the first screen shows of the work on contacts: numbers by place in one pass, and who is meant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import CallAttempt, Contact, ContactEvent, Exposure, TeamMember, Visit
from vungxanh.rooms.tracing.queries.tallying import counted
from vungxanh.rooms.tracing.queries.work import with_reasons
from vungxanh.rooms.tracing.rules.judging import TRACED

_WAITS, _CALLED = Q(state__in=rules.WAITING), Q(state__in=rules.CALLED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Open contacts of one place, disease, level and state. ``since``: when the first of those not yet called came up.

    ``to_call`` first calls; ``back``: an appointment or another try has come; ``later``: it comes up to ``until``.
    ``due``: not asked on the day; ``missed``: nor the day before; ``ending``: today is the last day; ``over``: that
    day has passed; ``loose``: not isolated.
    """

    area_path: str
    disease: str
    level: int
    since: datetime | None
    to_call: int
    back: int
    later: int
    unassigned: int
    due: int
    missed: int
    ill: int
    ending: int
    over: int
    loose: int


_NONE: dict[str, Any] = {
    field.name: {"area_path": "", "disease": "", "since": None}.get(field.name, 0) for field in fields(Tally)
}


def _contacts(by: Actor, area: str, mine: bool, count: bool = False) -> QuerySet[Contact]:
    rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE, count=count))
    if mine:
        rows = Contact.objects.filter(
            team_id__in=TeamMember.objects.filter(user_id__in=[by.id] if by.id else []).values("team_id")
        )
    return rows.filter(within(area))


def _open(by: Actor, area: str, mine: bool, count: bool = False) -> QuerySet[Contact]:
    return _contacts(by, area, mine, count).filter(state__in=rules.OPEN)


def tallies(*, by: Actor, at: datetime, day: date, until: datetime, area: str = "", mine: bool = False) -> list[Tally]:
    """The numbers by place, disease, level and state; ``mine``: of the teams ``by`` is in, wherever they live."""
    first, running = Q(next_call_at=None), Q(followed_until=None) | Q(followed_until__gte=day)
    waits = {
        "to_call": first,
        "back": Q(next_call_at__lte=at),
        "later": Q(next_call_at__gt=at, next_call_at__lte=until),
        "unassigned": Q(team=None),
    }
    called = {
        "due": running & (Q(last_followed_on=None) | Q(last_followed_on__lt=day)),
        "missed": running & Q(last_followed_on__lt=day - timedelta(days=1)),
        "ending": Q(followed_until=day),
    }
    both = {"ill": Q(symptomatic_since__isnull=False), "over": Q(followed_until__lt=day), "loose": Q(isolated_at=None)}
    rows = _contacts(by, area, mine, count=True)
    oldest = Min("created_at", filter=first)
    found = [
        *counted(rows, rules.WAITING, since=oldest, **_numbers(waits | both)),
        *counted(rows, rules.CALLED, **_numbers(called | both)),
    ]
    return [Tally(**{name: one.get(name) or _NONE[name] for name in _NONE}) for one in found]


def _numbers(which: Mapping[str, Q]) -> dict[str, Count]:
    # "area_path" and not the key: SQLite's index does not hold the key.
    return {name: Count("area_path", filter=q) for name, q in which.items()}


def first_to_call(*, by: Actor, at: datetime, area: str = "", mine: bool = False, limit: int = 3) -> list[Contact]:
    """The first of the call list with person and reasons: nobody whom another one is calling, no later appointment."""
    free = Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_by=by.id)
    due = Q(next_call_at=None) | Q(next_call_at__lte=at)
    rows = _contacts(by, area, mine).filter(free, due)
    # Of each state the first, by an index in that order; whole rows only of those.
    best = [found for state in rules.WAITING for found in _keys(rows.filter(state=state), "-priority", limit)]
    return list(with_reasons(Contact.objects.filter(pk__in=best)).order_by("-priority", "pk")[:limit])


def _keys(rows: QuerySet[Contact], order: str, limit: int) -> list[Any]:
    return list(rows.order_by(order, "pk").values_list("pk", flat=True)[:limit])


def symptomatic(*, by: Actor, area: str = "", mine: bool = False, limit: int = 3) -> list[Contact]:
    """Open contacts with symptoms, the nearest level and the longest ill first."""
    rows = _open(by, area, mine, count=True).filter(symptomatic_since__isnull=False)
    first = rows.order_by("level", "symptomatic_since", "pk")
    keys = list(first.values_list("pk", flat=True)[:limit])
    return list(first.filter(pk__in=keys))


def uninterviewed(*, by: Actor, since: datetime, area: str = "") -> QuerySet[Any]:
    """Traced cases diagnosed since, of whom no milestone and no meeting is recorded; in no order."""
    if not by.may(Permission.TRACE_SEE):
        return cases.visible(by).none()
    told = Visit.objects.filter(case_id=OuterRef("pk"), removed_at=None)
    met = ContactEvent.objects.filter(case_id=OuterRef("pk"), removed_at=None)
    rows = cases.visible(by).filter(within(area), cases.diagnosed_since(since), status__in=TRACED)
    return rows.filter(~Exists(told), ~Exists(met))


def reach_hours(
    *, by: Actor, since: datetime, area: str = "", mine: bool = False, limit: int = 300, level: int | None = None
) -> Sequence[float]:
    """Hours from the diagnosis of the index case to the first call that reached a contact, of the newest reached.

    ``level``: 1 of F1 only; None of all.
    """
    reached = CallAttempt.objects.filter(contact=OuterRef("pk"), outcome=rules.CallOutcome.REACHED).order_by("at")
    source = Exposure.objects.filter(contact=OuterRef("pk"), dropped_at=None).order_by("level", "first_exposed_at")
    # First who: a database computes what it returns before it sorts, for every one it then throws away.
    called = _open(by, area, mine).filter(_CALLED)
    called = called if level is None else called.filter(level=level)
    newest = list(called.order_by("-pk").values_list("pk", flat=True)[:limit])
    rows = Contact.objects.filter(pk__in=newest).annotate(
        reached=Subquery(reached.values("at")[:1]), known=Subquery(source.values("case__diagnosed_at")[:1])
    )  # fmt: skip
    pairs = rows.values_list("known", "reached")
    return [(end - start).total_seconds() / 3600 for start, end in pairs if start and end and end >= max(start, since)]
