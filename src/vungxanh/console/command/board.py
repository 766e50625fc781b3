"""What stands on the desk: figures as last counted, levels that changed, the scenario, the decisions that wait."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.console.command import deciding, figures
from vungxanh.console.today.parts import link
from vungxanh.engine.scenario.api import to_next
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission as May
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.reports import actions, queries
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.zones import queries as zones

OLD = timedelta(minutes=3)
"""The worker counts every minute; older figures are counted by whoever looks."""
CHANGED = 6


@dataclass(frozen=True, slots=True)
class Scenario:
    """Which of the plan's scenarios the cases call for. ``number`` None: no plan sets borders here, or nobody counted."""

    number: int | None
    active: int | None
    now: int | None
    following: tuple[int, int] | None
    why: str
    url: str

    @property
    def differs(self) -> bool:
        """Whether another one is recognised than the numbers call for."""
        return self.number is not None and self.now != self.number


@dataclass(frozen=True, slots=True)
class Changed:
    """A commune at another level than yesterday, and why."""

    pk: Any
    name: str
    before: str
    level: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on it."""

    area: str
    day: date
    at: datetime
    parts: dict[str, list[figures.Shown]]
    scenario: Scenario
    changed: list[Changed]
    decisions: list[deciding.Group]

    @property
    def waiting(self) -> int:
        """How many decisions wait."""
        return sum(group.count for group in self.decisions)


def standing(*, by: Actor, at: datetime, area: str) -> queries.Figures:
    """The figures as last counted; counted now when nobody did for too long, or ever, today."""
    found = queries.figures(by=by, area=area, at=at)
    if found is None or at - found.at > OLD:
        actions.keep_figures(by=by, at=at, area_path=area)
        found = queries.figures(by=by, area=area, at=at)
    assert found is not None
    return found


def desk(*, by: Actor, at: datetime, area: str) -> Desk:
    """The desk of one reader over one area."""
    found = standing(by=by, at=at, area=area)
    scenario = _scenario(by, at, area, found)
    ask = deciding.Ask(by, at, area, scenario.active)
    return Desk(area, found.day, found.at, figures.parts(by, found), scenario, _changed(by, area), deciding.groups(ask))


def _scenario(by: Actor, at: datetime, area: str, found: queries.Figures) -> Scenario:
    n = found.values["active"].n if "active" in found.values else None
    active = None if n is None else int(n)
    borders = tasks.borders(area, timezone.localdate(at))
    state = tasks.scenario_now(area)
    url = link("zones:scenario", area=area) if by.may(May.LEVEL_SEE, area) and by.may(May.CASE_SEE, area) else ""
    if borders is None:
        why = _("Không có kế hoạch nào đặt mốc số ca cho địa bàn này.")
        return Scenario(None, active, state.number if state else None, None, why, url)
    number = tasks.scenario_of(active, borders[0]) if active is not None else None
    following = to_next(active, borders[0]) if active is not None else None
    return Scenario(number, active, state.number if state else None, following, borders[1], url)


def _changed(by: Actor, area: str) -> list[Changed]:
    if not by.may(May.LEVEL_SEE, area):
        return []
    rows = zones.standing(by).filter(within(area), unit="commune", since=F("day"), before__isnull=False)
    rows = rows.order_by("-level", "folded")[:CHANGED]
    names = zones.called(by=by, rows=[(one.area_path, one.name) for one in rows])
    return [
        Changed(
            one.pk, names[one.area_path], LETTERS.get(one.before or 0, "?"), LETTERS.get(one.told or 0, "?"), one.why,
            link("zones:one", one.pk),
        )
        for one in rows
    ]  # fmt: skip
