"""Rounds of checks: a number for each round since the beginning of time, so that missed ones are a difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a day: ``number`` grows by one from round to round; ``nth`` of the day from 1; open from–to."""

    number: int
    day: date
    nth: int
    opens: datetime
    closes: datetime


def round_at(at: datetime, hours: Sequence[int], zone: tzinfo = UTC) -> Round:
    """The round open at a moment: before the first hour of a day it is the last one of the day before."""
    here = at.astimezone(zone)
    starts = sorted(set(hours)) or [0]
    begun = sum(hour <= here.hour for hour in starts)
    day, nth = (here.date(), begun) if begun else (here.date() - timedelta(days=1), len(starts))
    return round_of(day, nth, starts, zone)


def round_of(day: date, nth: int, hours: Sequence[int], zone: tzinfo = UTC) -> Round:
    """The ``nth`` round of a day (from 1)."""
    starts = sorted(set(hours)) or [0]
    opens = datetime.combine(day, time(starts[nth - 1]), zone)
    after = (day, starts[nth]) if nth < len(starts) else (day + timedelta(days=1), starts[0])
    closes = datetime.combine(after[0], time(after[1]), zone)
    return Round(day.toordinal() * len(starts) + nth - 1, day, nth, opens, closes)


def missed(checked: int, now: Round) -> int:
    """How many whole rounds nobody asked him, the one that is open not counted."""
    return max(0, now.number - 1 - checked)
