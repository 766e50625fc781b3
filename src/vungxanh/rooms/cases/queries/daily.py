"""Confirmed cases by area and day, without persons: what a map and a curve are drawn from."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.db.models import CharField, Count, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.models import Case

SOME_DAY = datetime(2021, 1, 1, tzinfo=UTC)
ONE = timedelta(days=1)


def daily_counts(*, by: Actor, needs: Permission, disease: str, where: Q) -> Counter[tuple[str, date]]:
    """Confirmed cases by (area, local day of the diagnosis), in areas where ``by`` holds ``needs``; in one query.

    Both databases write moments in UTC (``2021-08-17 00:…``) and add up by the day as it is written, from one index
    (``case_daily``); the hours from ``_midnight`` on are the next day's here.
    """
    rows = Case.objects.filter(seen(by, needs), where, disease=disease, status="confirmed", diagnosed_at__isnull=False)
    written = Cast("diagnosed_at", CharField())
    days = rows.order_by().annotate(day=Substr(written, 1, 10), hour=Substr(written, 12, 2)).values("area_path", "day")
    told = days.annotate(n=Count("*"), late=Count("diagnosed_at", filter=Q(hour__gte=f"{_midnight():02}")))
    found: Counter[tuple[str, date]] = Counter()
    for path, text, n, late in told.values_list("area_path", "day", "n", "late").iterator(20_000):
        day = date.fromisoformat(text)
        if n > late:
            found[path, day] += n - late
        if late:
            found[path, day + ONE] += late
    return found


def _midnight() -> int:
    """The hour of UTC at which a day begins here; the offset of Vietnam has been +7 since 1975."""
    ahead = timezone.localtime(SOME_DAY).utcoffset() or timedelta()
    return int(24 - ahead / timedelta(hours=1))
