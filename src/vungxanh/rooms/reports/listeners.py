"""What this room does by itself: figures kept fresh, the bulletin of the day. Harmless when done twice."""

from datetime import timedelta

from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.reports import actions, queries

KEEPER = system("bản tin")
FRESH = timedelta(seconds=45)


def count() -> None:
    """Every minute: the figures of the centre and of every area somebody opened today are counted again."""
    at, home = centre.now(), centre.current().area_path
    if not home:
        return
    day = timezone.localdate(at)
    known = queries.watched(by=KEEPER, day=day)
    for area in sorted({home, *known}):
        if area not in known or at - known[area] >= FRESH:
            actions.keep_figures(by=KEEPER, at=at, area_path=area)


def daily() -> None:
    """From the hour of the setting on: the bulletin of each area that has one, once a day."""
    at, home = centre.now(), centre.current().area_path
    if not home:
        return
    day = timezone.localdate(at)
    for area in sorted({home, *queries.timed_areas()}):
        hour = queries.timer_hour(area, day)
        if hour is None or timezone.localtime(at).hour < hour:
            continue
        if queries.of_day(by=KEEPER, area=area, day=day) is None:
            actions.make(by=KEEPER, at=at, area_path=area, day=day)
