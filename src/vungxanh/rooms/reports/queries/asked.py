"""What figures are asked of: an area, a day, a moment."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.reports.rules import Value

DISEASE = "covid19"


@dataclass(frozen=True, slots=True)
class Ask:
    """``at``: the moment of what stands; ``until``: nothing of the day after it counts (None: the whole day)."""

    by: Actor
    area: str
    day: date
    at: datetime
    until: datetime | None = None

    @property
    def here(self) -> Q:
        """Rows of the area."""
        return within(self.area)

    def moments(self, field: str, back: int = 0) -> Q:
        """Rows whose moment lies on the day (``back`` days before it)."""
        start, end = self._span(back)
        return Q(**{f"{field}__gte": start, f"{field}__lt": end})

    def days(self, field: str, back: int = 0) -> Q:
        """Rows of that day, by a column of days."""
        return Q(**{field: self.day - timedelta(days=back)})

    def past(self, back: int = 0) -> bool:
        """Whether that day is over, so that what stood then must be told from dates."""
        return bool(back) or self.day < timezone.localdate(self.at)

    def end(self, back: int = 0) -> datetime:
        """When that day ends."""
        return self._span(back)[1]

    def last(self, back: int = 0) -> date:
        """That day."""
        return self.day - timedelta(days=back)

    def _span(self, back: int) -> tuple[datetime, datetime]:
        start = timezone.make_aware(datetime.combine(self.day - timedelta(days=back), time.min))
        end = timezone.make_aware(datetime.combine(self.day - timedelta(days=back - 1), time.min))
        return start, min(end, self.until) if self.until and not back else end


def flow(now: int, before: int) -> Value:
    """A number of the day with that of the day before."""
    return Value(float(now), float(before))


def dated(now: int, before: int) -> Value:
    """A number that stands at the moment, and as dates tell it stood when the day before ended."""
    return Value(float(now), float(before))


def plain(n: float) -> Value:
    """A number that stands at the moment."""
    return Value(float(n))


def missing(keys: object, why: str) -> dict[str, Value]:
    """Nobody knows any of these."""
    return {str(key): Value(None, why=why) for key in keys}  # type: ignore[attr-defined]
