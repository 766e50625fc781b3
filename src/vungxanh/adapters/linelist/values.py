"""From a cell to a value, or a sentence saying what is wrong and what to write instead. Pure."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _

FIRST_YEAR, LAST_YEAR = 1900, 2100
VIETNAM = timezone(timedelta(hours=7))
EMPTY = {"", "na", "n/a", "null", "none", "-", "?", "khong ro", "unknown", "chua ro"}
LONGEST_EMPTY = 3 * max(map(len, EMPTY))  # with its diacritics apart, and some blanks


class CellError(Exception):
    """A cell that cannot be read: the reason and the remedy, two short sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason, self.remedy = reason, remedy


class UnclearError(Exception):
    """A cell that says too little for our field: it stays empty, and a warning says so."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing."""
    if len(cell) > LONGEST_EMPTY:
        return False
    return (cell.strip().lower() if cell.isascii() else fold(cell)) in EMPTY


def text(cell: str) -> str:
    """Clean text."""
    plain = cell.isascii() and cell.isprintable() and "  " not in cell
    return cell.strip() if plain else squeeze(cell)


def day(cell: str) -> date:
    """A date: 2021-08-17, 17/8/2021, 17-08-2021, 17.8.21; day first, as Vietnam writes."""
    given = cell.strip().split("T")[0].split(" ")[0]
    if iso := re.fullmatch(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", given):
        y, m, d = map(int, iso.groups())
    elif local := re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", given):
        d, m, y = map(int, local.groups())
        y += 2000 if len(local[3]) == 2 else 0
    else:
        raise CellError(_("Không đọc được ngày."), _("Viết như 17/8/2021 hoặc 2021-08-17."))
    return _on(y, m, d)


def _on(y: int, m: int, d: int) -> date:
    if not FIRST_YEAR <= y <= LAST_YEAR:
        raise CellError(_("Năm không hợp lệ."), f"Viết năm từ {FIRST_YEAR} đến {LAST_YEAR}: 17/8/2021.")
    try:
        return date(y, m, d)
    except ValueError:
        raise CellError(_("Ngày này không có trong lịch."), _("Viết ngày trước, tháng sau: 17/8/2021.")) from None


def moment(cell: str) -> datetime:
    """A moment: a date with a time (07:30 or 07:30:00), Vietnam's time when no zone is given; a date alone is its noon."""
    given = cell.strip()
    try:
        whole = datetime.fromisoformat(given)
    except ValueError:
        whole = None
    if whole is not None and len(given) > 10:
        _on(whole.year, whole.month, whole.day)
        return (whole if whole.tzinfo else whole.replace(tzinfo=VIETNAM)).astimezone(UTC)
    on = day(given)
    clock = re.search(r"[ T](\d{1,2})[:h](\d{2})", given)
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (12, 0)
    if hour > 23 or minute > 59:
        raise CellError(_("Giờ không hợp lệ."), _("Viết như 17/8/2021 07:30."))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


def exact(cell: str) -> datetime:
    """A moment whose hour matters: a date alone is refused."""
    if not re.search(r"[ T]\d{1,2}[:h]\d{2}", cell.strip()):
        raise CellError(_("Thiếu giờ."), _("Viết cả ngày và giờ: 14/8/2021 07:10."))
    return moment(cell)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number in [low, high]."""

    def read(cell: str) -> int:
        match = re.fullmatch(r"-?\d{1,12}(?:[.,]0+)?", cell.strip())
        number = int(re.split(r"[.,]", cell.strip())[0]) if match else None
        if number is None or not low <= number <= high:
            raise CellError(_("Không phải số hợp lệ."), f"Viết một số nguyên từ {low} đến {high}.")
        return number

    return read


def decimal(cell: str) -> float:
    """A number with a point or a comma."""
    if not re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,12})?", cell.strip()):
        raise CellError(_("Không phải là số."), _("Viết như 1,5 hoặc 1.5."))
    return float(cell.strip().replace(",", "."))


def age(cell: str) -> int:
    """Full years: ``34``, ``34 tuổi``, ``46.0``; ``6 tháng`` is 0. A group such as ``50s`` or ``50-59`` is an UnclearError."""
    given = fold(cell)
    if re.fullmatch(r"\d{1,3} ?(?:s|\+)|\d{1,3} ?(?:-|–|den|to) ?\d{1,3}", given):
        raise UnclearError(_("Chỉ có nhóm tuổi: để trống năm sinh."))
    if re.fullmatch(r"\d{1,3} ?(?:thang|ngay|tuan|months?|days?|weeks?)", given):
        return 0
    match = re.fullmatch(r"(\d{1,3})(?:[.,]\d{1,20})?(?: ?(?:tuoi|t|years?|y))?", given)
    if match is None or int(match[1]) > 120:
        raise CellError(_("Tuổi không hợp lệ."), _("Viết số tuổi từ 0 đến 120, hoặc ghi năm sinh."))
    return int(match[1])


def choice(**words: str) -> Callable[[str], str]:
    """One of some words, ``value="several|words"``; the first of each is the one shown, diacritics do not matter."""
    table = {fold(word): value for value, many in words.items() for word in many.split("|")}
    shown = [many.split("|")[0] for many in words.values()]

    def read(cell: str) -> str:
        found = table.get(fold(cell).replace("_", " "))
        if found is None:
            known = ", ".join(shown)
            raise CellError(_("Không hiểu giá trị này."), f"Viết một trong: {known}.")
        return found

    return read


sex = choice(M="nam|m|male|trai|1", F="nữ|f|female|gai|2", U="không rõ|u|unknown|khac|other")
status = choice(
    suspected="nghi ngờ|suspected|suspect|nghi nhiem",
    probable="có thể|probable",
    confirmed="xác định|confirmed|duong tinh|f0",
    discarded="loại trừ|discarded|not a case|not case|no case|not a case discarded|am tinh",
)
_outcome = choice(
    ill="đang điều trị|ill|active|hospitalized|isolated",
    recovered="khỏi|khoi benh|recovered|cured|ra vien|recover|released|discharged",
    died="tử vong|died|dead|death|deceased|chet",
    alive="còn sống|alive|song|survived",
)


def outcome(cell: str) -> str:
    """``ill``, ``recovered``, ``died``; that somebody was alive does not say that he is well: UnclearError."""
    found = _outcome(cell)
    if found == "alive":
        raise UnclearError(_("Chỉ nói còn sống, không nói đã khỏi: kết cục để chưa rõ, nguyên văn vào ghi chú."))
    return found


_yes = choice(yes="có|yes|true|1|x|y", no="không|no|false|0|n")


def yes(cell: str) -> bool:
    """Có / không."""
    return _yes(cell) == "yes"


Reader = Callable[[str], Any]
