"""The text of the QR code on a citizen card (CCCD), as a scanner types it (domain.md 8.1)."""

import re
from dataclasses import dataclass
from datetime import date

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.people.rules.birth import read_birth
from vungxanh.rooms.people.rules.citizen import check_citizen_id, contradictions
from vungxanh.rooms.people.rules.sex import Sex, read_sex

_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufeff\u200b]")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says; ``warnings`` where its own fields contradict each other."""

    citizen_id: str
    old_id: str
    full_name: str
    birth_date: date | None
    birth_year: int | None
    sex: Sex
    address: str
    issued_on: date | None
    warnings: tuple[str, ...] = ()


def read_card(text: str, today: date, field: str = "card") -> Card:
    """Number|old number or nothing|name|birth|sex|address|issued, and whatever newer cards add behind.

    An older form without the old number is told apart by its second field. Raises Refused with the reason.
    """
    parts = [squeeze(part) for part in _CONTROL.sub(" ", text).strip().split("|")]
    if len(parts) < 6:
        raise Refused(
            _("Đây không phải mã QR của căn cước: phải có ít nhất 6 phần cách nhau bởi dấu |. Quét lại."), field=field
        )
    if not re.fullmatch(r"\d{12}", parts[0], re.ASCII):
        raise Refused(_("Mã QR không bắt đầu bằng số căn cước 12 chữ số. Quét lại."), field=field)
    old = ""
    if re.fullmatch(r"\d*", parts[1], re.ASCII):
        old = parts.pop(1)
    if len(parts) < 6:
        raise Refused(_("Mã QR bị cắt ngắn. Quét lại."), field=field)
    number, name, born, sex_word, address, issued = parts[:6]
    if not any(letter.isalpha() for letter in name):
        raise Refused(_("Mã QR không có họ tên. Quét lại."), field=field)
    birth = read_birth(born, today, field)
    sex = read_sex(sex_word)
    return Card(
        citizen_id=check_citizen_id(number, field),
        old_id=old,
        full_name=_as_written(name),
        birth_date=birth.date,
        birth_year=birth.year,
        sex=sex,
        address=address,
        issued_on=_issued(issued, today),
        warnings=tuple(contradictions(number, sex, birth.year)),
    )


def _issued(text: str, today: date) -> date | None:
    try:
        return read_birth(text, today).date
    except Refused:  # of no use to anybody here, so no reason to refuse the card
        return None


def _as_written(name: str) -> str:
    """Some cards write the name in capitals; people do not."""
    return " ".join(part.capitalize() for part in name.split(" ")) if name.isupper() else name
