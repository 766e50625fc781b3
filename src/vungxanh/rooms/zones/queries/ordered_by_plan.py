"""What the response plan orders in a scenario, and which of it was given as tasks."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vungxanh.kernel.actor import Actor
from vungxanh.regulations.api import Subject, all_sets
from vungxanh.regulations.risk import LevelMeasure
from vungxanh.rooms.tasks import queries as tasks


@dataclass(frozen=True, slots=True)
class PlanMeasures:
    """The measures of one scenario by one plan; none where no plan says. ``number``: of the document."""

    number: str = ""
    citation: str = ""
    measures: tuple[LevelMeasure, ...] = ()


def scenario_measures(*, area: str, on: date, number: int) -> PlanMeasures:
    """Those of the plan in force for an area: the deepest area's plan goes first."""
    plans = [
        s for s in all_sets() if s.subject is Subject.LEVEL_MEASURES and s.in_force(on) and area.startswith(s.area)
    ]
    for one in sorted(plans, key=lambda s: len(s.area), reverse=True):
        found = tuple(m for m in one.value.measures if m.scenario == number)
        if found:
            return PlanMeasures(one.number, one.citation, found)
    return PlanMeasures()


def scenario_tasks(*, by: Actor, area: str, number: str) -> list[Any]:
    """The tasks given as measures of a plan's scenarios in an area, but those cancelled."""
    rows = tasks.visible(by).filter(order_area=area, key__startswith="scenario/", source_label=number)
    return list(rows.exclude(state="cancelled").order_by("id"))


def scenario_tasks_lifted(*, by: Actor, area: str, number: str, since: datetime) -> list[Any]:
    """Those given as measures of a plan's scenarios in an area and cancelled since a moment."""
    rows = tasks.visible(by).filter(order_area=area, key__startswith="scenario/", source_label=number)
    return list(rows.filter(state="cancelled", closed_at__gte=since).order_by("id"))
