"""Bulletins and when they are made."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.api import Ruling, Subject, as_of
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.models import Bulletin, BulletinTimer
from vungxanh.rooms.reports.queries.asked import DISEASE

SEE = Permission.FIGURES_SEE


def visible(by: Actor) -> QuerySet[Bulletin]:
    """All versions ``by`` may see, unordered."""
    return Bulletin.objects.filter(seen(by, SEE))


def bulletins(by: Actor) -> QuerySet[Bulletin]:
    """The latest version of each day."""
    return visible(by).filter(latest=True)


def get_bulletin(*, by: Actor, bulletin_id: UUID) -> Bulletin:
    """One version; NotYours when there is none he may see."""
    found = visible(by).filter(pk=bulletin_id).first()
    if found is None:
        raise NotYours("Không có bản tin này, hoặc không thuộc địa bàn của bạn.")
    return found


def bulletin(*, by: Actor, bulletin_id: UUID) -> Bulletin:
    """One version, held until the end of the act."""
    get_bulletin(by=by, bulletin_id=bulletin_id)
    return Bulletin.objects.select_for_update().get(pk=bulletin_id)


def of_day(*, by: Actor, area: str, day: date) -> Bulletin | None:
    """The latest version of one day."""
    return bulletins(by).filter(area_path=area, day=day).first()


def versions(*, by: Actor, found: Bulletin) -> list[Bulletin]:
    """Every version of the same day, the newest first."""
    return list(visible(by).filter(area_path=found.area_path, day=found.day).order_by("-version"))


def waiting(by: Actor) -> QuerySet[Bulletin]:
    """Bulletins of his areas that wait for his signature, the oldest first."""
    mine = seen(by, Permission.BULLETIN_SIGN)
    return Bulletin.objects.filter(mine, latest=True, state=rules.State.DRAFT).order_by("day", "id")


def first_number(area: str, day: date) -> int:
    """The number the next new bulletin of the area takes: counted anew every year."""
    rows = Bulletin.objects.filter(area_path=area, day__year=day.year)
    return int(rows.aggregate(n=Max("number"))["n"] or 0) + 1


def setting(area: str, day: date) -> Ruling[Any]:
    """The centre's setting in force."""
    return as_of(Subject.BULLETIN, DISEASE, day, area)


def timer_hour(area: str, day: date) -> int | None:
    """From which hour on the bulletin of an area is made by itself; None: only by hand."""
    said = BulletinTimer.objects.filter(area_path=area).first()
    return said.hour if said else setting(area, day).value.cut_off_hour


def timed_areas() -> list[str]:
    """Areas somebody set an hour for."""
    return list(BulletinTimer.objects.filter(hour__isnull=False).values_list("area_path", flat=True))
