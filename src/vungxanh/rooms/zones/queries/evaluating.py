"""Judging now, from what is recorded: what the page, the timer, the command line and comparisons ask."""

from dataclasses import dataclass
from datetime import date

from vungxanh.kernel.actor import Actor
from vungxanh.regulations.risk import Unit
from vungxanh.rooms.places.queries import Level, level_of, parent_of
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import LevelProposal
from vungxanh.rooms.zones.queries.gathering import places_of
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


def evaluated(*, by: Actor, area: str, day: date, level_set: LevelSet) -> list[Line]:
    """Every place inside ``area`` by one set, as of the end of ``day``."""
    specs = Specs(level_set.rules)
    places, areas = places_of(by=by, area=area, day=day, specs=specs)
    found = rules.judge_all(specs, places)
    return [
        Line(p.path, areas[p.path][3], areas[p.path][2], specs.of(p.unit), found[p.path])
        for p in places
        if p.path.startswith(area)
    ]


def spec_of(*, by: Actor, proposal: LevelProposal) -> Spec:
    """The rows a proposal was judged by."""
    return rules.compiled(get_set(by=by, set_id=proposal.set_id).rules, Unit(proposal.unit))


def judged_again(*, by: Actor, proposal: LevelProposal) -> tuple[Spec, Judgement]:
    """The level of a proposal computed again from what it rests on."""
    spec = spec_of(by=by, proposal=proposal)
    return spec, rules.recomputed(spec, proposal.basis)


@dataclass(frozen=True, slots=True)
class Differs:
    """A place whose level would be another one by another set."""

    path: str
    name: str
    now: int
    then: int
    why: str


def differing(*, by: Actor, area: str, day: date, level_set: LevelSet) -> list[Differs]:
    """Which places of an area would change level if ``level_set`` were in force; the worst first."""
    now = dict(LevelProposal.objects.filter(area_path__startswith=area, current=True).values_list("area_path", "level"))
    found = [
        Differs(line.path, line.name, now[line.path], line.judged.level, rules.why(line.spec, line.judged))
        for line in evaluated(by=by, area=area, day=day, level_set=level_set)
        if line.path in now and now[line.path] != line.judged.level
    ]
    return sorted(found, key=lambda d: (-d.then, d.name))


def around(path: str) -> str:
    """The area to judge again when something changed in a place: the one right above a commune, else the place."""
    return parent_of(path) if level_of(path) is Level.COMMUNE else path
