"""What a map draws of many places at once: counts by day, levels over time, populations. Without persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import LevelDecision, LevelProposal, SeriesDay
from vungxanh.rooms.zones.queries.counting import DISEASE
from vungxanh.rooms.zones.queries.sets import published
from vungxanh.rooms.zones.rules import class_of as class_of
from vungxanh.rooms.zones.rules import rate as rate
from vungxanh.rooms.zones.rules import week_until as week_until

SEE = Permission.LEVEL_SEE


@dataclass(frozen=True, slots=True)
class Counted:
    """Cases by place and day. ``loose``: those known only of a larger place, which no place of the map holds."""

    places: dict[str, rules.Days]
    loose: rules.Days
    first: date | None
    last: date | None


def counted(*, by: Actor, area: str, units: Iterable[str]) -> Counted:
    """Confirmed cases of every one of ``units`` (areas of one size inside ``area``) by day, of all days there are."""
    wanted = set(units)
    persons = cases.daily_counts(by=by, needs=SEE, disease=DISEASE, where=within(area))
    told = _series(by, area)
    holder = {path: unit for path in {p for p, _d in (*persons, *told)} if (unit := _unit_of(path, wanted))}
    of_series = rules.own_first(told, rules.gathered(told, holder), wanted)
    found = rules.joined(rules.gathered(persons, holder), of_series)
    apart = rules.joined(*({key: n for key, n in source.items() if key[0] not in holder} for source in (persons, told)))
    loose: rules.Days = {}
    for one in apart.values():
        for day, n in one.items():
            loose[day] = loose.get(day, 0) + n
    days = [day for one in found.values() for day in one] + list(loose)
    return Counted(found, loose, min(days, default=None), max(days, default=None))


def _series(by: Actor, area: str) -> dict[tuple[str, date], int]:
    """By area and day the largest number any series gives."""
    rows = SeriesDay.objects.filter(seen(by, SEE), within(area), cases__gt=0).order_by()
    return {(path, day): n for path, day, n in rows.values_list("area_path", "day").annotate(most=Max("cases"))}


def _unit_of(path: str, wanted: set[str]) -> str:
    """The unit a path is or lies in; "" for one that is larger."""
    return next((p for p in reversed(places.line_of(path)) if p in wanted), "")


@dataclass(frozen=True, slots=True)
class Held:
    """A level of a place from a day to a day (None: still); ``most``: what it may be once the missing is known.

    ``level`` 0: judged, but nothing that makes a level could be read.
    """

    path: str
    level: int
    since: date
    until: date | None
    most: int = 0


def levels_over_time(*, by: Actor, area: str, unit: str, also: Sequence[str] = ()) -> tuple[list[Held], list[Held]]:
    """(proposed, decided) levels of the places of one size, oldest first; a later decision goes before an earlier one.

    ``also``: a few places of another size that stand among them, such as island districts without communes.
    """
    rows = LevelProposal.objects.filter(seen(by, SEE), within(area), Q(unit=unit) | Q(area_path__in=also))
    told = rows.order_by("since", "id").values_list("area_path", "level", "since", "day", "at_most", "unread")
    made = LevelDecision.objects.filter(seen(by, SEE), within(area), withdrawn_at=None)
    made = made.filter(Q(proposal__unit=unit) | Q(area_path__in=also))
    kept = made.order_by("start", "decided_at").values_list("area_path", "level", "start", "until")
    proposed = [
        Held(path, 0 if unread else level, since, until, most) for path, level, since, until, most, unread in told
    ]
    return proposed, [Held(*row) for row in kept]


def populations(*, by: Actor, area: str) -> dict[str, int]:
    """How many people live in each place of which somebody has said it."""
    rows = places.every(by=by).filter(within(area, "path"), edition=area[:1], population__isnull=False)
    return {path: n for path, n in rows.values_list("path", "population") if n}


def rate_classes() -> tuple[tuple[float, ...], str]:
    """(borders of cases per 100,000 in a week, the document they are of): the bands of the set of criteria that has them."""
    for one in published():
        for scale in one.rules.scales:
            if scale.measure in (Measure.COMMUNITY_RATE, Measure.CASE_RATE):
                return (scale.band2, scale.band3, scale.band4), one.base.citation
    return (), ""
