"""Which sites a plan opens: those that run, then the largest, and no more of them than are needed. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lodging:
    """A site that could take people in; ``running`` already."""

    name: str
    where: str
    kind: str
    beds: int
    running: bool


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``opened`` cover ``need`` if they can (``beds`` together); the others stay in ``reserve``: not scattered."""

    need: int | None
    opened: Sequence[Lodging]
    reserve: Sequence[Lodging]

    @property
    def beds(self) -> int:
        """Of those opened."""
        return sum(one.beds for one in self.opened)

    @property
    def lacking(self) -> int:
        """Beds for which further places must be looked for."""
        return max(0, (self.need or 0) - self.beds)


def arrange(places: Iterable[Lodging], need: int | None) -> Arrangement:
    """The fewest further sites beside those that run; without a need known, only those that run."""
    opened: list[Lodging] = []
    reserve: list[Lodging] = []
    beds = 0
    for one in sorted(places, key=lambda p: (not p.running, -p.beds, p.name)):
        if one.running or (need is not None and beds < need and one.beds):
            opened.append(one)
            beds += one.beds
        else:
            reserve.append(one)
    return Arrangement(need, tuple(opened), tuple(reserve))
