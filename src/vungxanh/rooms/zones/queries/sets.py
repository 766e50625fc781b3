"""The sets of criteria: those of documents and the centre's own; which one is in force where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import RegulationSet, Subject, all_sets, as_of
from vungxanh.regulations.risk import LevelMeasure, LevelRules, LocalRaise
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import OwnSet

DISEASE = "covid19"


@dataclass(frozen=True, slots=True)
class LevelSet:
    """A set of criteria, ready to judge with. ``own``: the centre's version, if it is one."""

    id: str
    name: str
    rules: LevelRules
    base: RegulationSet
    own: OwnSet | None = None

    @property
    def citation(self) -> str:
        """By which document."""
        return f"{self.own.number}, theo {self.base.citation}" if self.own else self.base.citation

    @property
    def area(self) -> str:
        """Where it holds."""
        return self.own.area_path if self.own else self.base.area


def published() -> list[LevelSet]:
    """Those of the documents, oldest first."""
    return [LevelSet(s.id, s.name, s.value, s) for s in all_sets() if s.subject is Subject.LEVEL]


def own_sets(*, by: Actor) -> list[LevelSet]:
    """The centre's own, latest versions."""
    return [_of_own(one) for one in OwnSet.objects.filter(latest=True).order_by("name", "id")]


def sets(*, by: Actor) -> list[LevelSet]:
    """All that may be judged with."""
    return [*published(), *own_sets(by=by)]


def get_set(*, by: Actor, set_id: str) -> LevelSet:
    """One by its id, or by a part of its number such as "2686" or "4800/QĐ-BYT"; Refused when there is none."""
    known = published()
    for one in known:
        if one.id == set_id:
            return one
    if set_id.startswith("own-"):
        found = OwnSet.objects.filter(pk=_uuid(set_id[4:])).first()
        if found is not None:
            return _of_own(found)
    named = [one for one in known if set_id and one.base.number.startswith(set_id)]
    if named:
        return named[0]
    raise Refused(
        "Không có bộ tiêu chí %(set_id)s. Có: %(known)s.",
        field="set",
        values={"set_id": set_id[:40], "known": ", ".join(one.id for one in known)},
    )


def set_in_force(*, by: Actor, area: str, on: date) -> LevelSet:
    """The centre's own set for the area if there is one, else the document's. Raises NoRegulation."""
    mine = [s for s in OwnSet.objects.filter(latest=True, effective_from__lte=on) if area.startswith(s.area_path)]
    mine = [s for s in mine if s.effective_to is None or s.effective_to >= on]
    if mine:
        return _of_own(max(mine, key=lambda s: (len(s.area_path), s.effective_from, s.made_at)))
    found: RegulationSet = as_of(Subject.LEVEL, DISEASE, on, area).explanation.chosen
    return LevelSet(found.id, found.name, found.value, found)


@dataclass(frozen=True, slots=True)
class Shown:
    """A number of a set beside the number of the document it begins from."""

    path: str
    row: str
    label: str
    unit: str
    whole: bool
    now: float
    document: float
    lower: bool


def numbers_of(level_set: LevelSet) -> list[Shown]:
    """What a centre may change in a set."""
    base = {n.path: n for n in rules.numbers(level_set.base.value)}
    return [
        Shown(n.path, base[n.path].row, n.label, n.unit, n.whole, n.value, base[n.path].value, n.lower)
        for n in rules.numbers(level_set.rules)
    ]


def with_numbers(level_set: LevelSet, changes: Mapping[str, float]) -> LevelSet:
    """The set as it would be with these numbers, checked like one that is saved; nothing is written."""
    checked = rules.checked_changes(level_set.base.value, changes)
    return LevelSet("", level_set.name, rules.with_changes(level_set.base.value, checked), level_set.base)


def versions(*, by: Actor, key: UUID) -> list[OwnSet]:
    """Every version of an own set, the newest first."""
    return list(OwnSet.objects.filter(key=key).order_by("-version"))


def measures_of(level_set: LevelSet) -> list[tuple[RegulationSet, list[LevelMeasure]]]:
    """The lists of measures that go with a set."""
    lists = [s for s in all_sets() if s.subject is Subject.LEVEL_MEASURES]
    return [(s, list(s.value.measures)) for s in lists if level_set.base.id in s.value.of_sets]


def raise_rule(area: str, on: date) -> tuple[LocalRaise, RegulationSet] | None:
    """The plan that lets an authority go above the computed level, where there is one."""
    try:
        found: RegulationSet = as_of(Subject.LEVEL_RAISE, DISEASE, on, area).explanation.chosen
    except Refused:
        return None
    return found.value, found


def _of_own(own: OwnSet) -> LevelSet:
    base = next(s for s in published() if s.id == own.base)
    return LevelSet(f"own-{own.pk}", own.name, rules.with_changes(base.rules, own.changes), base.base, own)


def _uuid(text: str) -> Any:
    try:
        return UUID(text)
    except ValueError:
        return None
