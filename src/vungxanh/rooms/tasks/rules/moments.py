"""A deadline in words as a moment on the centre's clock."""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from vungxanh.rooms.tasks.rules.given import Due, DueKind

_BEFORE = re.compile(r"\btrước\b(?!\s+mắt)", re.IGNORECASE)
_LAST_MINUTE = time(23, 59)


def ends_day(raw: str | None) -> bool:
    """Whether the day named is still in time: "chậm nhất ngày 20/8" is, "trước ngày 20/8" is not."""
    return not (raw and _BEFORE.search(raw))


def due_moment(due: Due, zone: tzinfo) -> datetime | None:
    """The last minute that is in time, for a deadline on the calendar; None for every other kind and for no real day."""
    if due.kind not in (DueKind.BY, DueKind.DURING) or not due.date:
        return None
    try:
        day = date.fromisoformat(due.date)
        if due.time:
            return datetime.combine(day, time.fromisoformat(due.time), zone)
        if due.kind is DueKind.BY and not ends_day(due.raw):
            day -= timedelta(days=1)
        return datetime.combine(day, _LAST_MINUTE, zone)
    except (ValueError, OverflowError):
        return None


def span_of(due: Due) -> timedelta | None:
    """How long after its event a task must be done; None when it is not counted from an event."""
    if due.kind is not DueKind.WITHIN:
        return None
    span = timedelta(hours=due.hours or 0, days=due.days or 0)
    return span if span > timedelta(0) else None
