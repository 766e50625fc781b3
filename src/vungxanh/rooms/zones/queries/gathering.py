"""Everything a set of criteria asks about the places of an area, as of the end of a day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from vungxanh.common import centre
from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor, inside, system
from vungxanh.regulations.risk import Measure, Scale, Trigger, Unit
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, level_of
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import AreaInput, Series
from vungxanh.rooms.zones.queries import counting
from vungxanh.rooms.zones.queries.deciding import levels_in_force
from vungxanh.rooms.zones.rules import Place, Reading, Specs

UNITS = {Level.COMMUNE: Unit.COMMUNE, Level.DISTRICT: Unit.DISTRICT, Level.PROVINCE: Unit.PROVINCE}
SIZES = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}
LONGEST = 14
NO_PERSONS = "trung tâm không quản lý ca bệnh của địa bàn này, và không có chuỗi số liệu"
NO_SOURCE = "chuỗi số liệu tổng hợp không nói nguồn lây"
PARTLY = "chuỗi số liệu không phủ hết thời gian này: ít nhất là số này"
ASSUMED = "chuỗi số liệu không nói nơi phát hiện: mọi ca được coi là ca cộng đồng"
AREAS = ("path", "level", "population", "full_name", "parent_path")


@dataclass(slots=True)
class Seen:
    """Numbers by commune (and by larger areas where a series gives them), for windows ending on ``day``."""

    day: date
    home: str
    sick: list[counting.Sick]
    told: dict[str, counting.Told]
    covered: list[Any]
    f1: dict[str, int]
    died: dict[str, int]
    any_case: bool
    inputs: dict[str, dict[Measure, Reading]]
    cases: dict[str, Counter[date]] = field(default_factory=dict)
    community: dict[str, Counter[date]] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    crowded: Counter[str] = field(default_factory=Counter)
    clusters: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.sick:
            self.cases.setdefault(one.commune, Counter())[one.day] += 1
            if one.community:
                self.community.setdefault(one.commune, Counter())[one.day] += 1
                self.unknown[one.commune] += one.source is None
                self.crowded[one.commune] += one.crowded
        self.clusters = counting.unknown_clusters(self.sick)

    def first(self, days: int) -> date:
        """The first day of a window."""
        return self.day - timedelta(days=days - 1)

    def persons(self, path: str) -> bool:
        """Whether cases of this area are recorded here one by one."""
        return inside(path, self.home) if self.home else self.any_case

    def series(self, path: str, days: int) -> bool:
        """Whether a series covers the area for the whole window."""
        first = self.first(days)
        return any(
            s.whole and inside(path, s.area_path) and s.first_day <= first and self.day <= s.last_day
            for s in self.covered
        )


def places_of(
    *, by: Actor, area: str, day: date, specs: Specs, around: bool = True
) -> tuple[list[Place], dict[str, Any]]:
    """The places inside ``area`` with their readings, and the areas by path; ``around``: neighbours outside too."""
    touching = {} if specs_apart(specs) else places.neighbour_paths(by=by, area=area)
    areas = {
        row[0]: row
        for row in places.every(by=by).filter(within(area, "path"), edition=area[:1] or "3").values_list(*AREAS)
        if row[1] != Level.COUNTRY
    }
    beyond = {
        n
        for path, found in touching.items()
        if around and level_of(path) is Level.COMMUNE
        for n in found
        if n not in areas
    }
    if beyond:
        areas |= {row[0]: row for row in places.every(by=by).filter(pk__in=beyond).values_list(*AREAS)}
    seen = gather(area=area, beyond=beyond, day=day, specs=specs)
    before = levels_in_force(paths_within=area, on=day)
    below = _below(areas)
    known = bool(touching)
    made = [
        Place(
            path, UNITS[Level(level)], readings_of(seen, path, population, below.get(path, ()), specs),
            before.get(path, 0), _neighbours(touching, path, level, known), tuple(below.get(path, ())),
        )
        for path, level, population, _name, _parent in areas.values()
    ]  # fmt: skip
    return made, areas


def specs_apart(specs: Specs) -> bool:
    """Whether the set never looks at neighbours."""
    return not any(m in specs.of(Unit.COMMUNE).measures for m in rules.NEIGHBOURLY)


def _neighbours(touching: Mapping[str, Sequence[str]], path: str, level: str, known: bool) -> tuple[str, ...] | None:
    if level != Level.COMMUNE:
        return ()
    found = touching.get(path)
    return None if found is None else tuple(found)


def _below(areas: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, level, *_rest in areas.values():
        if level == Level.COMMUNE:
            for above in places_above(path):
                found.setdefault(above, []).append(path)
    return found


def places_above(path: str) -> list[str]:
    """The district and the province of a commune."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:n]) + "/" for n in range(2, len(parts))]


def gather(*, area: str, beyond: Iterable[str], day: date, specs: Specs) -> Seen:
    """All counts in a handful of queries; ``beyond``: neighbours outside the area."""
    by, first = system("mức nguy cơ"), day - timedelta(days=LONGEST - 1)
    wanted = {area, *(places_above(path)[-1] for path in beyond)}
    scopes = sorted(s for s in wanted if not any(s != other and inside(s, other) for other in wanted))
    sick: list[counting.Sick] = []
    told: dict[str, counting.Told] = {}
    f1: dict[str, int] = {}
    for scope in scopes:
        sick += counting.sick_of(by=by, area=scope, first=first, last=day, crowded=specs.rules.crowded)
        told |= counting.told_by_series(by=by, area=scope, first=first, last=day)
        if Measure.COMMUNITY_F1 in specs.of(Unit.COMMUNE).measures:
            f1 |= counting.loose_f1(by=by, area=scope)
    week = day - timedelta(days=6)
    return Seen(
        day, centre.current().area_path, sick, told, list(Series.objects.exclude(first_day=None)), f1,
        counting.died(by=by, area=area, first=week, last=day), counting.any_case(by=by), inputs_of(scopes, day),
    )  # fmt: skip


