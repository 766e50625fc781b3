"""How many hours a stage may take, and how sure that is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.regulations.api import Explanation, Kind, Refused, Subject, as_of


@dataclass(frozen=True, slots=True)
class Target:
    """A time limit in hours. ``doubt``: "" for a verified regulation, else what is not sure, in words."""

    hours: float
    doubt: str
    sentence: str


def target(subject: Subject, disease: str, on: date, area: str, field: str = "hours") -> Target | None:
    """The limit in force; None where nothing sets one, or for a disease nobody described."""
    try:
        ruling: Any = as_of(subject, disease, on, area)
    except Refused:
        return None
    hours = getattr(ruling.value, field)
    return Target(float(hours), doubt_of(ruling.explanation), ruling.explanation.in_words()) if hours else None


def doubt_of(why: Explanation) -> str:
    """What a reader must know before he takes the limit for law."""
    if why.chosen.kind is Kind.SETTING:
        return _("mốc tự đặt, cần xác nhận")
    return "" if why.verified else _("cần xác nhận")


def doubt_in(limit: Any) -> str:
    """The same of a stage's limit, which the centre may have set itself."""
    if limit.own is not None:
        return _("mốc của đơn vị")
    return doubt_of(limit.why) if limit.why else ""
