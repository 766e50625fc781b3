"""The days of an infectious window, as an interview goes through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from vungxanh.rooms.tracing.rules.sentences import VIETNAM

AWAKE = (time(6), time(22))  # hours of which one is asked; nights are at home unless told otherwise
MOST = 28  # days shown


def days_of(start: datetime, end: datetime) -> list[date]:
    """The days from ``start`` to ``end``, the latest first (remembered best), at most four weeks."""
    first, last = start.astimezone(VIETNAM).date(), end.astimezone(VIETNAM).date()
    count = min((last - first).days, MOST - 1)
    return [last - timedelta(days=n) for n in range(count + 1)] if last >= first else [first]


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a day nobody has told about."""

    start: datetime
    end: datetime


def gaps_of(day: date, stays: Sequence[tuple[datetime, datetime]]) -> list[Gap]:
    """The waking hours of a day not covered by any stay, half an hour or more each."""
    at = datetime.combine(day, AWAKE[0], VIETNAM)
    night = datetime.combine(day, AWAKE[1], VIETNAM)
    found: list[Gap] = []
    for start, end in sorted(stays):
        if start > at:
            found.append(Gap(at, min(start, night)))
        at = max(at, end)
        if at >= night:
            break
    if at < night:
        found.append(Gap(at, night))
    return [gap for gap in found if gap.end - gap.start >= timedelta(minutes=30)]
