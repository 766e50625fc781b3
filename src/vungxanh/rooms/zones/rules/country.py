"""Many places at once: communes look at their neighbours, districts and provinces at their communes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vungxanh.regulations.risk import LevelRules, Measure, Unit
from vungxanh.rooms.zones.rules.judging import Judgement, judge
from vungxanh.rooms.zones.rules.readings import Reading, Readings
from vungxanh.rooms.zones.rules.spec import Spec, compiled

NEIGHBOURLY = {Measure.NEXT_TO_RED: 4, Measure.NEXT_TO_ORANGE: 3}
SHARES = {Measure.SHARE_RED: 4, Measure.SHARE_ORANGE: 3, Measure.SHARE_YELLOW: 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A place to be judged. ``neighbours``: of the same size, None when nobody knows which; ``above``: its district."""

    path: str
    unit: Unit
    readings: Readings
    previous: int = 0
    neighbours: tuple[str, ...] | None = None
    inside: tuple[str, ...] = ()


@dataclass(slots=True)
class Specs:
    """The rows of one document, by size of place."""

    rules: LevelRules
    by_unit: dict[Unit, Spec] = field(default_factory=dict)

    def of(self, unit: Unit) -> Spec:
        """Made once."""
        if unit not in self.by_unit:
            self.by_unit[unit] = compiled(self.rules, unit)
        return self.by_unit[unit]


def judge_all(specs: Specs, places: Sequence[Place]) -> dict[str, Judgement]:
    """The level of every place: communes first, with their neighbours' levels from the highest down, then the rest."""
    found: dict[str, Judgement] = {}
    communes = [p for p in places if p.unit is Unit.COMMUNE]
    spec = specs.of(Unit.COMMUNE)
    wanted = [m for m in NEIGHBOURLY if m in spec.measures]
    seen: dict[str, dict[Measure, Reading]] = {p.path: {} for p in communes}
    for measure in [None, *wanted]:
        if measure is not None:
            for p in communes:
                seen[p.path][measure] = beside(p, found, NEIGHBOURLY[measure])
        for p in communes:
            todo = {m: Reading(0.0) for m in wanted if m not in seen[p.path]}
            found[p.path] = judge(spec, {**p.readings, **todo, **seen[p.path]}, p.previous)
    for p in places:
        if p.unit is not Unit.COMMUNE:
            below = [found[path] for path in p.inside if path in found]
            found[p.path] = judge(specs.of(p.unit), {**p.readings, **of_communes(below, len(p.inside))}, p.previous)
    return found


def beside(place: Place, found: Mapping[str, Judgement], level: int) -> Reading:
    """How many neighbours have at least ``level``; those nobody judged, and those that may have it, are said."""
    if place.neighbours is None:
        return Reading(missing="chưa có ranh giới để biết xã nào giáp ranh")
    known = [found[path] for path in place.neighbours if path in found]
    count = float(sum(j.level >= level for j in known))
    strange = len(place.neighbours) - len(known)
    may = sum(j.level < level <= j.at_most for j in known)
    notes = [f"{strange} xã giáp ranh chưa có số liệu"] if strange else []
    if may:
        notes.append(f"{may} xã giáp ranh chưa đủ số liệu, có thể ở mức này")
    return Reading(count, None, "", "; ".join(notes))


def of_communes(below: Iterable[Judgement], total: int) -> dict[Measure, Reading]:
    """Shares of the communes of a district or province by level; one of which nothing could be read has none."""
    levels = [j.level for j in below if not j.unread]
    if not levels:
        why = "chưa đánh giá được xã nào"
        return {m: Reading(missing=why) for m in (*SHARES, Measure.COUNT_RED)}
    note = f"{total - len(levels)} xã chưa có số liệu" if total > len(levels) else ""
    shares = {m: Reading(float(sum(x >= level for x in levels)), float(total), "", note) for m, level in SHARES.items()}
    return {**shares, Measure.COUNT_RED: Reading(float(sum(x == 4 for x in levels)), None, "", note)}
