"""Tasks that come back: "monthly day 15,30", "weekly mon", "daily", "every 3 days"; which days, how early they are opened.

A period without a day ends on its last one: "hằng tuần" on Friday, the last working day; "hằng tháng", "hằng quý",
"hằng năm" on the last day. So nothing that comes back is without a clock.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FRIDAY, LAST = 4, 31
_RULE = re.compile(
    r"(?:(daily|weekly|monthly)(?:\s+(?:day\s+)?((?!at\b)[a-z0-9,\s]+?))?|(quarterly|yearly)|every\s+(\d{1,2})\s+(days|weeks|months))"
    r"(?:\s+at\s+(\d{1,2}:\d{2}))?",
    re.IGNORECASE,
)
_UNITS = {"days": "daily", "weeks": "weekly", "months": "monthly"}
_AHEAD = {"daily": timedelta(0), "weekly": timedelta(days=2), "monthly": timedelta(days=7)}
_ENDS: dict[str, tuple[int, ...]] = {"daily": (), "weekly": (FRIDAY,), "monthly": (LAST,)}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``kind`` daily, weekly or monthly, ``every`` so many of them; ``days`` of the week (0 is Monday) or of the month.

    ``at``: when on the day. Every so many days, weeks and months are counted from the calendar's beginning, months of
    a quarter or a year so that they are its last.
    """

    kind: str
    days: tuple[int, ...] = ()
    at: time | None = None
    every: int = 1


def parse_rhythm(rule: str | None) -> Rhythm | None:
    """The rhythm a rule names; None for what is no rule."""
    found = _RULE.fullmatch((rule or "").strip())
    if not found:
        return None
    kind, every = _kind(found)
    at = None
    try:
        at = time.fromisoformat(found[6].zfill(5)) if found[6] else None
        days = tuple(sorted({_day(kind, part.strip().lower()) for part in (found[2] or "").split(",") if part.strip()}))
    except ValueError:
        return None
    if every < 1 or (kind == "daily" and days):
        return None
    return Rhythm(kind, days or _ENDS[kind], at, every)


def _kind(found: "re.Match[str]") -> tuple[str, int]:
    if found[3]:
        return "monthly", 3 if found[3].lower() == "quarterly" else 12
    if found[4]:
        return _UNITS[found[5].lower()], int(found[4])
    return found[1].lower(), 1


def timed(rule: str, hour: str | None) -> str:
    """A rule with the hour a document names beside it: "daily" and "16:00" are "daily at 16:00"."""
    said = f"{rule} at {hour}" if rule and hour and " at " not in rule else rule
    return said if parse_rhythm(said) else rule


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
        return day.toordinal() % rhythm.every == 0
    if rhythm.kind == "weekly":
        return day.weekday() in rhythm.days and (day.toordinal() - 1) // 7 % rhythm.every == 0
    if (day.year * 12 + day.month) % rhythm.every:
        return False
    length = monthrange(day.year, day.month)[1]
    return day.day in {min(wanted, length) for wanted in rhythm.days}


def ahead(rhythm: Rhythm) -> timedelta:
    """How long before its day a turn is opened."""
    return _AHEAD[rhythm.kind]
