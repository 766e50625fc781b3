"""Everything a set of criteria asks about the places of an area, as of the end of a day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.regulations.risk import Measure, Scale, Trigger, Unit
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, level_of, parent_of
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import AreaCluster
from vungxanh.rooms.zones.queries.deciding import levels_in_force
from vungxanh.rooms.zones.queries.seen import LONGEST, Seen, gather
from vungxanh.rooms.zones.rules import Place, Reading, Specs

UNITS = {Level.COMMUNE: Unit.COMMUNE, Level.DISTRICT: Unit.DISTRICT, Level.PROVINCE: Unit.PROVINCE}
NO_PERSONS = "không có ca bệnh nào ghi từng người cho địa bàn này, và không có chuỗi số liệu"
NO_SOURCE = "chuỗi số liệu tổng hợp không nói nguồn lây"
PARTLY = "chuỗi số liệu không phủ hết thời gian này: ít nhất là số này"
ASSUMED = "chuỗi số liệu không nói nơi phát hiện: mọi ca được coi là ca cộng đồng"
AREAS = ("path", "level", "population", "full_name")


class Known(NamedTuple):
    """A place as the pages name it. ``cluster``: of communes, judged like a district."""

    path: str
    unit: Unit
    population: int | None
    name: str
    cluster: AreaCluster | None = None


def places_of(*, by: Actor, area: str, day: date, specs: Specs) -> tuple[list[Place], dict[str, Known]]:
    """The places inside ``area`` with their readings, and two rings of communes around it: a red one two away makes an
    orange one beside, and that a yellow one here."""
    touching = {} if specs_apart(specs) else places.neighbour_paths(by=by, area=area)
    rows = places.every(by=by).filter(within(area, "path"), edition=area[:1] or "3").exclude(level=Level.COUNTRY)
    areas = {row[0]: Known(row[0], UNITS[Level(row[1])], *row[2:]) for row in rows.values_list(*AREAS)}
    beyond = _rings(by, touching, areas)
    if beyond:
        more = places.every(by=by).filter(pk__in=beyond).values_list(*AREAS)
        areas |= {row[0]: Known(row[0], Unit.COMMUNE, *row[2:]) for row in more}
    seen = gather(area=area, beyond=beyond, day=day, specs=specs)
    below = _below(areas)
    for one in AreaCluster.objects.filter(within(area), ended_at=None).order_by("path"):
        areas[one.path] = _cluster(by, one, areas)
        below[one.path] = list(one.members)
        seen.below[one.path] = set(one.members)
    before = levels_in_force(paths_within=area, on=day)
    made = [
        Place(
            each.path, each.unit, readings_of(seen, each, below.get(each.path, ()), specs), before.get(each.path, 0),
            _neighbours(touching, each), tuple(below.get(each.path, ())),
        )
        for each in areas.values()
    ]  # fmt: skip
    return made, areas


def specs_apart(specs: Specs) -> bool:
    """Whether the set never looks at neighbours."""
    return not any(m in specs.of(Unit.COMMUNE).measures for m in rules.NEIGHBOURLY)


def _rings(by: Actor, touching: dict[str, list[str]], areas: Mapping[str, Known]) -> set[str]:
    """Communes one and two steps outside; who touches the first ring is put into ``touching``."""
    first = _outside(touching, areas)
    for above in sorted({parent_of(path) for path in first}):
        near = places.neighbour_paths(by=by, area=above)
        touching |= {path: found for path, found in near.items() if path in first}
    return first | _outside(touching, areas)


def _outside(touching: Mapping[str, Sequence[str]], areas: Mapping[str, Known]) -> set[str]:
    return {
        n for path, found in touching.items() if level_of(path) is Level.COMMUNE for n in found if n not in areas
    }  # fmt: skip


def _neighbours(touching: Mapping[str, Sequence[str]], each: Known) -> tuple[str, ...] | None:
    if each.unit is not Unit.COMMUNE:
        return ()
    found = touching.get(each.path)
    return None if found is None else tuple(found)


def _below(areas: Mapping[str, Known]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, each in areas.items():
        if each.unit is Unit.COMMUNE:
            for above in places_above(path):
                found.setdefault(above, []).append(path)
    return found


def places_above(path: str) -> list[str]:
    """The district and the province of a commune."""
    parts = path.strip("/").split("/")
    return ["/".join(parts[:n]) + "/" for n in range(2, len(parts))]


def _cluster(by: Actor, one: AreaCluster, areas: Mapping[str, Known]) -> Known:
    people = [areas[path].population if path in areas else None for path in one.members]
    known = [n for n in people if n is not None]
    return Known(one.path, Unit.DISTRICT, sum(known) if len(known) == len(people) else None, one.name, one)


def readings_of(seen: Seen, each: Known, below: Sequence[str], specs: Specs) -> dict[Measure, Reading]:
    """Every measure the set asks of one place. What somebody stated for the place goes before what is counted."""
    spec = specs.of(each.unit)
    days = {row.measure: row.days or LONGEST for row in spec.rows if isinstance(row, Trigger | Scale)}
    stated = seen.inputs.get(each.path, {})
    found = {m: _reading(seen, m, each, below or (each.path,), days.get(m, LONGEST)) for m in spec.measures}
    return {**found, **{m: r for m, r in stated.items() if m in found}}


def _reading(seen: Seen, measure: Measure, each: Known, communes: Sequence[str], days: int) -> Reading:
    base = float(each.population) if each.population else None
    if measure in (Measure.CASE_RATE, Measure.COMMUNITY_RATE, Measure.COMMUNITY_CASES):
        return _cases(seen, each, days, base, measure is not Measure.CASE_RATE)
    if measure is Measure.DEATH_RATE:
        return _deaths(seen, each.path, communes, days, base)
    if measure is Measure.COMMUNITY_F1:
        return _counted(seen, each.path, float(sum(seen.f1.get(c, 0) for c in communes)))
    held = {
        Measure.UNKNOWN_SOURCE: seen.unknown,
        Measure.CROWDED_SOURCE: seen.crowded,
        Measure.UNKNOWN_CLUSTER: seen.clusters,
    }
    if measure in held:
        return _sourced(seen, each.path, float(sum(held[measure].get(c, 0) for c in communes)), days)
    return Reading()


def _counted(seen: Seen, path: str, number: float) -> Reading:
    if not seen.persons(path):
        return Reading(missing="chỉ biết ở nơi trung tâm quản lý người tiếp xúc")
    return Reading(number) if seen.any_contact else Reading(missing="chưa ghi người tiếp xúc nào trong hệ thống")


def _cases(seen: Seen, each: Known, days: int, base: float | None, community: bool) -> Reading:
    """By day the largest of what is recorded one by one and what series say of the same place."""
    total, window = seen.total(each.path, community), seen.window(days)
    number = float(sum(total.loose[day] for day in window))
    told = each.cluster.members if each.cluster else (each.path,)
    ends = [] if seen.persons(each.path) else [seen.series(path, days) for path in told]
    if None in ends:
        return Reading(number, base, "", PARTLY) if number else Reading(None, base, NO_PERSONS)
    assumed = any(total.loose[day] > total.sure[day] for day in window)
    notes = [ASSUMED] if assumed else []
    if (end := min((e for e in ends if e), default=None)) and end < seen.day:
        notes.append(f"chuỗi số liệu đến {end.day}/{end.month}/{end.year}")
    return Reading(number, base, "", "; ".join(notes))


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
    if not seen.persons(path) and seen.series(path, days) is None:
        return Reading(missing=NO_PERSONS)
    return Reading(number)
