"""Number and symbol of a document, what one document says of another, and days that may be only months."""

import re
from dataclasses import dataclass
from datetime import date

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.directives.rules.kinds import Relation

_PARTY = re.compile(r"[A-ZĐ]{2,}/[A-ZĐ][\w-]*", re.IGNORECASE)
_SIGNS = (
    (Relation.REPLACES, ("thay the", "bai bo", "het hieu luc")),
    (Relation.AMENDS, ("sua doi", "bo sung mot so")),
    (Relation.IMPLEMENTS, ("can cu", "thuc hien", "trien khai", "theo tinh than")),
)
_BEFORE = 220


def joined(number: str, symbol: str) -> str:
    """``134/TB-UBND`` of 134 and TB-UBND; the Party writes ``05-NQ/TU``. Without a number ``/UBND-YT``."""
    number, symbol = squeeze(number).replace(" ", ""), squeeze(symbol).replace(" ", "")
    if not symbol:
        return number
    sign = "-" if _PARTY.fullmatch(symbol) and number else "/"
    return f"{number}{sign}{symbol}"


def key_of(number_symbol: str) -> str:
    """What two ways of writing the same number and symbol have in common; "" when there is no number.

    ``09/KH-UBND``, ``9 / KH-UBND`` and ``09/kh-ubnd`` are one; CĐ and CD too, for scanners lose the bar of the Đ.
    """
    text = re.sub(r"^so:?(?=\d)", "", fold(number_symbol).replace(" ", "").replace("–", "-"))
    text = text.lstrip("0")
    return text[:90] if re.match(r"\d+[/-]", text) else ""


def relation(text: str, start: int) -> Relation:
    """What the words before a citation at ``start`` make of it: implements, replaces, amends, or only cites."""
    before = text[max(0, start - _BEFORE) : start]
    sentence = re.split(r"[.;]\s|\n\s*\n", before)[-1]
    words = f" {fold(sentence)} "
    for found, signs in _SIGNS:
        if any(f" {sign}" in words for sign in signs):
            return found
    return Relation.CITES


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or only its month (then ``on`` is the first of it)."""

    on: date
    month_only: bool = False

    def __str__(self) -> str:
        return f"{self.on.month}/{self.on.year}" if self.month_only else f"{self.on.day}/{self.on.month}/{self.on.year}"

    def fits(self, other: "Day | None") -> bool:
        """Whether both may be the same day."""
        if other is None:
            return True
        whole = not (self.month_only or other.month_only)
        return self.on == other.on if whole else (self.on.year, self.on.month) == (other.on.year, other.on.month)


def day_of(text: str | None) -> Day | None:
    """``2021-11-09``, ``2021-11``, ``9/11/2021``, ``11/2021``; None for nothing. Refused for what is no day."""
    text = squeeze(text or "")
    if not text:
        return None
    parts = re.split(r"[/.\-]", text)
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        raise Refused(_("Ngày viết như 17/8/2021, hoặc chỉ tháng như 8/2021."), field="issued")
    numbers = [int(part) for part in (parts if len(parts[0]) == 4 else reversed(parts))]
    try:
        return Day(date(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 1), len(numbers) == 2)
    except ValueError:
        raise Refused(_("Ngày này không có trong lịch."), field="issued") from None


def day_or_none(text: str | None) -> Day | None:
    """The same for what was read by machine: what is no day is nothing."""
    try:
        return day_of(text)
    except Refused:
        return None
