"""Dates as people write them: day first as Vietnam does, or month first; Excel's numbers; months by name. Pure."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta, timezone

from vungxanh.adapters.linelist.problems import CellError, UnclearError
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _

FIRST_YEAR, LAST_YEAR = 1900, 2100
VIETNAM = timezone(timedelta(hours=7))
EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's count (1900 system), set so that every day after February 1900 is right."""
_SERIAL = re.compile(r"([1-6]\d{4})(?:[.,](\d{1,15}))?", re.ASCII)  # 1927 to 2091
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_LOCAL = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
_SOLID = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3,9})\.?[-/., ]*(\d{4}|\d{2})", re.ASCII)
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) ?(?:thang|/|-) ?(\d{1,2}),? ?(?:nam|/|-) ?(\d{4})", re.ASCII)
_MONTH = re.compile(
    r"(?:thang )?(\d{1,2})(?:[-/.]| nam )((?:19|20)\d\d)|((?:19|20)\d\d)[-/.](\d{1,2})|([a-z]{3,9})[-/. ]*((?:19|20)\d\d)",
    re.ASCII,
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_CLOCK = re.compile(r"[ T,]+(\d{1,2})(?:[:hg](\d{2})?)(?::(\d{2})(?:\.\d+)?)? ?([aApP][mM])?$", re.ASCII)
_WRONG = _("Không đọc được ngày."), _("Viết như 17/8/2021 hoặc 2021-08-17.")


def day(cell: str) -> date:
    """A date: 17/8/2021, 2021-08-17, 17.8.21, 17-Aug-21, 44425, 20210817; the day first, as Vietnam writes."""
    return _day(cell, month_first=False)


def day_us(cell: str) -> date:
    """The same, the month first: 8/17/2021."""
    return _day(cell, month_first=True)


def _day(cell: str, *, month_first: bool) -> date:
    given = cell.strip()
    bare = _CLOCK.sub("", given).split("T")[0].strip()
    if iso := _ISO.fullmatch(bare):
        return _on(int(iso[1]), int(iso[2]), int(iso[3]))
    if local := _LOCAL.fullmatch(bare):
        first, second = int(local[1]), int(local[2])
        return _on(_year(local[3]), *((first, second) if month_first else (second, first)))
    if serial := _SERIAL.fullmatch(bare):
        return EXCEL_ZERO + timedelta(days=int(serial[1]))
    return _in_words(bare)


def _in_words(bare: str) -> date:
    if solid := _SOLID.fullmatch(bare):
        return _on(int(solid[1]), int(solid[2]), int(solid[3]))
    said = fold(bare)[:40]
    if words := _WORDS.fullmatch(said):
        return _on(int(words[3]), int(words[2]), int(words[1]))
    if (named := _NAMED.fullmatch(said)) and named[2] in _MONTHS:
        return _on(_year(named[3]), _MONTHS[named[2]], int(named[1]))
    if (named := _NAMED_FIRST.fullmatch(said)) and named[1] in _MONTHS:
        return _on(_year(named[3]), _MONTHS[named[1]], int(named[2]))
    month = _MONTH.fullmatch(said)
    if month and (month[5] is None or month[5] in _MONTHS):
        raise UnclearError(_("Chỉ có tháng, không có ngày: ô này để trống."))
    raise CellError(*_WRONG)


def _year(text: str) -> int:
    """Two figures are of this century, unless that lies far ahead."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year > 60 else 2000)


def _on(y: int, m: int, d: int) -> date:
    if not FIRST_YEAR <= y <= LAST_YEAR:
        raise CellError(_("Năm không hợp lệ."), f"Viết năm từ {FIRST_YEAR} đến {LAST_YEAR}: 17/8/2021.")
    try:
        return date(y, m, d)
    except ValueError:
        raise CellError(_("Ngày này không có trong lịch."), _("Viết ngày trước, tháng sau: 17/8/2021.")) from None


def moment(cell: str) -> datetime:
    """A moment: a date with a time (07:30 or 07:30:00), Vietnam's time when no zone is given; a date alone is its noon."""
    return _moment(cell, day)


def moment_us(cell: str) -> datetime:
    """The same, the month first."""
    return _moment(cell, day_us)


def _moment(cell: str, read: Callable[[str], date]) -> datetime:
    given = cell.strip()
    if len(given) > 10 and given[4:5] == "-":
        try:
            whole = datetime.fromisoformat(given)
        except ValueError:
            whole = None
        if whole is not None:
            _on(whole.year, whole.month, whole.day)
            return (whole if whole.tzinfo else whole.replace(tzinfo=VIETNAM)).astimezone(UTC)
    on = read(given)
    hour, minute = _clock(given)
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


def _clock(given: str) -> tuple[int, int]:
    if (serial := _SERIAL.fullmatch(given)) and serial[2]:
        seconds = round(float(f"0.{serial[2]}") * 86400)
        return min(seconds // 3600, 23), seconds % 3600 // 60
    clock = _CLOCK.search(given)
    if clock is None:
        return 12, 0
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise CellError(_("Giờ không hợp lệ."), _("Viết như 17/8/2021 07:30."))
    return hour, minute


def has_clock(cell: str) -> bool:
    """Whether a cell says the hour."""
    given = cell.strip()
    serial = _SERIAL.fullmatch(given)
    return (
        bool(serial[2]) if serial else _CLOCK.search(given) is not None or re.search(r"T\d{2}:\d{2}", given) is not None
    )


def exact(cell: str) -> datetime:
    """A moment whose hour matters: a date alone is refused."""
    return _exact(cell, moment)


def exact_us(cell: str) -> datetime:
    """The same, the month first."""
    return _exact(cell, moment_us)


def _exact(cell: str, read: Callable[[str], datetime]) -> datetime:
    found = read(cell)
    if not has_clock(cell):
        raise CellError(_("Thiếu giờ."), _("Viết cả ngày và giờ: 14/8/2021 07:10."))
    return found


def month_first(cells: Iterable[str]) -> bool:
    """Whether a file writes the month first: more of its dates can only be read so than the other way."""
    first = second = 0
    for cell in cells:
        local = _LOCAL.match(cell.strip())
        if local:
            first += int(local[1]) > 12 >= int(local[2])
            second += int(local[2]) > 12 >= int(local[1])
    return second > first
