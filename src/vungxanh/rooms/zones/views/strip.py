"""The colour timeline of a place: what was proposed and what was in force, by day. Drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vungxanh.rooms.zones import words
from vungxanh.rooms.zones.queries import Day, Stretch

LEFT, WIDE = 76, 320
FILLS = {0: "#d5d9e0", 1: "#1f7a3d", 2: "#f5cc16", 3: "#f07f13", 4: "#c31f2d"}
INK = {0: "#1a1a1a", 1: "#fff", 2: "#1a1a1a", 3: "#1a1a1a", 4: "#fff"}


@dataclass(frozen=True, slots=True)
class Block:
    """One colour: SVG units, its letter, and the days in words."""

    x: float
    width: float
    y: int
    fill: str
    ink: str
    letter: str
    since: date
    until: date

    @property
    def middle(self) -> float:
        """Where its letter stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Strip:
    """Both lines of blocks over the same days."""

    proposed: tuple[Block, ...]
    decided: tuple[Block, ...]
    first: date
    last: date


def drawn(proposed: Sequence[Stretch], decided: Sequence[Stretch], today: date) -> Strip | None:
    """The drawing; None when there is nothing to draw."""
    every = [*proposed, *decided]
    if not every:
        return None
    first = min(s.since for s in every)
    last = max([today, *(s.until for s in every)])
    days = max(1, (last - first).days + 1)

    def blocks(rows: Sequence[Stretch], y: int) -> tuple[Block, ...]:
        return tuple(_block(s, first, days, y) for s in rows)

    return Strip(blocks(proposed, 4), blocks(decided, 38), first, last)


def ribbon(rows: Sequence[Stretch], first: date, last: date) -> tuple[Block, ...]:
    """One line of blocks from a day to a day, over the whole width, for a list of places."""
    days = max(1, (last - first).days + 1)
    cut = [replace(s, since=max(s.since, first), until=min(s.until, last)) for s in rows]
    return tuple(_block(s, first, days, 0, 0, 400) for s in cut if s.since <= s.until)


def _block(s: Stretch, first: date, days: int, y: int, left: int = LEFT, wide: int = WIDE) -> Block:
    x = left + wide * (s.since - first).days / days
    width = wide * ((s.until - s.since).days + 1) / days
    letter = words.letter(s.level) or "?"
    return Block(round(x, 1), round(width, 1), y, FILLS[s.level], INK[s.level], letter, s.since, s.until)


@dataclass(frozen=True, slots=True)
class Part:
    """Communes of one colour on one day: SVG units of a drawing 400 by 120."""

    x: float
    y: float
    width: float
    height: float
    level: int
    fill: str


@dataclass(frozen=True, slots=True)
class Change:
    """A colour at the end of the span, and what it was at its beginning and a week ago."""

    letter: str
    level: int
    first: int
    week: int | None
    last: int

    @property
    def by(self) -> int:
        """How many more than at the beginning."""
        return self.last - self.first

    @property
    def better(self) -> bool:
        """More green, or less of any other."""
        return self.by > 0 if self.level == 1 else self.by < 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The drawing, what changed since the first day with levels, and the share of green communes at the end in per cent."""

    parts: tuple[Part, ...]
    changes: tuple[Change, ...]
    green: float
    communes: int
    since: date


def columns(days: Sequence[Day]) -> Columns | None:
    """Communes by colour, a column a day, red on top; None where none had a level on the last day."""
    most = max((day.total for day in days), default=0)
    if not most or not days[-1].total:
        return None
    wide = 400 / len(days)
    parts = []
    for n, day in enumerate(days):
        y = 120.0
        for level, count in enumerate(day.counts, 1):
            height = 120 * count / most
            y -= height
            if count:
                parts.append(
                    Part(round(wide * n, 2), round(y, 2), round(wide, 2), round(height, 2), level, FILLS[level])
                )
    known = [day for day in days if day.total]
    first, last = known[0], known[-1]
    week = days[-8] if len(days) > 7 and days[-8].total else None
    changes = tuple(
        Change(words.letter(n) or "", n, first.counts[n - 1], week.counts[n - 1] if week else None, last.counts[n - 1])
        for n in (4, 3, 2, 1)
    )
    return Columns(tuple(parts), changes, 100 * last.counts[0] / last.total, last.total, first.day)