def inputs_of(scopes: Iterable[str], day: date) -> dict[str, dict[Measure, Reading]]:
    """What people stated, the latest of each."""
    found: dict[str, dict[Measure, Reading]] = {}
    for scope in scopes:
        for one in AreaInput.objects.filter(within(scope), day__lte=day).order_by("day", "said_at"):
            note = f"{one.source}, {one.day.day}/{one.day.month}/{one.day.year}"
            found.setdefault(one.area_path, {})[Measure(one.measure)] = Reading(
                one.numerator, one.denominator, "", note
            )
    return found


def readings_of(
    seen: Seen, path: str, population: int | None, below: Sequence[str], specs: Specs
) -> dict[Measure, Reading]:
    """Every measure the set asks of one place. What somebody stated for the place goes before what is counted."""
    unit = UNITS[Level(level_of(path))]
    spec = specs.of(unit)
    days = {row.measure: row.days or LONGEST for row in spec.rows if isinstance(row, Trigger | Scale)}
    places_in = tuple(below) if unit is not Unit.COMMUNE else (path,)
    stated = seen.inputs.get(path, {})
    found = {m: _reading(seen, m, path, places_in, days.get(m, LONGEST), population) for m in spec.measures}
    return {**found, **{m: r for m, r in stated.items() if m in found}}


def _reading(
    seen: Seen, measure: Measure, path: str, communes: Sequence[str], days: int, population: int | None
) -> Reading:
    base = float(population) if population else None
    if measure in (Measure.CASE_RATE, Measure.COMMUNITY_RATE, Measure.COMMUNITY_CASES):
        return _cases(seen, path, communes, days, base, measure is not Measure.CASE_RATE)
    if measure is Measure.DEATH_RATE:
        return _deaths(seen, path, communes, days, base)
    if measure is Measure.COMMUNITY_F1:
        return _counted(seen, path, float(sum(seen.f1.get(c, 0) for c in communes)))
    held = {
        Measure.UNKNOWN_SOURCE: seen.unknown,
        Measure.CROWDED_SOURCE: seen.crowded,
        Measure.UNKNOWN_CLUSTER: seen.clusters,
    }
    if measure in held:
        return _sourced(seen, path, float(sum(held[measure].get(c, 0) for c in communes)), days)
    return Reading()


def _counted(seen: Seen, path: str, number: float) -> Reading:
    return Reading(number) if seen.persons(path) else Reading(missing="chỉ biết ở nơi trung tâm quản lý người tiếp xúc")


def _cases(seen: Seen, path: str, communes: Sequence[str], days: int, base: float | None, community: bool) -> Reading:
    """By day the larger of what is recorded one by one and what a series says of the same place."""
    persons, series = seen.persons(path), seen.series(path, days)
    first, total, assumed = seen.first(days), 0, False
    held = seen.community if community else seen.cases
    scopes = (path,) if path in seen.told and path not in communes else communes
    days_of = [first + timedelta(days=n) for n in range(days)]
    recorded = {day: sum(held.get(c, Counter())[day] for c in communes) for day in days_of} if held else {}
    for day in days_of:
        told, sure = _told(seen, scopes, day, community)
        here = recorded.get(day, 0)
        assumed = assumed or (told > here and not sure)
        total += max(here, told)
    if not persons and not series:
        return Reading(float(total), base, "", PARTLY) if total else Reading(None, base, NO_PERSONS)
    return Reading(float(total), base, "", ASSUMED if assumed else "")


def _told(seen: Seen, scopes: Sequence[str], day: date, community: bool) -> tuple[int, bool]:
    """What series say of a day, and whether they say it of the community alone."""
    total, sure = 0, True
    for scope in scopes:
        told = seen.told.get(scope)
        if told is None:
            continue
        if community and day in told.community:
            total += told.community[day]
        elif told.cases[day]:
            total, sure = total + told.cases[day], sure and not community
    return total, sure


def _deaths(seen: Seen, path: str, communes: Sequence[str], days: int, base: float | None) -> Reading:
    here = sum(seen.died.get(c, 0) for c in communes)
    told = seen.told.get(path)
    said = sum(n for day, n in told.deaths.items() if day >= seen.first(days)) if told else 0
    if not seen.persons(path) and not (told and told.deaths):
        return Reading(None, base, "không có số tử vong")
    return Reading(float(max(here, said)), base)


def _sourced(seen: Seen, path: str, number: float, days: int) -> Reading:
    """Sources of infection are known of persons only."""
    told = seen.told.get(path)
    aggregate = sum(n for day, n in told.cases.items() if day >= seen.first(days)) if told else 0
    recorded = sum(n for day, n in seen.cases.get(path, Counter()).items() if day >= seen.first(days))
    if aggregate > recorded:
        unknown = f"{aggregate - recorded} ca: {NO_SOURCE}"
        return Reading(number, None, "", unknown) if number else Reading(missing=unknown)
    if not seen.persons(path) and not seen.series(path, days):
        return Reading(missing=NO_PERSONS)
    return Reading(number)
