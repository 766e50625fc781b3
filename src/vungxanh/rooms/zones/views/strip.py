"""The colour timeline of a place: what was proposed and what was in force, by day. Drawn as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vungxanh.rooms.zones import words
from vungxanh.rooms.zones.queries import Stretch

LEFT, WIDE = 76, 320
FILLS = {1: "#1f7a3d", 2: "#f5cc16", 3: "#f07f13", 4: "#c31f2d"}
INK = {1: "#fff", 2: "#1a1a1a", 3: "#1a1a1a", 4: "#fff"}


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
    letter = words.letter(s.level) or ""
    return Block(round(x, 1), round(width, 1), y, FILLS[s.level], INK[s.level], letter, s.since, s.until)
