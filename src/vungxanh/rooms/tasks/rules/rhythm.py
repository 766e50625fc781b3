"""Tasks that come back: "monthly day 15,30", "weekly mon", "daily"; which days, and how early they are opened."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RULE = re.compile(
    r"(daily|weekly|monthly)(?:\s+(?:day\s+)?([a-z0-9,\s]+?))?(?:\s+at\s+(\d{1,2}:\d{2}))?", re.IGNORECASE
)
_AHEAD = {"daily": timedelta(0), "weekly": timedelta(days=2), "monthly": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``kind`` daily, weekly or monthly; ``days`` of the week (0 is Monday) or of the month; ``at`` when on the day."""

    kind: str
    days: tuple[int, ...] = ()
    at: time | None = None


def parse_rhythm(rule: str | None) -> Rhythm | None:
    """The rhythm a rule names; None for what is no rule."""
    found = _RULE.fullmatch((rule or "").strip())
    if not found:
        return None
    kind, at = found[1].lower(), None
    try:
        at = time.fromisoformat(found[3].zfill(5)) if found[3] else None
        days = tuple(sorted({_day(kind, part.strip().lower()) for part in (found[2] or "").split(",") if part.strip()}))
    except ValueError:
        return None
    if (kind == "daily") == bool(days):
        return None
    return Rhythm(kind, days, at)


def _day(kind: str, word: str) -> int:
    if kind == "weekly":
        return WEEKDAYS.index(word[:3])
    number = 31 if word == "last" else int(word)
    if not 1 <= number <= 31:
        raise ValueError(word)
    return number


def occurrences(rhythm: Rhythm, first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last``, both included, in order. A month without the day has it on its last day."""
    day = first
    while day <= last:
        if _falls(rhythm, day):
            yield day
        day += timedelta(days=1)


def _falls(rhythm: Rhythm, day: date) -> bool:
    if rhythm.kind == "daily":
        return True
    if rhythm.kind == "weekly":
        return day.weekday() in rhythm.days
    length = monthrange(day.year, day.month)[1]
    return day.day in {min(wanted, length) for wanted in rhythm.days}


def ahead(rhythm: Rhythm) -> timedelta:
    """How long before its day a turn is opened."""
    return _AHEAD[rhythm.kind]
