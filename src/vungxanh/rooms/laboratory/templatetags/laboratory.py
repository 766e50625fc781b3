"""``{% load laboratory %}``: shares as per cent, minutes as hours."""

from datetime import timedelta

from django import template

from vungxanh.common.web.formats import duration, vn_number

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """``87,5%``; a dash for None."""
    return "–" if share is None else f"{vn_number(share * 100)}%"


@register.filter
def as_span(minutes: int | None) -> str:
    """``3 giờ 20 phút``; a dash for None."""
    return "–" if minutes is None else duration(timedelta(minutes=minutes))
