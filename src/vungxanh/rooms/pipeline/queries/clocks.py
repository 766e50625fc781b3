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


def overview(*, by: Actor, at: datetime, since: date, area: str = "", disease: str = "") -> StageFigures:
    """Every stage: of what began since ``since`` and is done, and of all that runs."""
    found = _figures(_done(by, since, area, disease).values_list("stage", "hours", "late"),
                     _running(by, at, area, disease, "stage"), key=0)  # fmt: skip
    return found.get((), _none())


def by_area(*, by: Actor, at: datetime, since: date, area: str = "", disease: str = "") -> dict[str, StageFigures]:
    """The same for each managing unit (its area path)."""
    done = _done(by, since, area, disease).values_list("area_path", "stage", "hours", "late")
    found = _figures(done, _running(by, at, area, disease, "area_path", "stage"), key=1)
    return {path: stages for (path,), stages in found.items()}


def by_day(*, by: Actor, since: date, area: str = "", disease: str = "") -> list[DayFigures]:
    """Of what began on each day since and is done; the newest day first."""
    done = _done(by, since, area, disease).values_list("day", "stage", "hours", "late")
    found = _figures(done, [], key=1)
    return [DayFigures(day, stages) for (day,), stages in sorted(found.items(), reverse=True)]


def by_team(*, by: Actor, at: datetime, since: date, area: str = "", disease: str = "") -> dict[UUID | None, Figures]:
    """Tracing, by the team that was given the contacts."""
    done = _done(by, since, area, disease).filter(stage=Stage.TRACE).values_list("team_id", "stage", "hours", "late")
    running = _running(by, at, area, disease, "team_id", "stage", only=Q(stage=Stage.TRACE))
    return {team: stages[Stage.TRACE] for (team,), stages in _figures(done, running, key=1).items()}


def _done(by: Actor, since: date, area: str, disease: str) -> QuerySet[StageClock]:
    mine = seen(by, Permission.CASE_SEE, count=True)
    rows = StageClock.objects.filter(mine, within(area), day__gte=since, done_at__isnull=False).order_by()
    return rows.filter(disease=disease) if disease else rows


def _running(
    by: Actor, at: datetime, area: str, disease: str, *names: str, only: Q | None = None
) -> Iterable[tuple[Any, ...]]:
    mine = seen(by, Permission.CASE_SEE, count=True)
    rows = StageClock.objects.filter(mine, within(area), only or Q(), done_at=None).order_by()
    rows = rows.filter(disease=disease) if disease else rows
    counted = rows.values(*names).annotate(n=Count("pk"), over=Count("pk", filter=Q(due_at__lt=at)))
    found: Iterable[tuple[Any, ...]] = counted.values_list(*names, "n", "over")
    return found


def _none() -> StageFigures:
    return {stage: figures(()) for stage in Stage}


def _figures(
    done: Iterable[tuple[Any, ...]], running: Iterable[tuple[Any, ...]], *, key: int
) -> Mapping[tuple[Any, ...], StageFigures]:
    """By the first ``key`` values of the rows; then stage and figures."""
    spans: dict[tuple[Any, ...], list[tuple[float, bool]]] = defaultdict(list)
    for row in done:
        spans[row[: key + 1]].append((row[key + 1], row[key + 2]))
    counts = {row[: key + 1]: (row[key + 1], row[key + 2]) for row in running}
    found: dict[tuple[Any, ...], dict[Stage, Figures]] = {}
    for name in {*spans, *counts}:
        group = found.setdefault(name[:key], dict(_none()))
        group[Stage(name[key])] = figures(spans.get(name, ()), *counts.get(name, (0, 0)))
    return found
