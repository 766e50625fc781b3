"""What would have to change for a place to go one level up or down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure
from vungxanh.rooms.zones.rules.judging import Judgement, judge
from vungxanh.rooms.zones.rules.readings import Reading
from vungxanh.rooms.zones.rules.spec import Cells, Spec, Threshold


@dataclass(frozen=True, slots=True)
class Step:
    """One measure that must become ``value`` (``numerator`` counted things). ``by``: how many more, fewer if negative."""

    measure: Measure
    value: float
    numerator: float | None
    by: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """What leads to ``level``: any one of ``steps``, or all of them ``together``."""

    level: int
    steps: tuple[Step, ...]
    together: bool = False


def up(spec: Spec, judged: Judgement) -> Change | None:
    """The nearest single changes that raise the level; None when nothing known does."""
    options = [o for o in _real(spec, judged) if o[0] > judged.level]
    level = min((o[0] for o in options), default=0)
    return Change(level, tuple(step for found, step in options if found == level)) if options else None


def down(spec: Spec, judged: Judgement) -> Change | None:
    """What lowers the level: single changes, else all that is needed together; None at the lowest or when held."""
    if judged.level == 1:
        return None
    options = [o for o in _real(spec, judged) if o[0] < judged.level]
    level = max((o[0] for o in options), default=0)
    return (
        Change(level, tuple(step for found, step in options if found == level)) if options else _together(spec, judged)
    )


def _real(spec: Spec, judged: Judgement) -> list[tuple[int, Step]]:
    """Single steps in whole people and cases, with the level each leads to: some cells lie between two of them."""
    steps = [_step(spec, judged, i, cell) for _level, i, cell in _options(spec, judged)]
    return [(_after(spec, judged, [step]), step) for step in steps]


def _after(spec: Spec, judged: Judgement, steps: Sequence[Step]) -> int:
    """The level once ``steps`` are taken."""
    told = {
        s.measure: replace(judged.readings[s.measure], numerator=s.numerator) for s in steps if s.numerator is not None
    }
    if len(told) < len(steps):
        cells = list(judged.cells)
        for s in steps:
            cells[spec.measures.index(s.measure)] = spec.cell(s.measure, s.value)
        return spec.outcome(tuple(cells), judged.previous).level
    return judge(spec, {**judged.readings, **told}, judged.previous).level


def _options(spec: Spec, judged: Judgement) -> list[tuple[int, int, int]]:
    """(level, measure, cell) for the nearest cell of each measure that changes the level, in each direction."""
    found = []
    for i, measure in enumerate(spec.measures):
        now = judged.cells[i]
        if now is None:
            continue
        ways = (range(now + 1, len(spec.thresholds[measure]) + 1), range(now - 1, -1, -1))
        for way in ways:
            for cell in way:
                level = spec.outcome(_with(judged.cells, i, cell), judged.previous).level
                if level != judged.level:
                    found.append((level, i, cell))
                    break
    return found


def _together(spec: Spec, judged: Judgement) -> Change | None:
    """Every measure at its best, then each put back that does not matter: the least that lowers the level."""
    best = [
        len(spec.thresholds[m]) if INDICES[m].good else 0 if c is not None else c
        for m, c in zip(spec.measures, judged.cells, strict=True)
    ]
    cells: Cells = tuple(b if c is not None else None for b, c in zip(best, judged.cells, strict=True))
    level = spec.outcome(cells, judged.previous).level
    if level >= judged.level:
        return None
    needed: list[tuple[int, int]] = []
    for i, now in enumerate(judged.cells):
        back = _with(cells, i, now)
        if spec.outcome(back, judged.previous).level < judged.level:
            cells, level = back, spec.outcome(back, judged.previous).level
        elif now != cells[i] and (best_cell := cells[i]) is not None:
            needed.append((i, best_cell))
    steps = tuple(_step(spec, judged, i, c) for i, c in needed)
    level = _after(spec, judged, steps)
    return Change(level, steps, together=True) if level < judged.level else None


def _with(cells: Cells, i: int, cell: int | None) -> Cells:
    return (*cells[:i], cell, *cells[i + 1 :])


def _step(spec: Spec, judged: Judgement, i: int, cell: int) -> Step:
    measure = spec.measures[i]
    reading, thresholds = judged.readings[measure], spec.thresholds[measure]
    now = judged.cells[i]
    rising = now is not None and cell > now
    wanted = _least(measure, reading, thresholds[cell - 1]) if rising else _most(measure, reading, thresholds[cell])
    value = (thresholds[cell - 1] if rising else thresholds[cell]).value
    has = reading.numerator
    return Step(measure, value, wanted, wanted - has if wanted is not None and has is not None else None)


def _least(measure: Measure, reading: Reading, border: Threshold) -> float | None:
    """The smallest count that passes the border."""
    exact = _count(measure, reading, border.value)
    if exact is None:
        return None
    least = ceil(round(exact, 9))
    return float(least + 1 if border.over and least == round(exact, 9) else least)


def _most(measure: Measure, reading: Reading, border: Threshold) -> float | None:
    """The largest count that does not pass the border."""
    exact = _count(measure, reading, border.value)
    if exact is None:
        return None
    most = floor(round(exact, 9))
    return float(most - 1 if not border.over and most == round(exact, 9) else most)


def _count(measure: Measure, reading: Reading, value: float) -> float | None:
    scale = INDICES[measure].scale
    if not scale:
        return value
    return value * reading.denominator / scale if reading.denominator else None
