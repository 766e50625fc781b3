"""The level of a place, and everything it rests on; an explanation can be judged again and gives the same level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vungxanh.regulations.indices import COLOURS, INDICES
from vungxanh.regulations.risk import Hold, Measure, Raise, Response, Scale, Trigger
from vungxanh.rooms.zones.rules.readings import UNKNOWN, Reading, Readings, lacking, value_of
from vungxanh.rooms.zones.rules.spec import Cells, Row, Spec, threshold_of


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of a document applied to one place. ``met``: None when it cannot be known; ``says``: what follows."""

    row: Row
    measure: Measure
    text: str
    border: str
    reading: Reading
    value: float | None
    met: bool | None
    says: str
    missing: str

    @property
    def days(self) -> int | None:
        """Over how many days it is counted."""
        return getattr(self.row, "days", None)


@dataclass(frozen=True, slots=True)
class Judgement:
    """``level``: what is certain; ``at_most``: what it may be when the missing is known. ``previous``: level in force.

    ``unread``: level 1 only because nothing that makes a level could be read: never to be shown as green.
    """

    level: int
    at_most: int
    held: bool
    previous: int
    readings: Mapping[Measure, Reading]
    cells: Cells
    unread: bool = False

    @property
    def certain(self) -> bool:
        """Whether nothing that is missing could change the level."""
        return self.level == self.at_most


def judge(spec: Spec, readings: Readings, previous: int = 0) -> Judgement:
    """The level of a place of the size of ``spec``; ``previous``: the level now in force there, 0 for none."""
    mine = {measure: readings.get(measure, UNKNOWN) for measure in spec.measures}
    cells = tuple(spec.cell(measure, value_of(measure, reading)) for measure, reading in mine.items())
    found = spec.outcome(cells, previous)
    return Judgement(found.level, found.at_most, found.held, previous, mine, cells, found.unread)


def criteria(spec: Spec, judged: Judgement) -> list[Criterion]:
    """Every row with its value, border, and whether it is met."""
    cells = dict(zip(spec.measures, judged.cells, strict=True))
    return [_criterion(spec, row, judged.readings[row.measure], cells[row.measure]) for row in spec.rows]


def missing(spec: Spec, judged: Judgement) -> list[str]:
    """What is not known, each said once: first what could change the level, then the rest."""
    said = {m: lacking(m, r) for m, r in judged.readings.items()}
    found = [f"{INDICES[m].name}: {why}" for m, why in said.items() if why]
    return [*found, *(gap.text for gap in spec.gaps)]


def why(spec: Spec, judged: Judgement) -> str:
    """One line: the factors that make the level."""
    if judged.unread:
        return "chưa đủ số liệu để nói mức nào" if spec.speaks else "chưa có tiêu chí nào cho cấp này"
    if judged.held:
        return "giữ mức cũ: " + "; ".join(c.text for c in criteria(spec, judged) if isinstance(c.row, Hold) and c.met)
    reasons = [_reason(c) for c in criteria(spec, judged) if c.met and _counts(c, judged.level)]
    return "; ".join(dict.fromkeys(filter(None, reasons))) or "không có yếu tố nào của mức cao hơn"


def _counts(criterion: Criterion, level: int) -> bool:
    row = criterion.row
    return not isinstance(row, Trigger) or row.level == level


def _reason(c: Criterion) -> str:
    if c.value is None:
        return ""
    number = f"{c.value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    unit = INDICES[c.measure].unit
    if isinstance(c.row, Trigger):
        return f"{c.text} ({number}{unit if unit == '%' else ' ' + unit})" if unit != "có" else c.text
    if isinstance(c.row, Scale):
        return f"{number}{unit}: {c.says}"
    return f"{c.text}: {number}{unit}"


def _criterion(spec: Spec, row: Row, reading: Reading, cell: int | None) -> Criterion:
    value = value_of(row.measure, reading)
    met, says = _verdict(spec, row, cell)
    return Criterion(
        row, row.measure, row.text, border_of(row), reading, value, met, says, lacking(row.measure, reading)
    )


def _verdict(spec: Spec, row: Row, cell: int | None) -> tuple[bool | None, str]:
    if cell is None:
        return None, "chưa biết"
    cells = {row.measure: cell}
    if isinstance(row, Trigger):
        fired = spec.fires(row, cells)
        return fired, f"mức {COLOURS[row.level]}" if fired else "không"
    if isinstance(row, Scale):
        band = spec.band(row, cell)
        return band > 1, f"mức lây nhiễm {band}"
    if isinstance(row, Response):
        return spec.response(row, cell) > 0, ("đáp ứng đạt", "đáp ứng trung bình", "đáp ứng không đạt")[
            spec.response(row, cell)
        ]
    if isinstance(row, Raise):
        below = spec.cell(row.measure, row.below)
        low = cell < (below or 0)
        return low, f"tăng {row.by} mức" if low else "không tăng"
    low = cell < (spec.cell(row.measure, row.at_least) or 0)
    return low, "không được hạ mức" if low else "được hạ mức"


def border_of(row: Row) -> str:
    """The border of a row in words."""
    if isinstance(row, Trigger):
        border = threshold_of(row)
        return f"{'trên' if border.over else 'từ'} {_plain(border.value)}"
    if isinstance(row, Scale):
        return f"{_plain(row.band2)} · {_plain(row.band3)} · {_plain(row.band4)}"
    if isinstance(row, Response):
        return f"đạt từ {_plain(row.high)}" + (f", thấp dưới {_plain(row.low)}" if row.low is not None else "")
    return f"dưới {_plain(row.below)}" if isinstance(row, Raise) else f"hạ mức khi từ {_plain(row.at_least)}"


def _plain(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def as_json(judged: Judgement) -> dict[str, Any]:
    """What the level rests on, as plain values, to be kept and judged again."""
    readings = {m.value: [r.numerator, r.denominator, r.missing, r.assumed] for m, r in judged.readings.items()}
    return {"level": judged.level, "at_most": judged.at_most, "previous": judged.previous, "readings": readings}


def recomputed(spec: Spec, kept: Mapping[str, Any]) -> Judgement:
    """Judge kept readings again."""
    readings = {Measure(m): Reading(*values) for m, values in kept["readings"].items()}
    return judge(spec, readings, kept["previous"])
