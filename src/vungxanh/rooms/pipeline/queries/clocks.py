"""The clocks that run; tracing by team."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline.models import StageClock
from vungxanh.rooms.pipeline.rules import Figures, Stage, figures


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


Running = Mapping[tuple[str, str], tuple[int, int]]


def running(*, by: Actor, at: datetime, area: str = "", disease: str = "") -> Running:
    """How many run and how many of them are overdue, by area path and stage."""
    rows = _running(by, at, area, disease, "area_path", "stage")
    return {(path, stage): (n, over) for path, stage, n, over in rows}


def by_team(*, by: Actor, at: datetime, since: date, area: str = "", disease: str = "") -> dict[UUID | None, Figures]:
    """Tracing, by the team that was given the contacts."""
    mine = seen(by, Permission.CASE_SEE, count=True)
    done = StageClock.objects.filter(mine, within(area), day__gte=since, hours__isnull=False, stage=Stage.TRACE)
    rows_of: Any = (done.filter(disease=disease) if disease else done).order_by().values("team_id", "hours")
    # Columns of the index and not the key: SQLite's index does not hold the key.
    counted = rows_of.annotate(n=Count("stage"), bad=Count("stage", filter=Q(late=True)))
    took: dict[UUID | None, dict[float, tuple[int, int]]] = {}
    for team, hours, n, bad in counted.values_list("team_id", "hours", "n", "bad"):
        took.setdefault(team, {})[float(hours)] = (n, bad)
    rows = _running(by, at, area, disease, "team_id", "stage", only=Q(stage=Stage.TRACE))
    runs = {team: (n, over) for team, _stage, n, over in rows}
    return {team: figures(took.get(team, {}), *runs.get(team, (0, 0))) for team in {*took, *runs}}


def _running(
    by: Actor, at: datetime, area: str, disease: str, *names: str, only: Q | None = None
) -> Iterable[tuple[Any, ...]]:
    mine = seen(by, Permission.CASE_SEE, count=True)
    rows = StageClock.objects.filter(mine, within(area), only or Q(), done_at=None).order_by()
    rows = rows.filter(disease=disease) if disease else rows
    counted = rows.values(*names).annotate(n=Count("stage"), over=Count("stage", filter=Q(due_at__lt=at)))
    found: Iterable[tuple[Any, ...]] = counted.values_list(*names, "n", "over")
    return found
