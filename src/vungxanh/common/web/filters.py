"""The filters of a list. Each reads its own parameters, narrows the rows, and says in words what it does."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vungxanh.common.access import within
from vungxanh.common.web.formats import vn_date
from vungxanh.common.web.private_text import open_sealed, seal
from vungxanh.common.web.typed_dates import parse_day, typed_day

Rows = QuerySet[Any]
Text = str | Promise
Choices = Sequence[tuple[str, Text]]


class FilterError(ValueError):
    """A parameter that cannot be read; its text is shown to the user."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Base: ``name`` is the parameter, ``label`` starts the sentence on the chip."""

    name: str
    label: Text
    template: ClassVar[str] = ""

    def parse(self, data: QueryDict, posted: bool) -> Any:
        """The value, or None when not given. Raises ``FilterError``."""
        raise NotImplementedError

    def apply(self, rows: Rows, value: Any) -> Rows:
        """The rows that satisfy it."""
        raise NotImplementedError

    def describe(self, value: Any) -> str:
        """The value in words."""
        raise NotImplementedError

    def params(self, value: Any) -> list[tuple[str, str]]:
        """The value as URL parameters."""
        return [(self.name, str(value))]


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter(Filter):
    """One or several of the given values."""

    choices: Choices | Callable[[], Choices]
    field: str = ""
    template: ClassVar[str] = "parts/filters/choice.html"

    @property
    def options(self) -> Choices:
        """(value, label) pairs."""
        return self.choices() if callable(self.choices) else self.choices

    def parse(self, data: QueryDict, posted: bool) -> list[str] | None:
        wanted = [v for v in data.getlist(self.name) if v]
        known = {value for value, _label in self.options}
        if any(v not in known for v in wanted):
            raise FilterError(_("%(label)s: giá trị không có trong danh sách.") % {"label": self.label})
        return list(dict.fromkeys(wanted)) or None

    def apply(self, rows: Rows, value: list[str]) -> Rows:
        return rows.filter(**{f"{self.field or self.name}__in": value})

    def describe(self, value: list[str]) -> str:
        names = {v: str(label) for v, label in self.options}
        return _(" hoặc ").join(names[v] for v in value)

    def params(self, value: list[str]) -> list[tuple[str, str]]:
        return [(self.name, v) for v in value]


@dataclass(frozen=True, kw_only=True)
class TextFilter(Filter):
    """Words to search for. ``search`` narrows the rows; the words are sealed in the URL unless ``public``."""

    search: Callable[[Rows, str], Rows]
    public: bool = False
    placeholder: Text = ""
    template: ClassVar[str] = "parts/filters/text.html"

    def parse(self, data: QueryDict, posted: bool) -> str | None:
        raw = data.get(self.name, "").strip()
        if not raw:
            return None
        if not posted and not self.public:
            opened = open_sealed(raw)
            if opened is None:
                raise FilterError(_("%(label)s: từ tìm kiếm đã hết hạn, hãy nhập lại.") % {"label": self.label})
            return opened
        return raw[:100]

    def apply(self, rows: Rows, value: str) -> Rows:
        return self.search(rows, value)

    def describe(self, value: str) -> str:
        return f"“{value}”"

    def params(self, value: str) -> list[tuple[str, str]]:
        return [(self.name, value if self.public else seal(value))]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, kw_only=True)
class DateRangeFilter(Filter):
    """From a day to a day, both included; either may be open. ``moments``: the column holds date and time."""

    field: str = ""
    moments: bool = False
    template: ClassVar[str] = "parts/filters/date_range.html"

    def _day(self, data: QueryDict, end: str) -> date | None:
        raw = data.get(f"{self.name}_{end}", "").strip()
        try:
            return parse_day(raw) if raw else None
        except ValueError as error:
            raise FilterError(_("%(label)s: ngày viết như 17/8/2021.") % {"label": self.label}) from error

    def parse(self, data: QueryDict, posted: bool) -> tuple[date | None, date | None] | None:
        first, last = self._day(data, "from"), self._day(data, "to")
        if first and last and first > last:
            raise FilterError(_("%(label)s: ngày đầu sau ngày cuối.") % {"label": self.label})
        return (first, last) if first or last else None

    def apply(self, rows: Rows, value: tuple[date | None, date | None]) -> Rows:
        column = self.field or self.name
        start, end = value
        if not self.moments:
            wanted = Q(**{f"{column}__gte": start}) if start else Q()
            return rows.filter(wanted & (Q(**{f"{column}__lte": end}) if end else Q()))
        wanted = Q(**{f"{column}__gte": _midnight(start)}) if start else Q()
        return rows.filter(wanted & (Q(**{f"{column}__lt": _midnight(end + timedelta(days=1))}) if end else Q()))

    def describe(self, value: tuple[date | None, date | None]) -> str:
        first, last = value
        words = {"first": vn_date(first), "last": vn_date(last)}
        if first == last:
            return _("ngày %(first)s") % words
        if first and last:
            return _("từ %(first)s đến %(last)s") % words
        return _("từ %(first)s") % words if first else _("đến %(last)s") % words

    def params(self, value: tuple[date | None, date | None]) -> list[tuple[str, str]]:
        ends: Iterable[tuple[str, date | None]] = zip(("from", "to"), value, strict=True)
        return [(f"{self.name}_{end}", day.isoformat()) for end, day in ends if day]

    def typed(self, value: tuple[date | None, date | None] | None) -> tuple[str, str]:
        """Both ends as they are typed."""
        first, last = value or (None, None)
        return typed_day(first), typed_day(last)


@dataclass(frozen=True, kw_only=True)
class AreaFilter(Filter):
    """Inside one area. ``name_of`` gives the name of a path, None when there is no such area (for this reader)."""

    name_of: Callable[[str], str | None]
    url_name: str  # answers the autocomplete field with options whose value is the path
    field: str = "area_path"
    template: ClassVar[str] = "parts/filters/area.html"

    def parse(self, data: QueryDict, posted: bool) -> str | None:
        raw = data.get(self.name, "").strip()
        if not raw:
            return None
        if not raw.endswith("/") or self.name_of(raw) is None:
            raise FilterError(_("%(label)s: không có địa bàn này.") % {"label": self.label})
        return raw

    def apply(self, rows: Rows, value: str) -> Rows:
        return rows.filter(within(value, self.field))

    def describe(self, value: str) -> str:
        return self.name_of(value) or value


@dataclass(frozen=True, kw_only=True)
class BooleanFilter(Filter):
    """Yes, no, or not asked. ``q`` is the condition for yes."""

    q: Q
    no: Text = ""
    yes: Text = ""
    template: ClassVar[str] = "parts/filters/boolean.html"
    values: tuple[str, ...] = field(default=("1", "0"))

    def parse(self, data: QueryDict, posted: bool) -> bool | None:
        raw = data.get(self.name, "")
        if raw not in ("", *self.values):
            raise FilterError(_("%(label)s: chỉ nhận có hoặc không.") % {"label": self.label})
        return None if raw == "" else raw == "1"

    def apply(self, rows: Rows, value: bool) -> Rows:
        return rows.filter(self.q) if value else rows.exclude(self.q)

    def describe(self, value: bool) -> str:
        return str(self.yes or _("có")) if value else str(self.no or _("không"))

    def params(self, value: bool) -> list[tuple[str, str]]:
        return [(self.name, "1" if value else "0")]
