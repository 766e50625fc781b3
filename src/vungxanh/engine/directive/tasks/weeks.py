"""Deadlines told by a week or month without its days: "trong tuần này", "xong trong tuần đầu tháng 11/2021"."""

from collections.abc import Iterator
from datetime import date, timedelta

from vungxanh.engine.directive.model import Due, DueKind
from vungxanh.engine.directive.tasks.fold import pattern

_BY = r"(?<!\w)(?:(?:ngay |nội )?trong|trước|hết|đến hết|xong(?: trước| trong)?|hoàn thành)(?: cuối)?"
_THIS = pattern(rf"{_BY} (?P<unit>tuần|tháng) (?P<which>này|tới|sau)(?!\w)(?! khi)")
_NTH = pattern(
    rf"{_BY} tuần (?:lễ )?(?:thứ )?(?P<n>đầu(?: tiên)?|nhất|hai|ba|tư|cuối)(?: (?:của|trong))? tháng (?P<m>0?[1-9]|1[0-2])"
    r"(?:(?:/| năm )(?P<y>20\d\d))?(?![\w/])"
)
_NUMBERS = {"đầu": 0, "đầu tiên": 0, "nhất": 0, "hai": 1, "ba": 2, "tư": 3, "cuối": -1}


def told(text: str, folded: str, start: int, end: int, day: date | None) -> Iterator[tuple[Due, int, int]]:
    """Such deadlines as the days from–to; ``day`` is the document's, without which a week has none.

    A week runs to its Sunday, this one from the day of the document; the first week of a month is its first seven days.
    """
    if day is None:
        return
    for m in _THIS.finditer(folded, start, end):
        first, last = _span(m["unit"], m["which"], day)
        yield _due(text, m.start(), m.end(), first, last), m.start(), m.end()
    for m in _NTH.finditer(folded, start, end):
        month = int(m["m"])
        year = int(m["y"]) if m["y"] else day.year + (month < day.month)
        n, length = _NUMBERS[m["n"]], (_next_month(date(year, month, 1)) - date(year, month, 1)).days
        begin = date(year, month, length - 6 if n < 0 else 7 * n + 1)
        yield _due(text, m.start(), m.end(), begin, begin + timedelta(days=6)), m.start(), m.end()


def _span(unit: str, which: str, day: date) -> tuple[date, date]:
    if unit == "tuần":
        sunday = day + timedelta(days=6 - day.weekday())
        return (day, sunday) if which == "này" else (sunday + timedelta(days=1), sunday + timedelta(days=7))
    following = _next_month(day)
    if which == "này":
        return day, following - timedelta(days=1)
    return following, _next_month(following) - timedelta(days=1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _due(text: str, start: int, end: int, first: date, last: date) -> Due:
    return Due(DueKind.DURING, date=last.isoformat(), start=first.isoformat(), raw=text[start:end])
