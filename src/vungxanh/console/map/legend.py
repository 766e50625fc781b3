"""Classes of what the map shows, each told by more than its colour: letter and pattern, or order from light to dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_number
from vungxanh.regulations.indices import COLOURS, LETTERS
from vungxanh.rooms.zones import queries as zones

CASE_BREAKS = (5.0, 20.0, 100.0)
"""Borders of the classes of plain counts, a way of drawing and no threshold of any document."""


@dataclass(frozen=True, slots=True)
class Class:
    """One entry: ``key`` is its number and its CSS class ``map-<set>-<key>``; ``mark``: its letter, if it has one."""

    key: int
    mark: str
    name: str


@dataclass(frozen=True, slots=True)
class Legend:
    """What colours mean while ``shown`` is looked at; ``breaks`` for rates and counts."""

    shown: str
    title: str
    classes: tuple[Class, ...]
    unknown: str
    breaks: tuple[float, ...] = ()
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return {
            "title": self.title, "unknown": self.unknown, "breaks": self.breaks, "note": self.note,
            "classes": [[c.key, c.mark, c.name] for c in self.classes],
        }  # fmt: skip


def all_of_them() -> dict[str, Legend]:
    """One legend for each thing that may be shown."""
    levels = tuple(Class(n, LETTERS[n], _(COLOURS[n])) for n in sorted(LETTERS))
    borders, document = zones.rate_classes()
    return {
        "proposed": Legend("proposed", _("Mức nguy cơ đề xuất"), levels, _("chưa đánh giá, hoặc chưa đủ số liệu để nói mức")),
        "decided": Legend("decided", _("Mức đang áp dụng"), levels, _("chưa có quyết định")),
        "rate": Legend(
            "rate", _("Ca mắc trên 100.000 dân trong 7 ngày"), bands(borders), _("chưa có số dân, không tính được"), borders,
            _("Mốc theo %(document)s") % {"document": document} if document else "",
        ),
        "cases": Legend("cases", _("Số ca mắc trong 7 ngày"), bands(CASE_BREAKS, whole=True), "", CASE_BREAKS),
    }  # fmt: skip


def bands(breaks: Sequence[float], *, whole: bool = False) -> tuple[Class, ...]:
    """0: none; then below the first border, between two, from the last on. ``whole``: counts, so 1–4 instead of below 5."""
    if not breaks:
        return (Class(0, "", _("không có ca")),)
    said = [str(vn_number(int(b) if b == int(b) else b)) for b in breaks]
    first = _("1 đến %(b)s") % {"b": int(breaks[0]) - 1} if whole else _("dưới %(b)s") % {"b": said[0]}
    middle = [
        _("%(a)s đến %(b)s") % {"a": a, "b": int(breaks[n + 1]) - 1} if whole else _("%(a)s đến dưới %(b)s") % {"a": a, "b": b}
        for n, (a, b) in enumerate(pairwise(said))
    ]  # fmt: skip
    names = [_("không có ca"), first, *middle, _("từ %(b)s trở lên") % {"b": said[-1]}]
    return tuple(Class(n, "", name) for n, name in enumerate(names))
