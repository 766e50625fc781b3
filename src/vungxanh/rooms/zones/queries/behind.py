"""What lies behind one number of a proposal: the cases, by day what each source tells, the places, what was stated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import LevelProposal, SeriesDay
from vungxanh.rooms.zones.queries import counting
from vungxanh.rooms.zones.queries.clusters import members_of
from vungxanh.rooms.zones.queries.evaluating import judged_again
from vungxanh.rooms.zones.queries.seen import LONGEST, gather
from vungxanh.rooms.zones.queries.sets import get_set
from vungxanh.rooms.zones.queries.standing import visible
from vungxanh.rooms.zones.rules import Criterion, Specs

CASES = frozenset({Measure.COMMUNITY_CASES, Measure.UNKNOWN_SOURCE, Measure.UNKNOWN_CLUSTER, Measure.CROWDED_SOURCE,
                   Measure.COMMUNITY_RATE, Measure.CASE_RATE, Measure.DEATH_RATE})  # fmt: skip
DAILY = frozenset({Measure.COMMUNITY_CASES, Measure.COMMUNITY_RATE, Measure.CASE_RATE})
NEAR = frozenset(rules.NEIGHBOURLY)
INSIDE = frozenset({*rules.SHARES, Measure.COUNT_RED})


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a window: recorded one by one, what each series says (in the order of the keys), what was taken."""

    day: date
    recorded: int
    told: tuple[int | None, ...]
    taken: int


def criterion_of(*, by: Actor, found: LevelProposal, measure: str) -> Criterion:
    """The criterion of a proposal that looks at a measure; NotYours when its set does not."""
    spec, judged = judged_again(by=by, proposal=found)
    for one in rules.criteria(spec, judged):
        if one.measure == measure:
            return one
    raise NotYours("Bộ tiêu chí này không xét chỉ số đó.")


def days_behind(*, by: Actor, found: LevelProposal, criterion: Criterion) -> tuple[list[str], list[Day]]:
    """(titles of the series, one row a day): how the cases of a window were counted, nobody twice."""
    length = criterion.days or LONGEST
    community = criterion.measure is not Measure.CASE_RATE
    specs = Specs(get_set(by=by, set_id=found.set_id).rules)
    members = members_of(by=by, path=found.area_path) if found.cluster_id else []
    area = found.cluster.area_path if found.cluster else found.area_path
    seen = gather(area=area, beyond=(), day=found.day, specs=specs)
    if members:
        seen.below[found.area_path] = set(members)
    held = seen.community if community else seen.cases
    mine = [p for p in held if p in members or p.startswith(found.area_path)]
    rows = SeriesDay.objects.filter(_inside(found.area_path, members), day__range=(seen.first(length), found.day))
    said: dict[tuple[str, date], int] = {}
    for title, day, n, apart in rows.values_list("series__title", "day", "cases", "community"):
        said[title, day] = said.get((title, day), 0) + (apart if community and apart is not None else n)
    titles = sorted({title for title, _day in said})
    total = seen.total(found.area_path, community).loose
    days = [
        Day(day, sum(held[p][day] for p in mine), tuple(said.get((t, day)) for t in titles), total[day])
        for day in seen.window(length)
    ]
    return titles, days


def _inside(path: str, members: Sequence[str]) -> Q:
    return Q(area_path__in=members) if members else within(path)


def cases_behind(*, by: Actor, found: LevelProposal, criterion: Criterion) -> QuerySet[Any] | None:
    """The very cases a criterion counts, as far as ``by`` may see cases there; None where he may not."""
    if criterion.measure not in CASES or not by.may(Permission.CASE_SEE, found.area_path):
        return None
    first, measure = _first(found, criterion), criterion.measure
    members = members_of(by=by, path=found.area_path) if found.cluster_id else []
    area = found.cluster.area_path if found.cluster else found.area_path
    if measure is Measure.DEATH_RATE:
        rows = cases.visible(by).filter(
            disease=counting.DISEASE, outcome="died", outcome_date__range=(first, found.day)
        )
        return rows.filter(_inside(area, members))
    rows = counting.rows_of_cases(by=by, area=area, first=first, last=found.day).filter(_inside(area, members))
    if measure is Measure.CASE_RATE:
        return rows
    rows = rows.exclude(detection__in=counting.ELSEWHERE)
    if measure is Measure.UNKNOWN_SOURCE:
        return rows.filter(source_case=None)
    if measure in (Measure.CROWDED_SOURCE, Measure.UNKNOWN_CLUSTER):
        crowded = get_set(by=by, set_id=found.set_id).rules.crowded
        me, last = system("mức nguy cơ"), found.day
        sick = counting.sick_of(by=me, area=area, first=first, last=last, crowded=crowded)
        if measure is Measure.CROWDED_SOURCE:
            wanted = _crowded(sick)
        else:
            beyond = counting.sources_beyond(by=me, sick=sick, first=first, last=last)
            wanted = counting.largest_group(sick, beyond)
        base = counting.rows_of_cases(by=by, area=area, first=first, last=found.day)
        return base.filter(pk__in=wanted)
    return rows


def _crowded(sick: list[counting.Sick]) -> list[UUID]:
    return [one.id for one in sick if one.community and one.crowded]


def _first(found: LevelProposal, criterion: Criterion) -> date:
    return date.fromordinal(found.day.toordinal() - (criterion.days or LONGEST) + 1)


def places_behind(*, by: Actor, found: LevelProposal, criterion: Criterion) -> list[tuple[str, LevelProposal | None]]:
    """(name, proposal that stands) of the places a criterion looks at; None where ``by`` may not see the level."""
    if criterion.measure in NEAR:
        names = {one.path: one.full_name for one in places.neighbours(by=by, path=found.area_path)}
    else:
        paths = members_of(by=by, path=found.area_path)
        names = {path: places.display_name(by=by, path=path) for path in paths}
    standing = {p.area_path: p for p in visible(by).filter(current=True, area_path__in=list(names))}
    rows = [(name, standing.get(path)) for path, name in names.items()]
    return sorted(rows, key=lambda row: (-(row[1].level if row[1] else 0), row[0]))
