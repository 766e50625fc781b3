"""From a cell to a value, or a sentence saying what is wrong and what to write instead. Pure."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from vungxanh.adapters.linelist.dates import VIETNAM, day, day_us, exact, exact_us, moment, moment_us
from vungxanh.adapters.linelist.problems import CellError, UnclearError
from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _

__all__ = [
    "MONTH_FIRST", "VIETNAM", "CellError", "Reader", "UnclearError", "age", "age_unit", "birth", "choice", "condition", "day",
    "decimal", "exact", "is_empty", "level", "moment", "outcome", "result", "seen", "sex", "status", "text", "whole", "yes",
]  # fmt: skip
MONTH_FIRST: dict[Callable[[str], Any], Callable[[str], Any]] = {day: day_us, moment: moment_us, exact: exact_us}
"""How a file that writes 8/17/2021 reads its dates."""
EMPTY = {"", "na", "n/a", "null", "none", "nan", "-", "--", "?", ".", "khong ro", "unknown", "chua ro", "#n/a"}
LONGEST_EMPTY = 3 * max(map(len, EMPTY))  # with its diacritics apart, and some blanks
Reader = Callable[[str], Any]


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing."""
    if not cell:
        return True
    if len(cell) > LONGEST_EMPTY:
        return False
    if cell.isascii():
        return (len(cell) < 12 and cell.strip().lower() in EMPTY) or not cell.strip()
    return len(cell.split()) <= 2 and fold(cell) in EMPTY


def text(cell: str) -> str:
    """Clean text."""
    plain = cell.isascii() and cell.isprintable() and "  " not in cell
    return cell.strip() if plain else squeeze(cell)


def prose(cell: str) -> str:
    """Text of several lines, each clean."""
    return "\n".join(line for part in cell.splitlines() if (line := text(part)))


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number in [low, high]."""

    def read(cell: str) -> int:
        match = re.fullmatch(r"-?\d{1,12}(?:[.,]0+)?", cell.strip(), re.ASCII)
        number = int(re.split(r"[.,]", cell.strip())[0]) if match else None
        if number is None or not low <= number <= high:
            raise CellError(_("Không phải số hợp lệ."), f"Viết một số nguyên từ {low} đến {high}.")
        return number

    return read


def decimal(cell: str) -> float:
    """A number with a point or a comma."""
    if not re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,16})?", cell.strip(), re.ASCII):
        raise CellError(_("Không phải là số."), _("Viết như 1,5 hoặc 1.5."))
    return float(cell.strip().replace(",", "."))


def birth(cell: str) -> date | int:
    """A date of birth, or the year alone (``1987``, ``8/1987``)."""
    given = cell.strip()
    only = re.fullmatch(r"(?:(?:0?[1-9]|1[0-2])[/.-])?((?:19|20)\d\d)(?:\.0+)?", given, re.ASCII)
    return int(only[1]) if only else day(given)


def birth_us(cell: str) -> date | int:
    """The same, month first."""
    only = re.fullmatch(r"(?:(?:0?[1-9]|1[0-2])[/.-])?((?:19|20)\d\d)(?:\.0+)?", cell.strip(), re.ASCII)
    return int(only[1]) if only else day_us(cell.strip())


MONTH_FIRST[birth] = birth_us


def age(cell: str) -> int:
    """Full years: ``34``, ``34 tuổi``, ``46.0``; ``6 tháng`` is 0. A group such as ``50s`` or ``50-59`` is an UnclearError."""
    given = fold(cell)
    if re.fullmatch(r"\d{1,3} ?(?:s|\+)|\d{1,3} ?(?:-{1,2}|–|den|to) ?\d{1,3}", given, re.ASCII):
        raise UnclearError(_("Chỉ có nhóm tuổi: để trống năm sinh."))
    months = re.fullmatch(r"(\d{1,4}) ?(?:thang(?: tuoi)?|th|months?|mths?|m)", given, re.ASCII)
    if months:
        return int(months[1]) // 12
    if re.fullmatch(r"\d{1,3} ?(?:ngay|tuan|days?|weeks?)(?: tuoi)?", given, re.ASCII):
        return 0
    match = re.fullmatch(r"(\d{1,3})(?:[.,]\d{1,20})?(?: ?(?:tuoi|t|years?|yrs?|y))?", given, re.ASCII)
    if match is None or int(match[1]) > 120:
        raise CellError(_("Tuổi không hợp lệ."), _("Viết số tuổi từ 0 đến 120, hoặc ghi năm sinh."))
    return int(match[1])


def choice(**words: str) -> Callable[[str], str]:
    """One of some words, ``value="several|words"``; the first of each is the one shown, diacritics do not matter."""
    table = {fold(word): value for value, many in words.items() for word in many.split("|")}
    shown = [many.split("|")[0] for many in words.values()]

    def read(cell: str) -> str:
        found = table.get(fold(cell).replace("_", " ").strip(" ."))
        if found is None:
            known = ", ".join(shown)
            raise CellError(_("Không hiểu giá trị này."), f"Viết một trong: {known}.")
        return found

    return read


sex = choice(
    M="nam|m|male|trai|1|ong|anh|nam gioi|man",
    F="nữ|f|female|gai|2|ba|chi|nu gioi|woman",
    U="không rõ|u|unknown|khac|other|9|0",
)
status = choice(
    suspected="nghi ngờ|suspected|suspect|nghi nhiem|not classified|not yet classified|suspect case|suspected case|nghi mac|pending",
    probable="có thể|probable|probable case|ca co the|co the mac",
    confirmed="xác định|confirmed|duong tinh|f0|confirmed no symptoms|confirmed unknown symptoms|confirmed case|positive|"
    "confirmed case with no symptoms|confirmed case with unknown symptoms|xac dinh mac|ca xac dinh|lab confirmed",
    discarded="loại trừ|discarded|not a case|not case|no case|not a case discarded|am tinh|negative|khong phai ca|da loai tru",
)
_outcome = choice(
    ill="đang điều trị|ill|active|hospitalized|isolated|dang benh|under treatment",
    recovered="khỏi|khoi benh|recovered|cured|ra vien|recover|released|discharged|xuat vien|recovery|da khoi",
    died="tử vong|died|dead|death|deceased|chet|buried|mat",
    alive="còn sống|alive|song|survived",
    unknown="chưa rõ|unknown|no outcome|no outcome yet|other|khac",
)
_alive = choice(
    alive="còn sống|alive|song", died="đã mất|dead|buried|died|deceased|chet|tu vong", unknown="không rõ|unknown"
)


def outcome(cell: str) -> str:
    """``ill``, ``recovered``, ``died``; that somebody was alive does not say that he is well: UnclearError."""
    found = _outcome(cell)
    if found == "alive":
        raise UnclearError(_("Chỉ nói còn sống, không nói đã khỏi: kết cục để chưa rõ, nguyên văn vào ghi chú."))
    return found


def condition(cell: str) -> str:
    """SORMAS's present condition of a person: only a death is news."""
    return _alive(cell)


