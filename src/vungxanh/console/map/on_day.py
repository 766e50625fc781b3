"""What stands of every place on one day: for the printed sheet and for files. The page computes the same as it slides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vungxanh.console.map.figures import Figures
from vungxanh.console.map.legend import Legend
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.places.queries import code_of
from vungxanh.rooms.zones.queries.mapping import Held, class_of, rate, week_until


@dataclass(frozen=True, slots=True)
class Line:
    """One place on one day. None: not assessed, not decided, or no population."""

    number: int
    path: str
    label: str
    proposed: int | None
    most: int | None
    decided: int | None
    cases: int
    population: int | None
    rate: float | None

    @property
    def code(self) -> str:
        """Its official code."""
        return code_of(self.path)

    @property
    def proposed_mark(self) -> str:
        """Its letter; "?" for none."""
        return LETTERS.get(self.proposed or 0, "?")

    @property
    def decided_mark(self) -> str:
        """The letter of the level in force; "–" for none."""
        return LETTERS.get(self.decided or 0, "–")

    def key(self, legend: Legend) -> int | None:
        """Its class in a legend; None for what is not known."""
        value = {"proposed": self.proposed, "decided": self.decided}
        if legend.shown in value:
            return value[legend.shown]
        return class_of(self.rate if legend.shown == "rate" else float(self.cases), legend.breaks)


def lines(found: Figures) -> Iterator[Line]:
    """The places inside the area, in the order of the sheet."""
    day = found.day
    proposed, decided = _at(found.proposed, day), _at(found.decided, day)
    for n in found.mine:
        path = found.sheet.paths[n]
        cases = week_until(found.counted.places.get(path, {}), day)
        people = found.population.get(path)
        held, put = proposed.get(path), decided.get(path)
        yield Line(
            n, path, found.sheet.labels[n], held.level or None if held else None, held.most if held else None,
            put.level if put else None, cases, people, rate(cases, people),
        )  # fmt: skip


def _at(held: Iterable[Held], day: date) -> dict[str, Held]:
    """The level of each place that holds on a day: the one that began last."""
    return {one.path: one for one in held if one.since <= day and (one.until is None or one.until >= day)}
