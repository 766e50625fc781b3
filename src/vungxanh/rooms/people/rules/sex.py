"""Giới tính."""

from enum import StrEnum

from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _


class Sex(StrEnum):
    """As written in papers; unknown when nobody wrote it."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


SEXES: dict[Sex, str] = {Sex.MALE: _("nam"), Sex.FEMALE: _("nữ"), Sex.UNKNOWN: _("chưa rõ")}

_WORDS = {
    Sex.MALE: {"m", "male", "nam", "1", "trai", "boy", "man"},
    Sex.FEMALE: {"f", "female", "nu", "0", "2", "gai", "girl", "woman"},
}


def read_sex(text: str) -> Sex:
    """``Nam``, ``NỮ``, ``Male``, ``F`` … as a sex; unknown for anything else."""
    word = fold(text)
    return next((sex for sex, words in _WORDS.items() if word in words), Sex.UNKNOWN)
