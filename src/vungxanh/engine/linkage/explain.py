"""Why a score is what it is, in words; every sentence with the bits it adds or takes."""

from enum import IntEnum
from typing import NamedTuple

from vungxanh.kernel.text import gettext_noop as _

from .model import FIELDS, Array, Birth, Citizen, Name, Phone, Place, Sex
from .weights import Weights, stated

_SAID: list[tuple[IntEnum, str]] = [
    (Name.EXACT, _("cùng họ tên")),
    (Name.ORDER, _("cùng họ tên, đảo thứ tự")),
    (Name.CLOSE, _("họ tên chỉ khác một chữ cái, hoặc viết theo âm")),
    (Name.NEIGHBOUR, _("họ tên gần giống, nhưng cả hai đều là tên thường gặp")),
    (Name.DROPPED, _("cùng họ và tên, một bên thiếu hoặc viết tắt tên đệm")),
    (Name.ALMOST, _("họ tên khác hai chữ cái")),
    (Name.ENDS, _("cùng họ và tên, khác tên đệm")),
    (Name.GIVEN, _("chỉ cùng tên, khác họ")),
    (Name.FAMILY, _("chỉ cùng họ, khác tên")),
    (Name.OTHER, _("họ tên khác")),
    (Birth.SAME, _("cùng ngày sinh")),
    (Birth.YEARS, _("cùng năm sinh, cả hai không rõ ngày")),
    (Birth.SWAPPED, _("ngày và tháng sinh đảo nhau")),
    (Birth.DIGIT, _("ngày sinh khác một chữ số")),
    (Birth.YEAR, _("cùng năm sinh, một bên không rõ ngày")),
    (Birth.DAY, _("cùng ngày tháng sinh, năm lệch")),
    (Birth.SAME_YEAR, _("cùng năm sinh, khác ngày")),
    (Birth.NEAR, _("năm sinh lệch một năm")),
    (Birth.OTHER, _("ngày sinh khác")),
    (Sex.SAME, _("cùng giới tính")),
    (Sex.DIFFERS, _("khác giới tính")),
    (Phone.SAME, _("cùng số điện thoại")),
    (Phone.DIFFERS, _("khác số điện thoại")),
    (Citizen.SAME, _("cùng số căn cước")),
    (Citizen.OTHER_KIND, _("một bên số căn cước, một bên số chứng minh cũ")),
    (Citizen.DIFFERS, _("khác số căn cước")),
    (Place.HOME, _("cùng hộ hoặc cùng nhà")),
    (Place.COMMUNE, _("cùng xã, phường")),
    (Place.OTHER_HOUSE, _("cùng xã, phường, khác nhà")),
    (Place.PROVINCE, _("cùng tỉnh, khác xã, phường")),
    (Place.ELSEWHERE, _("khác tỉnh")),
]
SAID = {(type(level), int(level)): text for level, text in _SAID}  # levels of two fields are equal as numbers


class Reason(NamedTuple):
    """One field's likeness: the sentence, and its bits for (above 0) or against one person, strangers compared."""

    field: str
    level: int
    text: str
    bits: float


def reasons(
    levels: "Array | list[int]",
    rarity: "Array | list[float] | tuple[float, float]" = (0.0, 0.0),
    *,
    weights: Weights | None = None,
) -> list[Reason]:
    """Why, strongest first; a field of which one side is unknown says nothing. ``levels``, ``rarity`` as in ``Pairs``."""
    weights = weights or stated()
    found = []
    for f, (name, kinds) in enumerate(FIELDS.items()):
        level = kinds(int(levels[f]))
        text = SAID.get((kinds, int(level)))
        if text is None:
            continue
        logs = weights.logs[:, f, level]
        by_chance = logs[2] + {"name": rarity[0], "place": rarity[1]}.get(name, 0.0)
        other = max(logs[1], by_chance) if level else by_chance  # what agrees fully is told against strangers
        found.append(Reason(name, int(level), text, round(float(logs[0] - other), 1)))
    return sorted(found, key=lambda reason: -abs(reason.bits))


def percent(score: float) -> int:
    """The probability of a score in bits, as a whole number from 0 to 99 (nobody is certain)."""
    return min(99, int(100 / (1 + 2 ** -max(-60.0, min(60.0, score)))))
