"""A document's rows for one size of place, made ready to judge thousands of places.

A measure's thresholds cut its values into cells; the level depends on the cells alone, so it is found once per pattern.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Gap, Hold, LevelRules, Measure, Raise, Response, Scale, Trigger, Unit

Cells = tuple[int | None, ...]
Row = Trigger | Scale | Response | Raise | Hold
T = TypeVar("T", Trigger, Scale, Response, Raise, Hold, Gap)


@dataclass(frozen=True, slots=True, order=True)
class Threshold:
    """Passed by values from ``value`` on, or only above it."""

    value: float
    over: bool = False

    def passed(self, value: float) -> bool:
        """Whether ``value`` reaches it."""
        return value > self.value if self.over else value >= self.value


@dataclass(frozen=True, slots=True)
class Outcome:
    """The level if everything unknown is at its best, and if at its worst. ``unread``: no row that makes a level
    could be read, so that the best says nothing of the place."""

    level: int
    at_most: int
    held: bool = False
    unread: bool = False


@dataclass(slots=True)
class Spec:
    """Rows of one document for one size of place."""

    rules: LevelRules
    unit: Unit
    triggers: tuple[Trigger, ...]
    scales: tuple[Scale, ...]
    responses: tuple[Response, ...]
    raises: tuple[Raise, ...]
    holds: tuple[Hold, ...]
    gaps: tuple[Gap, ...]
    measures: tuple[Measure, ...] = ()
    thresholds: dict[Measure, tuple[Threshold, ...]] = field(default_factory=dict)
    places: dict[tuple[Measure, Threshold], int] = field(default_factory=dict)
    known: dict[tuple[Cells, int], Outcome] = field(default_factory=dict)

    @property
    def rows(self) -> Sequence[Row]:
        """Every row that looks at a measure."""
        return (*self.triggers, *self.scales, *self.responses, *self.raises, *self.holds)

    @property
    def speaks(self) -> bool:
        """Whether the document has any criterion for places of this size."""
        return bool(self.triggers or self.scales)

    def cell(self, measure: Measure, value: float | None) -> int | None:
        """How many thresholds of a measure ``value`` has passed."""
        if value is None:
            return None
        return sum(threshold.passed(value) for threshold in self.thresholds[measure])

    def outcome(self, cells: Cells, previous: int = 0) -> Outcome:
        """The level of a pattern of cells, in the order of ``measures``; ``previous``: the level now in force, 0 none."""
        key = (cells, previous)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self._outcome(cells, previous)
        return found

    def _outcome(self, cells: Cells, previous: int) -> Outcome:
        best, worst = {}, {}
        for measure, cell in zip(self.measures, cells, strict=True):
            top, good = len(self.thresholds[measure]), INDICES[measure].good
            best[measure] = cell if cell is not None else (top if good else 0)
            worst[measure] = cell if cell is not None else (0 if good else top)
        level, at_most = self.level(best, False), self.level(worst, True)
        held = any(self._below(h.measure, h.at_least, best) for h in self.holds) and level < previous
        may_hold = any(self._below(h.measure, h.at_least, worst) for h in self.holds)
        level = previous if held else level
        known = {measure for measure, cell in zip(self.measures, cells, strict=True) if cell is not None}
        made_by = {row.measure for row in self.triggers} | {row.measure for row in self.scales}
        unread = level == 1 and not known & (made_by & COUNTING or made_by)
        return Outcome(level, max(at_most, previous if may_hold else 0, level), held, unread)

    def level(self, cells: dict[Measure, int], gaps: bool) -> int:
        """The level of known cells; ``gaps``: as if everything nobody has read spoke for the worst."""
        found = self._crossed(cells, gaps) if self.scales else 1
        found = max([found, *(t.level for t in self.triggers if self.fires(t, cells))])
        if gaps:
            found = max([found, *(level for gap in self.gaps for level in gap.levels)])
        for each in self.raises:
            spared = each.not_without_cases and not any(self._some(scale.measure, cells) for scale in self.scales)
            if self._below(each.measure, each.below, cells) and not spared:
                found = max(found, min(each.most, found + each.by))
        return found

    def _crossed(self, cells: dict[Measure, int], gaps: bool) -> int:
        band = max(self.band(scale, cells[scale.measure]) for scale in self.scales)
        response = max([self.response(r, cells[r.measure]) for r in self.responses], default=0)
        if gaps and any(not gap.levels for gap in self.gaps):
            response = 2
        row = self.rules.matrix[band - 1]
        return (row.high, row.medium, row.low)[response]

    def band(self, scale: Scale, cell: int) -> int:
        """Band 1–4 of transmission."""
        borders = (scale.band2, scale.band3, scale.band4)
        return 1 + sum(cell > self._place(scale.measure, Threshold(border)) for border in borders)

    def response(self, row: Response, cell: int) -> int:
        """0 high, 1 medium, 2 low."""
        if cell > self._place(row.measure, Threshold(row.high)):
            return 0
        low = row.high if row.low is None else row.low
        return 1 if cell > self._place(row.measure, Threshold(low)) else 2

    def fires(self, trigger: Trigger, cells: dict[Measure, int]) -> bool:
        """Whether a factor is there."""
        return cells[trigger.measure] > self._place(trigger.measure, threshold_of(trigger))

    def _below(self, measure: Measure, border: float, cells: dict[Measure, int]) -> bool:
        return cells[measure] <= self._place(measure, Threshold(border))

    def _some(self, measure: Measure, cells: dict[Measure, int]) -> bool:
        return cells[measure] > self._place(measure, ANY)

    def _place(self, measure: Measure, threshold: Threshold) -> int:
        return self.places[measure, threshold]


ANY = Threshold(0, over=True)
COUNTING = {Measure.COMMUNITY_CASES, Measure.COMMUNITY_RATE, Measure.CASE_RATE}
"""Where a document counts cases and nobody knows them, quiet neighbours do not make a place green."""


def threshold_of(trigger: Trigger) -> Threshold:
    """The border of a factor."""
    over = trigger.at_least is None
    border = trigger.over if over else trigger.at_least
    assert border is not None
    return Threshold(border, over)


def thresholds_of(row: Row) -> list[Threshold]:
    """The borders a row draws through its measure."""
    if isinstance(row, Trigger):
        return [threshold_of(row)]
    if isinstance(row, Scale):
        return [ANY, Threshold(row.band2), Threshold(row.band3), Threshold(row.band4)]
    if isinstance(row, Response):
        return [Threshold(row.high if row.low is None else row.low), Threshold(row.high)]
    return [Threshold(row.below if isinstance(row, Raise) else row.at_least)]


def compiled(rules: LevelRules, unit: Unit) -> Spec:
    """The rows of ``rules`` that speak of places of this size."""

    def mine(rows: Sequence[T]) -> tuple[T, ...]:
        return tuple(row for row in rows if unit in row.units)

    spec = Spec(
        rules, unit, mine(rules.triggers), mine(rules.scales), mine(rules.responses), mine(rules.raises),
        mine(rules.holds), mine(rules.gaps),
    )  # fmt: skip
    borders: dict[Measure, set[Threshold]] = {}
    for row in spec.rows:
        borders.setdefault(row.measure, set()).update(thresholds_of(row))
    spec.measures = tuple(borders)
    spec.thresholds = {measure: tuple(sorted(found)) for measure, found in borders.items()}
    spec.places = {(m, t): i for m, cuts in spec.thresholds.items() for i, t in enumerate(cuts)}
    return spec
