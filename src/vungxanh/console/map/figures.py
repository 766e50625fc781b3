"""The figures of every place on every day, apart from the outlines: what the slider moves through without asking again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from vungxanh.console.map.asking import Ask
from vungxanh.rooms.places.queries import Sheet, level_of
from vungxanh.rooms.zones import queries as zones
from vungxanh.rooms.zones.queries import Counted, Held

LONGEST = 730
"""Days the slider goes back at most."""
STILL = 28
"""A centre that wrote nothing for so long shows its last day, not today."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of the places of ``ask`` by their number on the sheet."""

    ask: Ask
    sheet: Sheet
    first: date
    last: date
    counted: Counted
    proposed: list[Held]
    decided: list[Held]
    population: dict[str, int]

    @property
    def day(self) -> date:
        """The day to begin with: the one asked for, if there is one; else the last one judged, else the last."""
        judged = [h.until for h in self.proposed if h.until and h.until <= self.last]
        asked = self.ask.day or max(judged, default=self.last)
        return min(max(asked, self.first), self.last)

    @property
    def mine(self) -> list[int]:
        """The numbers of the places inside the area."""
        return [n for n, path in enumerate(self.sheet.paths) if path.startswith(self.ask.area)]


def gather(ask: Ask) -> Figures:
    """In a handful of queries, whatever the number of places."""
    sheet = ask.sheet
    mine = [path for path in sheet.paths if path.startswith(ask.area)]
    counted = zones.counted(by=ask.by, area=ask.area, units=mine)
    islands = [path for path in mine if level_of(path) is not ask.unit]
    proposed, decided = zones.levels_over_time(by=ask.by, area=ask.area, unit=ask.unit, also=islands)
    people = zones.populations(by=ask.by, area=ask.area)
    first, last = _span(ask.today, counted, proposed, decided)
    return Figures(ask, sheet, first, last, counted, proposed, decided, people)


def _span(today: date, counted: Counted, proposed: list[Held], decided: list[Held]) -> tuple[date, date]:
    starts = [d for d in (counted.first, *(h.since for h in proposed), *(h.since for h in decided)) if d]
    ends = [d for d in (counted.last, *(h.until for h in proposed), *(h.since for h in decided)) if d and d <= today]
    last = max(ends, default=today)
    last = today if today - last <= timedelta(days=STILL) else last
    first = min([d for d in starts if d <= last], default=last)
    return max(first, last - timedelta(days=LONGEST)), last


def as_json(found: Figures) -> dict[str, Any]:
    """Small lists of numbers: places by their number, days counted from the first."""
    number = found.sheet.number_of()

    def day(value: date | None) -> int:
        return (value - found.first).days if value else 99999

    cases = {}
    for path, days in found.counted.places.items():
        flat = [x for d, n in sorted(days.items()) for x in (day(d), n) if d <= found.last]
        cases[number[path]] = flat
    return {
        "sheet": found.sheet.digest,
        "first": found.first.isoformat(),
        "days": (found.last - found.first).days + 1,
        "day": (found.day - found.first).days,
        "mine": _ranges(found.mine),
        "cases": cases,
        "loose": [x for d, n in sorted(found.counted.loose.items()) for x in (day(d), n)],
        "proposed": _levels(found.proposed, number, day),
        "decided": _levels(found.decided, number, day),
        "population": {number[p]: n for p, n in found.population.items() if p in number},
    }


def _levels(held: Iterable[Held], number: dict[str, int], day: Any) -> list[int]:
    return [x for h in held if h.path in number for x in (number[h.path], h.level, day(h.since), day(h.until), h.most)]


def _ranges(numbers: list[int]) -> list[int]:
    """Runs of numbers as begin, end: paths lie in order, so an area is one run."""
    found: list[int] = []
    for n in numbers:
        if found and found[-1] == n - 1:
            found[-1] = n
        else:
            found += [n, n]
    return found
