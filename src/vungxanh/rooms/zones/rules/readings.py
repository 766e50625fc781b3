"""What was found out about a place: numbers with their denominators, or why there is none. None is never zero."""

from collections.abc import Mapping
from dataclasses import dataclass

from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure of one place. ``missing``: why it cannot be known; ``assumed``: what was taken for granted.

    ``numerator`` is a count; ``denominator`` what it is divided by, where the measure is a share or a rate.
    """

    numerator: float | None = None
    denominator: float | None = None
    missing: str = ""
    assumed: str = ""


Readings = Mapping[Measure, Reading]
UNKNOWN = Reading()


def value_of(measure: Measure, reading: Reading) -> float | None:
    """The value in the unit of the measure: a count, per cent, per 100,000; None when it cannot be known.

    Nothing divided by an unknown population is nothing, whatever the population; anything else is unknown.
    """
    scale = INDICES[measure].scale
    if reading.numerator is None:
        return None
    if not scale:
        return reading.numerator
    if not reading.denominator:
        return 0.0 if reading.numerator == 0 and not INDICES[measure].good else None
    return reading.numerator * scale / reading.denominator


def lacking(measure: Measure, reading: Reading) -> str:
    """What is missing about a measure, in words; "" when nothing is."""
    index = INDICES[measure]
    if reading.numerator is None:
        return reading.missing or ("chưa ai khai" if index.declared else "chưa có số liệu")
    if index.scale and not reading.denominator:
        return reading.missing or f"chưa có {index.of}"
    return ""
