"""Counting the figures and keeping them: no act of anybody, so no row in the audit trail."""

from datetime import datetime

from django.utils import timezone

from vungxanh.common.pacing import paced
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.reports import queries, rules
from vungxanh.rooms.reports.models import DayFigures

COUNTER = system("đếm số liệu")


def keep_figures(*, by: Actor, at: datetime, area_path: str) -> DayFigures:
    """Count every figure of an area now, over everything in it, whoever asks: they are numbers without names.

    Counted before anything is locked, so that nobody waits for it.
    """
    by.check(Permission.FIGURES_SEE, area_path)
    day = timezone.localdate(at)
    values = rules.to_json(queries.count(by=COUNTER, at=at, area=area_path, day=day))
    with paced():
        made, _new = DayFigures.objects.update_or_create(
            area_path=area_path, day=day, defaults={"at": at, "values": values}
        )
    return made
