"""Dates of birth as people give them: a full date, or only a year."""

import re
from datetime import date
from typing import NamedTuple

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze


class Birth(NamedTuple):
    """``date`` None when only the year is known; both None when nothing is."""

    date: date | None
    year: int | None


_FORMS = (
    re.compile(r"(?P<d>\d{1,2})\s*[/.\- ]\s*(?P<m>\d{1,2})\s*[/.\- ]\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})"),
)
_WRONG = _("Ngày sinh không đúng. Ghi như 17/8/1990, hoặc chỉ năm 1990.")


def read_birth(text: str, today: date, field: str = "birth") -> Birth:
    """``17/8/1990``, ``17081990``, ``1990-08-17`` or only ``1990``; nothing for an empty text.

    Raises Refused for what is no date, lies ahead, or makes him older than 130.
    """
    text = squeeze(text)
    if not text:
        return Birth(None, None)
    if re.fullmatch(r"\d{4}", text):
        return Birth(None, _year(int(text), today, field))
    for form in _FORMS:
        if match := form.fullmatch(text):
            try:
                found = date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                break
            _year(found.year, today, field)
            if found > today:
                raise Refused(_("Ngày sinh ở tương lai."), field=field)
            return Birth(found, found.year)
    raise Refused(_WRONG, field=field)


def _year(year: int, today: date, field: str) -> int:
    if year > today.year:
        raise Refused(_("Ngày sinh ở tương lai."), field=field)
    if year < today.year - 130:
        raise Refused(_("Năm sinh quá xa: hơn 130 tuổi."), field=field)
    return year


def age_on(day: date, birth_date: date | None, birth_year: int | None) -> int | None:
    """Full years on ``day``; by year alone the age reached in that year; None when unknown."""
    if birth_date is not None:
        return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
    return day.year - birth_year if birth_year is not None else None


def birth_years_of_ages(day: date, youngest: int | None, oldest: int | None) -> tuple[int | None, int | None]:
    """(first, last) year of birth of people reaching ages ``youngest`` to ``oldest`` in the year of ``day``."""
    first = day.year - oldest if oldest is not None else None
    last = day.year - youngest if youngest is not None else None
    return first, last
