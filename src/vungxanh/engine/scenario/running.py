"""How far the next scenario is, what so many cases need, and on which day it is not enough any more."""

from collections.abc import Iterable, Sequence
from math import ceil

from vungxanh.engine.scenario.model import HORIZON, Gap, Mix, Use, Want


def active_on(day: int, active: float, growth: float) -> float:
    """Cases under treatment after so many days, growing by ``growth`` per cent a day."""
    return float(active * (1 + growth / 100) ** day)


def to_next(active: int, borders: Sequence[int]) -> tuple[int, int] | None:
    """(next scenario, cases more until it begins): the first begins at its border, the later ones above theirs."""
    for i, border in enumerate(borders):
        begins = border if i == 0 else border + 1
        if active < begins:
            return i + 2, begins - active
    return None


def days_to(cases: int, active: int, growth: float) -> int | None:
    """Days until there are so many cases; None when they do not come within ``HORIZON``."""
    return next((day for day in range(HORIZON + 1) if active_on(day, active, growth) >= cases), None)


def needed(use: Use, active: float, mix: Mix) -> float | None:
    """What so many cases need of a resource; None where only the plan says."""
    if use is Use.EACH:
        return float(ceil(active))
    if use is Use.SERIOUS:
        return float(ceil(active * (mix.moderate + mix.severe + mix.critical) / 100))
    return active * mix.oxygen_a_day if use is Use.GAS else None


def runs_out(use: Use, there: float | None, active: float, growth: float, mix: Mix) -> int | None:
    """The day it is not enough any more. Beds are taken by those ill on the day; gas is used up day by day."""
    if there is None or use is Use.READY:
        return None
    used = 0.0
    for day in range(HORIZON + 1):
        now = needed(use, active_on(day, active, growth), mix) or 0.0
        used = used + now if use is Use.GAS else now
        if used > there:
            return day
    return None


def gaps(*, active: float, growth: float, mix: Mix, wants: Iterable[Want]) -> list[Gap]:
    """The table: every resource once, in the order given."""
    return [
        Gap(
            w.resource, w.planned, needed(w.use, active, mix), w.there, runs_out(w.use, w.there, active, growth, mix), w.text
        )
        for w in wants
    ]  # fmt: skip
