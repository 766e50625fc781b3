"""Confirmed cases by area and day, without persons: what a map and a curve are drawn from."""

from collections import Counter
from datetime import date, datetime

from django.db.models import CharField, Q
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.models import Case


def daily_counts(*, by: Actor, needs: Permission, disease: str, where: Q) -> Counter[tuple[str, date]]:
    """Confirmed cases by (area, local day of the diagnosis), in areas where ``by`` holds ``needs``; in one query.

    The hour is read as text and made a local day once an hour, not once a case: read from one index (``case_daily``).
    """
    rows = Case.objects.filter(seen(by, needs), where, disease=disease, status="confirmed", diagnosed_at__isnull=False)
    written = Substr(Cast("diagnosed_at", CharField()), 1, 13)
    hours: Counter[tuple[str, str]] = Counter(
        rows.order_by().annotate(hour=written).values_list("area_path", "hour").iterator(20_000)
    )
    days: dict[str, date] = {}
    found: Counter[tuple[str, date]] = Counter()
    for (path, hour), n in hours.items():
        if hour not in days:
            days[hour] = _local_day(hour)
        found[path, days[hour]] += n
    return found


def _local_day(hour: str) -> date:
    """Both databases write moments in UTC: ``2021-08-17 00``."""
    return timezone.localdate(datetime.fromisoformat(f"{hour}:00+00:00"))