_detection = choice(
    tracing="truy vết tiếp xúc|truy vet|tracing|contact tracing",
    screening="xét nghiệm sàng lọc|sang loc|screening",
    symptoms="có triệu chứng, đi khám|di kham|symptoms",
    quarantine="trong khu cách ly|quarantine",
    entry="nhập cảnh, về từ vùng dịch|nhap canh|entry",
    other="khác|other",
)


def loose(read: "Reader", reason: str) -> "Reader":
    """A reader of what is good to know: words it does not understand are told, and keep no row out."""

    def tried(cell: str) -> Any:
        try:
            return read(cell)
        except CellError:
            raise UnclearError(reason) from None

    return tried


detection = loose(_detection, _("Không hiểu cách phát hiện: nguyên văn vào ghi chú."))


def country(cell: str) -> str:
    """A country by its two letters (ISO 3166): ``VN``."""
    if not re.fullmatch(r"[A-Za-z]{2}", cell.strip()):
        raise UnclearError(_("Quốc tịch viết bằng hai chữ cái như VN; bỏ qua."))
    return cell.strip().upper()


result = choice(
    positive="dương tính|duong|positive|pos|+|detected|phat hien|reactive",
    negative="âm tính|am|negative|neg|-|not detected|khong phat hien",
    pending="chờ kết quả|pending|indeterminate|khong xac dinh|not done|inconclusive",
)
age_unit = choice(years="năm|tuoi|years|year|y", months="tháng|months|month|m", days="ngày|days|day|d")
_yes = choice(yes="có|yes|true|1|x|y|da|dung", no="không|no|false|0|n|chua|sai")


def yes(cell: str) -> bool:
    """Có / không."""
    return _yes(cell) == "yes"


symptomatic = loose(yes, _("Không rõ có triệu chứng hay không: nguyên văn vào ghi chú."))


_seen = choice(
    ok="đã gặp|seen ok|ok|khoe|binh thuong|seen|yes|co|true|1|khong trieu chung|cooperative",
    ill="có triệu chứng|seen not ok|not ok|ill|om|symptoms|trieu chung",
    missed="không gặp được|missed|not seen|no|khong|false|0|not attempted|not performed|vang|unavailable|uncooperative|lost",
)


def seen(cell: str) -> str:
    """How a daily follow-up went: ``ok``, ``ill`` or ``missed``."""
    return _seen(cell)


def level(cell: str) -> int:
    """``F1``, ``f 2``, ``3`` → 1–3."""
    match = re.fullmatch(r"(?:f|muc|level)? ?([0-4])", fold(cell), re.ASCII)
    if match is None or not 1 <= int(match[1]) <= 3:
        raise CellError(_("Không phải mức F."), _("Viết F1, F2 hoặc F3."))
    return int(match[1])
