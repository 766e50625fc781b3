"""How long the stages take, of all, per commune, per day: from packs, or from the clocks where a pack is stale."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline.models import DonePack, StageClock
from vungxanh.rooms.pipeline.packing import STAGES, Done, packed, unpacked
from vungxanh.rooms.pipeline.queries.clocks import Running
from vungxanh.rooms.pipeline.rules import Figures, Stage

StageFigures = Mapping[Stage, Figures]
Key = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Of what began on one day."""

    day: date
    stages: StageFigures


@dataclass(frozen=True)
class Spell:
    """The figures of a stretch of days, as one reader may see them: ``stages`` of all, and of what began on each day."""

    stages: StageFigures
    days: list[DayFigures]


def done(*, by: Actor, since: date, area: str = "", disease: str = "") -> Done:
    """What began since a day and is done."""
    rows: Any = DonePack.objects.filter(seen(by, Permission.CASE_SEE, count=True), within(area), day__gte=since)
    rows = (rows.filter(disease=disease) if disease else rows).order_by("day", "area_path")
    parts, stale = [], set()
    for day, path, name, old, blob in rows.values_list("day", "area_path", "disease", "stale", "packed"):
        if old:
            stale.add((day, path, name))
        else:
            parts.append((day, path, bytes(blob)))
    parts += [(day, path, blob) for (day, path, _name), blob in repacked(stale).items()]
    return unpacked(parts)


def repacked(keys: set[Key]) -> dict[Key, bytes]:
    """Packs of days, units and diseases made from their clocks."""
    rows: dict[Key, list[tuple[str, float, bool]]] = {key: [] for key in keys}
    if keys:
        clocks = StageClock.objects.filter(
            hours__isnull=False, day__in={k[0] for k in keys}, area_path__in={k[1] for k in keys}
        )
        names = ("day", "area_path", "disease", "stage", "hours", "late")
        for day, path, disease, stage, hours, late in clocks.order_by().values_list(*names):
            found = rows.get((day, path, disease))
            if found is not None:
                found.append((stage, float(hours or 0), bool(late)))
    return {key: packed(found) for key, found in rows.items()}


def overview(
    *, by: Actor, runs: Running, since: date, area: str = "", disease: str = "", found: Done | None = None
) -> Spell:
    """Every stage: of what began since ``since`` and is done, and of all that ``runs``; and day by day, newest first."""
    found = found or done(by=by, since=since, area=area, disease=disease)
    open_: dict[str, tuple[int, int]] = {}
    for (_path, stage), (n, over) in runs.items():
        before = open_.get(stage, (0, 0))
        open_[stage] = (before[0] + n, before[1] + over)
    whole, daily = found.by_stage(), found.by_day()
    stages = {s: whole.figures(n, *open_.get(s.value, (0, 0))) for n, s in enumerate(STAGES)}
    days = sorted(((day, n) for n, day in enumerate(found.days)), reverse=True)
    told = [DayFigures(day, {s: daily.figures(d * len(STAGES) + n) for n, s in enumerate(STAGES)}) for day, d in days]
    return Spell(stages, [one for one in told if any(f.done for f in one.stages.values())])


def by_area(
    *, by: Actor, runs: Running, since: date, area: str = "", disease: str = "", found: Done | None = None
) -> dict[str, StageFigures]:
    """Each managing unit (its area path)."""
    found = found or done(by=by, since=since, area=area, disease=disease)
    table, lines = found.by_area(), {path: n * len(STAGES) for n, path in enumerate(found.areas)}
    paths = {*lines, *(path for path, _stage in runs)}
    told: dict[str, StageFigures] = {}
    for path in paths:
        mine = [runs.get((path, s.value), (0, 0)) for s in STAGES]
        line = lines.get(path)
        told[path] = {
            s: Figures(0, *mine[n], None, None, 0.0 if mine[n][1] else None) if line is None else table.figures(line + n, *mine[n])
            for n, s in enumerate(STAGES)
        }  # fmt: skip
    return told


def stale_days(*, by: Actor) -> list[date]:
    """Days with packs to be made again, the newest first."""
    rows = DonePack.objects.filter(seen(by, Permission.CASE_SEE), stale=True).order_by("-day")
    return list(rows.values_list("day", flat=True).distinct())
