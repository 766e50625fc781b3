"""Where and when several cases of unknown source were together, and how surprising that is. Nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import snapshot
from vungxanh.rooms.tracing.models import Visit
from vungxanh.rooms.tracing.queries.finding import chunks, moment
from vungxanh.rooms.tracing.queries.sources import caught_between
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

VENUE: Any = Visit._meta.get_field("venue").related_model
MOST_CASES = 2_000
SPANS = (3 * 3600, 86_400, 3 * 86_400)  # a morning at a market, a day's wedding, days in one workshop


@dataclass(frozen=True, slots=True)
class Together:
    """Cases who were at one place within one interval; ``fresh``: those no line above explains."""

    venue_id: Any
    venue: str
    area_path: str
    start: datetime
    end: datetime
    cases: tuple[Any, ...]
    fresh: int
    present: int
    expected: float
    by_chance: float
    explained: int  # cases explained by this line and those above


@dataclass(frozen=True, slots=True)
class Gathered:
    """``cases`` looked at, ``placed``: with a known visit while they may have caught it; ``cut``: there were more."""

    cases: int
    explained: int
    undated: int
    cut: bool
    rows: tuple[Together, ...]


def gatherings(*, by: Actor, disease: str, since: date, only_orphans: bool = False) -> Gathered:
    """Places and intervals that explain most cases diagnosed (or fallen ill) since a day, homes left out."""
    by.check(Permission.TRACE_SEE)
    start = datetime(since.year, since.month, since.day, tzinfo=VIETNAM)
    rows = cases.visible(by).filter(seen(by, Permission.TRACE_SEE), disease=disease, status__in=cases.LIVE)
    rows = rows.filter(Q(diagnosed_at__gte=start) | Q(diagnosed_at=None, onset_date__gte=since))
    if only_orphans:
        rows = rows.filter(source_case=None, source_setting="")
    found = list(rows.select_related("cluster").order_by("-diagnosed_at", "-id")[: MOST_CASES + 1])
    cut, found = len(found) > MOST_CASES, found[:MOST_CASES]
    windows: dict[Any, tuple[Any, datetime, datetime]] = {}
    for case in found:
        try:
            caught_from, caught_until, _ = caught_between(case)
        except Refused:
            continue
        windows[case.person_id] = case, caught_from, caught_until
    index = snapshot.current(disease)
    made = index.gatherings(
        list(windows), [int(w[1].timestamp()) for w in windows.values()],
        [int(w[2].timestamp()) for w in windows.values()], SPANS, _homes,
    ) if windows else []  # fmt: skip
    venues = _venues({g.place for g in made})
    lines: list[Together] = []
    explained = 0
    for g in made:
        name, area = venues.get(g.place, ("", ""))
        explained += len(g.explained)
        lines.append(
            Together(
                venue_id=g.place, venue=name, area_path=area, start=moment(g.found.start), end=moment(g.found.end),
                cases=tuple(windows[p][0] for p in g.cases), fresh=len(g.explained), present=g.found.present,
                expected=g.found.expected, by_chance=g.found.by_chance, explained=explained,
            )
        )  # fmt: skip
    return Gathered(len(found), explained, len(found) - len(windows), cut, tuple(lines[:50]))


def _venues(ids: set[Any]) -> dict[Any, tuple[str, str]]:
    rows = VENUE.objects.filter(pk__in=ids).values_list("pk", "name", "area_path")
    return {pk: (name, area) for pk, name, area in rows}


def _homes(ids: Sequence[Any]) -> list[Any]:
    """Those of the places that are homes: who lives together falls ill together, that is no news."""
    return [
        pk for part in chunks(ids) for pk in VENUE.objects.filter(pk__in=part, kind="home").values_list("pk", flat=True)
    ]
