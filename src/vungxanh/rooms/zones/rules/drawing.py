"""What a map shows of places over time: counts joined by day, classes, stretches of levels as day numbers. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

Days = dict[date, int]
WEEK = 7


def joined(persons: Mapping[tuple[str, date], int], told: Mapping[tuple[str, date], int]) -> dict[str, Days]:
    """By place and day the larger of what is recorded one by one and what a series says; never the sum."""
    found: dict[str, Days] = defaultdict(dict)
    for source in (persons, told):
        for (path, day), n in source.items():
            if n > found[path].get(day, 0):
                found[path][day] = n
    return {path: days for path, days in found.items() if days}


def gathered(counts: Mapping[tuple[str, date], int], holder: Mapping[str, str]) -> dict[tuple[str, date], int]:
    """Counts of smaller areas added up in the area that ``holder`` names; what it does not name is left out."""
    found: dict[tuple[str, date], int] = defaultdict(int)
    for (path, day), n in counts.items():
        if path in holder:
            found[holder[path], day] += n
    return dict(found)


def own_first(
    counts: Mapping[tuple[str, date], int], parts: Mapping[tuple[str, date], int], units: Iterable[str]
) -> dict[tuple[str, date], int]:
    """Of a series: what it says of the unit itself where it ever speaks of it, else the sum of its parts."""
    wanted = set(units)
    own = {key: n for key, n in counts.items() if key[0] in wanted}
    speaks = {path for path, _day in own}
    return {**{key: n for key, n in parts.items() if key[0] not in speaks}, **own}


def week_until(days: Days, day: date) -> int:
    """Cases of the seven days that end with ``day``."""
    return sum(days.get(day - timedelta(days=n), 0) for n in range(WEEK))


def rate(cases: int, population: int | None) -> float | None:
    """Per 100,000 people; None when nobody has said how many live there, never zero."""
    return round(cases * 100_000 / population, 1) if population else None


def class_of(value: float | None, breaks: Sequence[float]) -> int | None:
    """0: none at all; 1: below the first border; each border begins the class above it; None: not known."""
    if value is None:
        return None
    return 0 if value <= 0 else 1 + bisect_right(breaks, value)
