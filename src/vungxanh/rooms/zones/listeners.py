"""What this room does by itself: every hour, and when something levels rest on changed. Harmless when told twice."""

from contextlib import suppress
from datetime import datetime
from typing import Protocol

from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.tasks.events import ScenarioBegun
from vungxanh.rooms.zones import actions, queries

KEEPER = system("mức nguy cơ")


class Somewhere(Protocol):
    """An event that says where."""

    @property
    def area(self) -> str:
        """Area path."""
        ...


def inputs_changed(event: Somewhere, *, at: datetime) -> None:
    """The area around is to be judged again, a few seconds after the last such event."""
    if event.area:
        actions.mark(by=KEEPER, at=centre.now(), areas=[queries.around(event.area)])


def cases_imported(event: object, *, at: datetime) -> None:
    """Everything is."""
    home = centre.current().area_path
    if home:
        actions.mark(by=KEEPER, at=centre.now(), areas=queries.parts_of(home))


def scenario_begun(event: ScenarioBegun, *, at: datetime) -> None:
    """What a person decided is given at once: its measures become tasks, those it no longer asks for end."""
    now = tasks.scenario_now(event.area)
    if event.decided and now is not None and now.pk == event.scenario_id:
        with suppress(
            Refused
        ):  # no plan for this place, or no committee yet: its page says which, and gives them later
            actions.give_scenario(by=KEEPER, at=centre.now(), area_path=event.area)


def settle() -> None:
    """Every few seconds: what is due and quiet is judged."""
    home, at = centre.current().area_path, centre.now()
    if home and queries.any_due(by=KEEPER):
        actions.settle(by=KEEPER, at=at, home=home)


def daily() -> None:
    """Every hour: decisions begin and end; once a day every place is judged."""
    home, at = centre.current().area_path, centre.now()
    actions.turn_over(by=KEEPER, at=at)
    last = queries.last_evaluated(by=KEEPER)
    if home and (last is None or last.day < timezone.localdate(at)):
        for area in queries.parts_of(home):
            try:
                actions.evaluate(by=KEEPER, at=at, area_path=area, day=timezone.localdate(at))
            except Refused:  # before 31/5/2021 no document says how
                return
