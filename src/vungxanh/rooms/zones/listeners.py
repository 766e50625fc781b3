"""What this room does by itself: every hour, and when something levels rest on changed. Harmless when told twice."""

from datetime import datetime
from typing import Protocol

from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.zones import actions, queries

KEEPER = system("mức nguy cơ")


class Somewhere(Protocol):
    """An event that says where."""

    @property
    def area(self) -> str:
        """Area path."""
        ...


def inputs_changed(event: Somewhere, *, at: datetime) -> None:
    """The district around is judged again."""
    _evaluate(queries.around(event.area))


def cases_imported(event: object, *, at: datetime) -> None:
    """Everything is."""
    _evaluate(centre.current().area_path)


def daily() -> None:
    """Every hour: decisions begin and end; once a day every place is judged."""
    actions.turn_over(by=KEEPER, at=centre.now())
    last = queries.last_evaluated(by=KEEPER)
    if last is None or last.day < timezone.localdate(centre.now()):
        _evaluate(centre.current().area_path)


def _evaluate(area: str) -> None:
    home, at = centre.current().area_path, centre.now()
    if not home or not area:
        return
    try:
        actions.evaluate(
            by=KEEPER, at=at, area_path=area if area.startswith(home) else home, day=timezone.localdate(at)
        )
    except Refused:  # before 31/5/2021 no document says how
        return
