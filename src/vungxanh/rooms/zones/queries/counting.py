"""Counts of cases and contacts by commune, from persons and from aggregate series; never the sum of both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import fold
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.places.queries import Level, level_of, line_of
from vungxanh.rooms.tracing import queries as tracing
from vungxanh.rooms.zones.models import SeriesDay

DISEASE = "covid19"
ELSEWHERE = ("quarantine", "entry")
"""How a case was found outside the community: in a quarantine site, at the border."""
WAITING = ("to_call", "no_answer", "reached", "followed")


@dataclass(frozen=True, slots=True)
class Sick:
    """What is needed of a case."""

    id: UUID
    commune: str
    day: date
    community: bool
    source: UUID | None
    cluster: UUID | None
    crowded: bool


@dataclass(slots=True)
class Told:
    """What the series say of one area: by day, the largest number any of them gives."""

    cases: Counter[date] = field(default_factory=Counter)
    community: dict[date, int] = field(default_factory=dict)
    deaths: dict[date, int] = field(default_factory=dict)


def commune_of(path: str) -> str:
    """The commune a path lies in, or itself when it is larger."""
    return next((p for p in line_of(path) if level_of(p) is Level.COMMUNE), path)


def rows_of_cases(*, by: Actor, area: str, first: date, last: date) -> QuerySet[Any]:
    """Confirmed cases of an area diagnosed from a day to a day, both included."""
    rows = cases.visible(by).filter(within(area), disease=DISEASE, status="confirmed")
    return rows.filter(diagnosed_at__gte=_start(first), diagnosed_at__lt=_start(last + timedelta(days=1)))


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def any_case(*, by: Actor) -> bool:
    """Whether cases are recorded here one by one at all."""
    return cases.visible(by).filter(disease=DISEASE).exists()


def any_contact(*, by: Actor) -> bool:
    """Whether contacts are recorded here at all."""
    return tracing.living_here(by).filter(disease=DISEASE).exists()


def sick_of(*, by: Actor, area: str, first: date, last: date, crowded: Iterable[str]) -> list[Sick]:
    """The cases of the days, with where they were found and whom they have it from."""
    return _sick(rows_of_cases(by=by, area=area, first=first, last=last), crowded)


def sources_beyond(*, by: Actor, sick: Iterable[Sick], first: date, last: date) -> list[Sick]:
    """Those elsewhere from whom cases have it, up to the first of each chain, within the same days.

    Without them a chain would begin anew at the border of whatever area is asked about.
    """
    every = list(sick)
    known, found = {one.id for one in every}, list[Sick]()
    wanted = sorted({one.source for one in every if one.source} - known)
    while wanted:
        known.update(wanted)
        rows = rows_of_cases(by=by, area="", first=first, last=last)
        new = [one for n in range(0, len(wanted), 900) for one in _sick(rows.filter(pk__in=wanted[n : n + 900]), ())]
        found += new
        wanted = sorted({one.source for one in new if one.source} - known)
    return found


FIELDS = (
    "id", "area_path", "diagnosed_at", "detection", "source_case_id", "cluster_id", "infected_where", "source_setting",
)  # fmt: skip


def _sick(rows: QuerySet[Any], crowded: Iterable[str]) -> list[Sick]:
    words = [fold(word) for word in crowded]
    found = []
    for pk, path, at, detection, source, cluster, where, setting in rows.order_by().values_list(*FIELDS):
        said = fold(f"{where} {setting}")
        found.append(
            Sick(
                pk, commune_of(path), timezone.localdate(at), detection not in ELSEWHERE, source, cluster,
                bool(said.strip()) and any(word in said for word in words),
            )
        )  # fmt: skip
    return found


def unknown_clusters(sick: Iterable[Sick], beyond: Iterable[Sick] = ()) -> dict[str, int]:
    """The largest group of cases in each commune that goes back to a community case nobody knows the source of.

    Groups are chains of infection, and clusters that hold two cases of unknown source or more; ``beyond``: the cases
    elsewhere through which a chain goes.
    """
    found: dict[str, int] = {}
    for (commune, _key), members in _groups(sick, beyond).items():
        found[commune] = max(found.get(commune, 0), len(members))
    return found


def largest_group(sick: Iterable[Sick], beyond: Iterable[Sick] = ()) -> list[UUID]:
    """The cases of the largest such group."""
    return max(_groups(sick, beyond).values(), key=len, default=[])


def _groups(sick: Iterable[Sick], beyond: Iterable[Sick]) -> dict[tuple[str, UUID], list[UUID]]:
    mine = {one.id: one for one in sick}
    by_id = mine | {one.id: one for one in beyond}
    groups: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    clusters: dict[tuple[str, UUID], list[UUID]] = defaultdict(list)
    for one in mine.values():
        root = _root(one, by_id)
        if root is not None:
            groups[one.commune, root.id].append(one.id)
        if one.source is None and one.community and one.cluster:
            clusters[one.commune, one.cluster].append(one.id)
    return {**groups, **{key: members for key, members in clusters.items() if len(members) > 1}}


def _root(one: Sick, by_id: Mapping[UUID, Sick]) -> Sick | None:
    """The first of its chain when that is a community case of unknown source, within these cases."""
    seen: set[UUID] = set()
    while one.source is not None and one.id not in seen:
        seen.add(one.id)
        above = by_id.get(one.source)
        if above is None:
            return None
        one = above
    return one if one.source is None and one.community else None


def loose_f1(*, by: Actor, area: str, day: date) -> dict[str, int]:
    """F1 living in each commune who are not isolated; on a past day those known by its end and not yet isolated then."""
    rows = tracing.living_here(by).filter(within(area), disease=DISEASE, level=1).order_by()
    if day < timezone.localdate(centre.now()):
        after = _start(day + timedelta(days=1))
        rows = rows.filter(
            Q(isolated_at=None) | Q(isolated_at__gte=after), created_at__lt=after, followed_until__gte=day
        )
    else:
        rows = rows.filter(state__in=WAITING, isolated_at=None)
    found: Counter[str] = Counter()
    for path, n in rows.values_list("area_path").annotate(n=Count("*")):
        found[commune_of(path)] += n
    return found


def died(*, by: Actor, area: str, first: date, last: date) -> dict[str, int]:
    """Deaths by commune."""
    rows = cases.visible(by).filter(within(area), disease=DISEASE, outcome="died", outcome_date__range=(first, last))
    found: Counter[str] = Counter()
    for path, n in rows.order_by().values_list("area_path").annotate(n=Count("*")):
        found[commune_of(path)] += n
    return found


def told_by_series(*, by: Actor, area: str, first: date, last: date) -> dict[str, Told]:
    """Aggregate counts by area; where several series speak of one day, the largest of each day."""
    found: dict[str, Told] = defaultdict(Told)
    rows = SeriesDay.objects.filter(within(area), day__range=(first, last)).order_by()
    for path, day, n, community, deaths in rows.values_list("area_path", "day", "cases", "community", "deaths"):
        told = found[path]
        told.cases[day] = max(told.cases[day], n)
        if community is not None:
            told.community[day] = max(told.community.get(day, 0), community)
        if deaths is not None:
            told.deaths[day] = max(told.deaths.get(day, 0), deaths)
    return dict(found)
