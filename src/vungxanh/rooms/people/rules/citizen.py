"""Citizen numbers: 12 digits of the chip card, 9 of the older card (domain.md 8.1)."""

import re
from dataclasses import dataclass

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.people.rules.sex import Sex


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """What the 12 digits say. There is no check digit, so typing errors show only against the other fields."""

    number: str
    registered_in: str
    sex: Sex
    birth_year: int

    @property
    def born_abroad(self) -> bool:
        """First three digits are a country, not a province."""
        return self.registered_in[0] != "0"


def check_citizen_id(text: str, field: str = "citizen_id") -> str:
    """The number as it is kept: digits without spaces or dots, letters of a passport in capitals; "" for nothing.

    Accepts 12 digits (CCCD), 9 (CMND) or a passport; raises Refused with the reason for anything else.
    """
    if len(text) == 12 and text.isascii() and text.isdigit():
        return text
    number = re.sub(r"[\s.\-\u00a0]", "", text).upper()
    if not number:
        return ""
    if number.isascii() and number.isdigit():
        if len(number) not in (9, 12):
            raise Refused(_("Số căn cước gồm 12 chữ số, chứng minh cũ 9 chữ số."), field=field)
        return number
    if re.fullmatch(r"[A-Z]{1,3}\d{5,9}", number):
        return number
    raise Refused(_("Số giấy tờ không đúng: 12 chữ số căn cước, 9 chữ số chứng minh, hoặc số hộ chiếu."), field=field)


def citizen_digits(number: str) -> int:
    """12, 9, 1 for other papers, 0 for none: numbers of two kinds cannot be compared."""
    return (len(number) if number.isdigit() else 1) if number else 0


def read_citizen_id(number: str) -> CitizenNumber | None:
    """Province of registration, sex and year of birth inside a 12-digit number; None for any other paper."""
    if not (len(number) == 12 and number.isascii() and number.isdigit()):
        return None
    century = int(number[3])
    return CitizenNumber(
        number=number,
        registered_in=number[:3],
        sex=Sex.FEMALE if century % 2 else Sex.MALE,
        birth_year=(19 + century // 2) * 100 + int(number[4:6]),
    )


def contradictions(number: str, sex: Sex, birth_year: int | None) -> list[str]:
    """Where the number contradicts the sex or the year written beside it: to be looked at, never refused."""
    found = read_citizen_id(number)
    if found is None:
        return []
    said = []
    if sex is not Sex.UNKNOWN and sex is not found.sex:
        said.append(_("Giới tính không khớp với số căn cước. Kiểm tra lại số."))
    if birth_year is not None and birth_year != found.birth_year:
        said.append(_("Năm sinh không khớp với số căn cước. Kiểm tra lại số."))
    return said
