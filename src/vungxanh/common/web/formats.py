"""Dates, times, numbers and durations as an office in Vietnam writes them; the usual forms in English."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vungxanh.common import centre


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def local(moment: datetime) -> datetime:
    """The moment on the centre's clock; naive values are taken as they are."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def vn_date(value: date | datetime | None) -> str:
    """``17/8/2021`` (English: ``17 Aug 2021``); empty for None."""
    if value is None:
        return ""
    day = local(value) if isinstance(value, datetime) else value
    return f"{day.day} {day:%b} {day.year}" if _english() else f"{day.day}/{day.month}/{day.year}"


def vn_time(value: datetime | None) -> str:
    """``07:30``; empty for None."""
    return f"{local(value):%H:%M}" if value is not None else ""


def vn_datetime(value: datetime | None) -> str:
    """``07:30 17/8/2021``; empty for None."""
    return f"{vn_time(value)} {vn_date(value)}" if value is not None else ""


def vn_span(start: datetime | None, end: datetime | None) -> str:
    """``07:30–09:00 17/8/2021``, or both in full when they are of two days."""
    if start is None or end is None:
        return vn_datetime(start or end)
    if local(start).date() == local(end).date():
        return f"{vn_time(start)}–{vn_time(end)} {vn_date(end)}"
    return f"{vn_datetime(start)} – {vn_datetime(end)}"


def vn_number(value: int | float | Decimal | None, decimals: int | None = None) -> str:
    """``1.500`` and ``2,5`` (English: ``1,500`` and ``2.5``); a dash for None, which is not zero."""
    if value is None:
        return "–"
    places = (0 if isinstance(value, int) else 1) if decimals is None else decimals
    text = f"{value:,.{places}f}"
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


def duration(span: timedelta) -> str:
    """``45 phút``, ``3 giờ 20 phút``, ``50 giờ``; from four days on ``5 ngày``. The sign is dropped."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 1:
        return _("dưới 1 phút")
    hours, rest = divmod(minutes, 60)
    if hours >= 96:
        return ngettext("%(n)d ngày", "%(n)d ngày", hours // 24) % {"n": hours // 24}
    parts = []
    if hours:
        parts.append(ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours})
    if rest and hours < 24:
        parts.append(ngettext("%(n)d phút", "%(n)d phút", rest) % {"n": rest})
    return " ".join(parts)


def ago(moment: datetime | None, now: datetime | None = None) -> str:
    """``5 phút trước`` or ``sau 5 phút nữa``; empty for None."""
    if moment is None:
        return ""
    span = (now or centre.now()) - moment
    words = {"span": duration(span)}
    return _("%(span)s trước") % words if span >= timedelta(0) else _("sau %(span)s nữa") % words


def late_in_words(deadline: datetime | None, now: datetime | None = None) -> str:
    """``trễ 3 giờ 20 phút`` or ``còn 2 giờ``: what the colour must never say alone; empty for None."""
    if deadline is None:
        return ""
    span = (now or centre.now()) - deadline
    words = {"span": duration(span)}
    return _("trễ %(span)s") % words if span > timedelta(0) else _("còn %(span)s") % words
