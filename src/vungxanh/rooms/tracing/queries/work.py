"""The work on contacts: whom to call, whom to follow, who is unassigned; each from indexed columns."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import Contact, Exposure, Team, TeamMember
from vungxanh.rooms.tracing.queries.one import living_here
from vungxanh.rooms.tracing.queries.tallying import counted

SYMPTOMATIC = Q(symptomatic_since__isnull=False)
ACTIVE = Q(active=True)
DECIDED = ~Q(decision="")
UNASSIGNED = Q(team=None, state__in=rules.WAITING)


def _me(by: Actor) -> list[UUID]:
    return [by.id] if by.id is not None else []


def _on_my_list(by: Actor, team_id: UUID | None, area: str, count: bool = False) -> QuerySet[Contact]:
    """Contacts somebody works on: those living in his areas, or given to a team he is in."""
    if team_id is not None:
        mine = TeamMember.objects.filter(team_id=OuterRef("team_id"), user_id__in=_me(by))
        rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE) | Exists(mine), team_id=team_id)
    else:
        rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE, count=count))
    return rows.filter(within(area))


def waiting(
    *, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "", levels: Collection[int] = ()
) -> QuerySet[Contact]:
    """Contacts to call now, in the order to call them: not before an appointment, not while another one calls them.

    ``levels``: only these, when there are any.
    """
    free = Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_by=by.id)
    due = Q(next_call_at=None) | Q(next_call_at__lte=at)
    rows = _on_my_list(by, team_id, area).filter(free, due, state__in=rules.WAITING)
    if levels:
        rows = rows.filter(level__in=levels)
    return rows.order_by("-priority", "pk")


def call_list(
    *, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "", mine: bool = False
) -> QuerySet[Contact]:
    """Everybody still to be reached, with person, team and why he is there; ``mine``: of the teams ``by`` is in."""
    rows = _on_my_list(by, team_id, area).filter(state__in=rules.WAITING)
    if mine:
        rows = rows.filter(team_id__in=my_team_ids(by=by))
    return with_reasons(rows).order_by("-priority", "pk")


def with_reasons(rows: QuerySet[Contact]) -> QuerySet[Contact]:
    """Attach person, team and live exposures (nearest first) as ``live``: three queries a page."""
    live = (
        Exposure.objects.filter(dropped_at=None).select_related("venue", "case").order_by("level", "first_exposed_at")
    )
    return rows.select_related("person", "team").prefetch_related(Prefetch("exposures", queryset=live, to_attr="live"))


def next_to_call(*, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "") -> Contact | None:
    """The first of ``waiting`` (``actions.take_next`` keeps him for the caller)."""
    return with_reasons(waiting(by=by, at=at, team_id=team_id, area=area)).first()


def follow_ups_due(
    *, by: Actor, day: date, team_id: UUID | None = None, area: str = "", count: bool = False
) -> QuerySet[Contact]:
    """Contacts reached or followed whom nobody has asked on ``day`` yet; those asked longest ago first."""
    rows = _on_my_list(by, team_id, area, count).filter(state__in=rules.CALLED)
    asked = Q(last_followed_on=None) | Q(last_followed_on__lt=day)
    running = Q(followed_until=None) | Q(followed_until__gte=day)
    return with_reasons(rows.filter(asked, running)).order_by(
        F("symptomatic_since").desc(nulls_last=True), "-priority", "pk"
    )


def first_due(*, by: Actor, day: date, team_id: UUID | None = None, area: str = "", limit: int) -> list[Contact]:
    """The first of ``follow_ups_due``: those with symptoms, then the others, each found by an index instead of sorted."""
    rows = follow_ups_due(by=by, day=day, team_id=team_id, area=area)
    few = follow_ups_due(by=by, day=day, team_id=team_id, area=area, count=True)
    ill = list(few.filter(SYMPTOMATIC)[:limit])
    others = rows.filter(symptomatic_since=None).order_by("-priority", "pk")
    return ill + list(others[: limit - len(ill)]) if len(ill) < limit else ill


def unassigned(*, by: Actor, area: str = "") -> QuerySet[Contact]:
    """Contacts to call that no team has."""
    return living_here(by).filter(within(area), state__in=rules.WAITING, team=None)


def loads(*, by: Actor, team_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many open contacts each team has to call."""
    rows = Contact.objects.filter(team_id__in=team_ids, state__in=rules.WAITING)
    return dict(rows.values_list("team_id").annotate(n=Count("*")))


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is open. ``to_call_by_level`` has levels 1–3."""

    to_call_by_level: Mapping[int, int]
    to_call: int
    followed: int
    follow_ups_due: int
    unassigned: int


def counts(*, by: Actor, day: date, area: str = "") -> Counts:
    """How much work there is among the contacts living in the areas of ``by``."""
    rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE, count=True), within(area))
    running = Q(followed_until=None) | Q(followed_until__gte=day)
    due = running & (Q(last_followed_on=None) | Q(last_followed_on__lt=day))
    waits = list(counted(rows, rules.WAITING, n=Count("*"), free=Count("area_path", filter=Q(team=None))))
    called = list(counted(rows, rules.CALLED, n=Count("*"), due=Count("area_path", filter=due)))
    by_level = {level: sum(one["n"] for one in waits if one["level"] == level) for level in (1, 2, 3)}
    return Counts(
        to_call_by_level=by_level, to_call=sum(one["n"] for one in waits), followed=sum(one["n"] for one in called),
        follow_ups_due=sum(one["due"] for one in called), unassigned=sum(one["free"] for one in waits),
    )  # fmt: skip


def count_waiting(
    *, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "", levels: Collection[int] = ()
) -> int:
    """How many ``waiting`` gives: all who are due, from the index of open contacts, less the few taken by another."""
    rows = _on_my_list(by, team_id, area, count=True)
    rows = rows.filter(level__in=levels) if levels else rows
    due = Q(next_call_at=None) | Q(next_call_at__lte=at)
    every = sum(rows.filter(due, state=state).count() for state in rules.WAITING)
    taken = rows.filter(due, state__in=rules.WAITING, taken_until__gte=at)
    return every - (taken.exclude(taken_by=by.id) if by.id else taken).count()


def my_team_ids(*, by: Actor) -> list[UUID]:
    """The active teams ``by`` is a member of."""
    return list(TeamMember.objects.filter(user_id__in=_me(by), team__active=True).values_list("team_id", flat=True))


def persons_of(contacts: Iterable[Contact]) -> set[UUID]:
    """Everybody named on these contacts' lines: themselves and through whom they were exposed."""
    return {c.person_id for c in contacts} | {e.through_id for c in contacts for e in getattr(c, "live", ())}


def team_sizes(*, by: Actor, team_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many members each team has."""
    return dict(TeamMember.objects.filter(team_id__in=team_ids).values_list("team_id").annotate(n=Count("*")))


def teams_named(rows: QuerySet[Team], text: str) -> QuerySet[Team]:
    """Those of ``rows`` with ``text`` in their name, diacritics or not; a centre has some hundred teams."""
    wanted = fold(text)
    return rows.filter(pk__in=[pk for pk, name in rows.values_list("pk", "name") if wanted in fold(name)])


def members_of(*, by: Actor, team: Team) -> list[TeamMember]:
    """The members of a team one may see, leads first."""
    return list(team.members.select_related("user").order_by("-lead", "user__full_name", "pk"))
