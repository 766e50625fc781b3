"""Codes on tubes: commune, day, team, number, and a check character by ISO 7064 MOD 37,36. Pure.

``25222-210817-01-0007-K``: what people read; the bar code carries it without the strokes. MOD 37,36 takes digits and
letters and finds every single wrong character and nearly every pair of neighbours that changed places
(ISO/IEC 7064:2003; the same system guards the Global Release Identifier).
"""

import re
from dataclasses import dataclass
from datetime import date

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_IN_SERIES = 9999
_OURS = re.compile(r"(\d{5})(\d{6})(\d{2})(\d{4})([0-9A-Z])")


def check_character(body: str) -> str:
    """The check character of letters and digits: ISO 7064 MOD 37,36."""
    carry = 36
    for character in body:
        carry = (carry + ALPHABET.index(character)) % 36 or 36
        carry = carry * 2 % 37
    return ALPHABET[(37 - carry) % 36]


def bare(text: str) -> str:
    """As the bar code carries it: capitals and digits only."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers one team uses in one commune on one day. ``commune``: its five digits."""

    commune: str
    day: date
    team: int

    def code(self, number: int) -> str:
        """The code of the ``number``-th tube (from 1), as people read it. Refused beyond 9,999."""
        if not 1 <= number <= MOST_IN_SERIES:
            raise Refused(_("Một tổ chỉ có 9.999 mã trong một ngày. Hãy dùng số tổ khác."))
        parts = [self.commune.zfill(5)[-5:], f"{self.day:%y%m%d}", f"{self.team % 100:02d}", f"{number:04d}"]
        return "-".join([*parts, check_character("".join(parts))])


def looks_ours(text: str) -> bool:
    """Whether it has the shape of our codes, right or wrong."""
    return _OURS.fullmatch(bare(text)) is not None


def read(text: str) -> str:
    """The code as we write it. One of another shape (a code of the laboratory's own) stays as typed.

    Refused when the check character does not fit: something was mistyped or misread.
    """
    found = _OURS.fullmatch(bare(text))
    if not found:
        return text.strip().upper()
    if check_character("".join(found.groups()[:4])) != found[5]:
        raise Refused(_("Mã ống sai ký tự kiểm tra: đọc lại hoặc gõ lại mã trên nhãn."), field="code")
    return "-".join(found.groups())


def number_of(code: str) -> int:
    """The running number inside one of our codes; 0 for others."""
    found = _OURS.fullmatch(bare(code))
    return int(found[4]) if found else 0
