"""Judging now, from what is recorded: what the page, the timer, the command line and comparisons ask."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from vungxanh.common.access import within
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.regulations.risk import Unit
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, level_of, line_of, parent_of
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import AreaCluster, DueArea, LevelDecision, LevelProposal
from vungxanh.rooms.zones.queries.clusters import CLUSTER, is_cluster
from vungxanh.rooms.zones.queries.gathering import Known, places_of
from vungxanh.rooms.zones.queries.sets import LevelSet, get_set
from vungxanh.rooms.zones.rules import Judgement, Spec, Specs


@dataclass(frozen=True, slots=True)
class Line:
    """One place judged."""

    path: str
    name: str
    population: int | None
    spec: Spec
    judged: Judgement
    unit: str = "commune"
    cluster: AreaCluster | None = None


def evaluated(*, by: Actor, area: str, day: date, level_set: LevelSet) -> list[Line]:
    """Every place inside ``area`` by one set, as of the end of ``day``."""
    specs = Specs(level_set.rules)
    asked, areas = places_of(by=by, area=area, day=day, specs=specs)
    found = rules.judge_all(specs, asked)
    return [
        Line(each.path, each.name, each.population, specs.of(each.unit), found[each.path], unit_of(each), each.cluster)
        for each in areas.values()
        if each.path.startswith(area)
    ]


def unit_of(each: Known) -> str:
    """What a place is listed as."""
    return CLUSTER if each.cluster else each.unit.value


def spec_of(*, by: Actor, proposal: LevelProposal) -> Spec:
    """The rows a proposal was judged by."""
    return spec_for(by=by, set_id=proposal.set_id, unit=proposal.unit)


def spec_for(*, by: Actor, set_id: str, unit: str) -> Spec:
    """The rows of a set for a size of place; a cluster of communes is judged like a district."""
    return rules.compiled(get_set(by=by, set_id=set_id).rules, Unit.DISTRICT if unit == CLUSTER else Unit(unit))


def judged_then(*, by: Actor, decision: LevelDecision) -> tuple[Spec, Judgement] | None:
    """The readings a decision rested on, judged by the criteria of that moment; None where they were not kept."""
    if not decision.basis:
        return None
    spec = spec_for(by=by, set_id=decision.set_id or decision.proposal.set_id, unit=decision.proposal.unit)
    return spec, rules.recomputed(spec, decision.basis)


def judged_again(*, by: Actor, proposal: LevelProposal) -> tuple[Spec, Judgement]:
    """The level of a proposal computed again from what it rests on."""
    spec = spec_of(by=by, proposal=proposal)
    return spec, rules.recomputed(spec, proposal.basis)


@dataclass(frozen=True, slots=True)
class Differs:
    """A place whose level would be another one by another set; ``at_most``: if what is not known were at its worst.

    ``now`` and ``then`` are 0 where nothing that makes a level could be read.
    """

    path: str
    name: str
    now: int
    then: int
    at_most: int
    why: str


def differing(*, by: Actor, area: str, day: date, level_set: LevelSet) -> list[Differs]:
    """Which places of an area would change level if ``level_set`` were in force; the worst first."""
    rows = LevelProposal.objects.filter(within(area), current=True).values_list("area_path", "level", "unread")
    now = {path: 0 if unread else level for path, level, unread in rows}
    found = [
        Differs(
            line.path,
            line.name,
            now[line.path],
            0 if line.judged.unread else line.judged.level,
            line.judged.at_most,
            rules.why(line.spec, line.judged),
        )
        for line in evaluated(by=by, area=area, day=day, level_set=level_set)
        if line.path in now and now[line.path] != (0 if line.judged.unread else line.judged.level)
    ]
    return sorted(found, key=lambda d: (-d.then, d.name))


def around(path: str) -> str:
    """The area to judge again when something changed in a place: the one right above a commune or cluster, else itself."""
    return parent_of(path) if is_cluster(path) or level_of(path) is Level.COMMUNE else path


def touched(*, by: Actor, paths: Iterable[str], area: str) -> set[str]:
    """The areas outside ``area`` to judge again when communes in it changed level: of neighbours, and of clusters."""
    changed = set(paths)
    found = {
        parent_of(n)
        for above in {parent_of(path) for path in changed}
        for path, near in places.neighbour_paths(by=by, area=above).items()
        if path in changed
        for n in near
    }
    held = AreaCluster.objects.filter(ended_at=None).values_list("area_path", "members")
    found |= {owner for owner, members in held if changed.intersection(members)}
    return {path for path in found if not path.startswith(area)}


def parts_of(area: str) -> list[str]:
    """An area in pieces that are judged in one go each: the country by its provinces, anything smaller whole."""
    if level_of(area) is not Level.COUNTRY:
        return [area]
    rows = places.every(by=NOBODY).filter(within(area, "path"), level=Level.PROVINCE)
    return list(rows.order_by("path").values_list("path", flat=True))


def any_due(*, by: Actor) -> bool:
    """Whether an area waits to be judged again."""
    return DueArea.objects.exists()


def judging_soon(*, by: Actor, area: str) -> bool:
    """Whether something that changed inside or around an area is not yet in the levels shown."""
    return DueArea.objects.filter(within(area) | Q(area_path__in=line_of(area))).exists()
