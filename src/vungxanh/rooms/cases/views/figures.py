"""Drawings of numbers: bars of a histogram, laid out here and drawn as SVG."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in SVG units."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars over days; ``marks`` are (x, words) of mean and median."""

    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]
    top: int
    title: str


WIDTH, HEIGHT, BASE = 560.0, 160.0, 180.0


def histogram(days: Sequence[int], *, mean: float | None, median: float | None) -> Histogram | None:
    """How many links took how many days; None without any."""
    if not days:
        return None
    first, last = min(0, *days), max(days)
    counts, step = Counter(days), WIDTH / (last - first + 1)
    top = max(counts.values())
    bars = tuple(
        Bar(
            x=round((day - first) * step + 1, 1),
            y=round(BASE - counts[day] / top * HEIGHT, 1),
            width=round(max(step - 2, 1), 1),
            height=round(counts[day] / top * HEIGHT, 1),
            label=str(day) if (day - first) % max(1, round(28 / step)) == 0 else "",
            value=counts[day],
        )
        for day in range(first, last + 1)
    )
    found = ((mean, _("trung bình")), (median, _("trung vị")))
    marks = tuple((round((value - first + 0.5) * step, 1), words) for value, words in found if value is not None)
    return Histogram(bars, marks, top, _("Khoảng cách thế hệ, ngày"))
