"""The clocks that run, and how long the stages take: per commune, team, day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline.models import StageClock
from vungxanh.rooms.pipeline.rules import Figures, Stage, figures

StageFigures = Mapping[Stage, Figures]


def visible(by: Actor) -> QuerySet[StageClock]:
    """The clocks of the cases ``by`` may see, in no order."""
    return StageClock.objects.filter(seen(by, Permission.CASE_SEE))


def open_clocks(*, by: Actor, area: str = "", stage: str = "") -> QuerySet[StageClock]:
    """Those that run; the view puts them in order."""
    rows = visible(by).filter(within(area), done_at=None)
    return rows.filter(stage=stage) if stage else rows


def of_case(*, by: Actor, case_id: UUID) -> list[StageClock]:
    """Those of one case, in the order of 5S."""
    order = [stage.value for stage in Stage]
    return sorted(visible(by).filter(case=case_id), key=lambda row: order.index(row.stage))


def untraced(*, by: Actor) -> list[UUID]:
    """Cases whose tracing runs; an import may have brought their interviews."""
    running = StageClock.objects.filter(seen(by, Permission.CASE_SEE), stage=Stage.TRACE, done_at=None)
    return list(running.values_list("case_id", flat=True))


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


Running = Mapping[tuple[str, str], tuple[int, int]]


def running(*, by: Actor, at: datetime, area: str = "", disease: str = "") -> Running:
    """How many run and how many of them are overdue, by area path and stage."""
    rows = _running(by, at, area, disease, "area_path", "stage")
    return {(path, stage): (n, over) for path, stage, n, over in rows}


def overview(*, by: Actor, runs: Running, since: date, area: str = "", disease: str = "") -> Spell:
    """Every stage: of what began since ``since`` and is done, and of all that ``runs``; and day by day, newest first."""
    rows = _done(by, since, area, disease).values("day", "stage", "hours").annotate(n=Count("stage"), bad=_LATE)
    days: dict[date, _Counted] = defaultdict(lambda: defaultdict(dict))
    every: _Counted = defaultdict(dict)
    for day, stage, hours, n, bad in rows.values_list("day", "stage", "hours", "n", "bad"):
        took = float(hours or 0)
        days[day][stage][took] = (n, bad)
        before = every[stage].get(took, (0, 0))
        every[stage][took] = (before[0] + n, before[1] + bad)
    open_: dict[str, tuple[int, int]] = {}
    for (_path, stage), (n, over) in runs.items():
        before = open_.get(stage, (0, 0))
        open_[stage] = (before[0] + n, before[1] + over)
    stages = {stage: figures(every[stage.value], *open_.get(stage.value, (0, 0))) for stage in Stage}
    told = [DayFigures(day, {s: figures(days[day][s.value]) for s in Stage}) for day in sorted(days, reverse=True)]
    return Spell(stages, told)


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a unit or a team: how many were done, how many of them late, how many run, how many of these are overdue."""

    done: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int | None:
        """On time, of those done or overdue; whole percent, rounded down."""
        judged = self.done + self.overdue
        return (self.done - self.late) * 100 // judged if judged else None


def by_area(
    *, by: Actor, runs: Running, since: date, area: str = "", disease: str = ""
) -> dict[str, Mapping[Stage, Tally]]:
    """Each managing unit (its area path)."""
    found = _tallies(_done(by, since, area, disease), runs, "area_path")
    paths = {path for path, _stage in found}
    return {path: {stage: found.get((path, stage.value), Tally()) for stage in Stage} for path in paths}


def by_team(*, by: Actor, at: datetime, since: date, area: str = "", disease: str = "") -> dict[UUID | None, Tally]:
    """Tracing, by the team that was given the contacts."""
    done = _done(by, since, area, disease).filter(stage=Stage.TRACE)
    rows = _running(by, at, area, disease, "team_id", "stage", only=Q(stage=Stage.TRACE))
    runs = {(team, stage): (n, over) for team, stage, n, over in rows}
    return {team: tally for (team, _stage), tally in _tallies(done, runs, "team_id").items()}


_Counted = dict[str, dict[float, tuple[int, int]]]
# Columns of the index and not the key: SQLite's index does not hold the key.
_LATE = Count("stage", filter=Q(late=True))


def _tallies(
    done: QuerySet[StageClock], runs: Mapping[Any, tuple[int, int]], name: str
) -> dict[tuple[Any, str], Tally]:
    counted = done.values(name, "stage").annotate(n=Count("stage"), bad=_LATE)
    of_done: dict[tuple[Any, str], tuple[int, int]] = {
        (one, stage): (n, bad) for one, stage, n, bad in counted.values_list(name, "stage", "n", "bad")
    }
    return {key: Tally(*of_done.get(key, (0, 0)), *runs.get(key, (0, 0))) for key in {*of_done, *runs}}


def _done(by: Actor, since: date, area: str, disease: str) -> QuerySet[StageClock]:
    mine = seen(by, Permission.CASE_SEE, count=True)
    rows = StageClock.objects.filter(mine, within(area), day__gte=since, hours__isnull=False).order_by()
    return rows.filter(disease=disease) if disease else rows


def _running(
    by: Actor, at: datetime, area: str, disease: str, *names: str, only: Q | None = None
) -> Iterable[tuple[Any, ...]]:
    mine = seen(by, Permission.CASE_SEE, count=True)
    rows = StageClock.objects.filter(mine, within(area), only or Q(), done_at=None).order_by()
    rows = rows.filter(disease=disease) if disease else rows
    counted = rows.values(*names).annotate(n=Count("stage"), over=Count("stage", filter=Q(due_at__lt=at)))
    found: Iterable[tuple[Any, ...]] = counted.values_list(*names, "n", "over")
    return found
