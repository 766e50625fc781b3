"""Days and times as people here type them: 17/8/2021, 07:30 17/8/2021, 7h30 17/8/2021.

Not the browser's own date input: that one shows month before day on a browser set to English.
"""

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.formats import local

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?::|h|g)(\d{2})?")


def parse_day(text: str) -> date:
    """A day typed as 17/8/2021 (also 17-8-2021, 17.8.2021) or sent as 2021-08-17. Raises ValueError."""
    text = text.strip()
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return date(year, month, day)
    if (parsed := parse_date(text)) is None:
        raise ValueError(text)
    return parsed


def parse_moment(text: str) -> datetime:
    """A time and a day in either order, on the centre's clock; aware. Raises ValueError."""
    text = text.strip()
    if (parsed := parse_datetime(text)) is not None:
        return timezone.make_aware(parsed) if timezone.is_naive(parsed) else parsed
    parts = text.split()
    if len(parts) != 2:
        raise ValueError(text)
    clock, day = sorted(parts, key=lambda part: bool(_DAY.fullmatch(part)))
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError(text)
    at = time(int(found[1]), int(found[2] or 0))
    return timezone.make_aware(datetime.combine(parse_day(day), at))


def typed_day(value: date | None) -> str:
    """``17/8/2021`` whatever the language: what is typed is the same for all."""
    return f"{value.day}/{value.month}/{value.year}" if value else ""


def typed_moment(value: datetime | None) -> str:
    """``07:30 17/8/2021`` on the centre's clock."""
    return f"{local(value):%H:%M} {typed_day(local(value).date())}" if value else ""


class _Typed(forms.TextInput):
    picker = "date"
    example = _("ngày/tháng/năm")

    def written(self, value: Any) -> str:
        """The text in the box: what was typed, or a value in the form it would be typed in."""
        return typed_day(value) if isinstance(value, date) else str(value or "")

    def format_value(self, value: Any) -> str:
        return self.written(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = {
            "name": name,
            "value": self.format_value(value),
            "picker": self.picker,
            "example": self.example,
            "attrs": self.build_attrs(self.attrs, attrs),
        }
        return mark_safe(render_to_string("parts/typed_date.html", context))  # noqa: S308  drawn by a template


class DayInput(_Typed):
    """A box for a day, with a calendar button."""


class MomentInput(_Typed):
    """A box for a time and a day, with a calendar button."""

    picker = "datetime-local"
    example = _("giờ:phút ngày/tháng/năm")

    def written(self, value: Any) -> str:
        return typed_moment(value) if isinstance(value, datetime) else str(value or "")


_HOW_DAY = _("Ngày viết như 17/8/2021.")
_HOW_MOMENT = _("Giờ và ngày viết như 07:30 17/8/2021.")
_HOW_DEADLINE = _("Hạn viết như 07:30 17/8/2021, hoặc 17/8/2021 (hết ngày).")


class DayField(forms.DateField):
    """A day, typed as 17/8/2021 or picked."""

    default_error_messages = {"invalid": _HOW_DAY}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_day(value)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentField(forms.DateTimeField):
    """A time and a day on the centre's clock, typed as 07:30 17/8/2021 or picked."""

    default_error_messages = {"invalid": _HOW_MOMENT}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", MomentInput)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> datetime | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_moment(value)
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class DeadlineField(MomentField):
    """A moment until which something may be done: a day without a time means all of that day, until 23:59."""

    default_error_messages = {"invalid": _HOW_DEADLINE}

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            value = f"23:59 {value.strip()}"
        return super().to_python(value)
