"""Who must be sampled, and why. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _

T = TypeVar("T")


class Reason(StrEnum):
    """Why somebody is sampled."""

    TEST_DAY = "test_day"
    RISK_GROUP = "risk_group"
    AREA = "area"
    SYMPTOMS = "symptoms"
    SWEEP = "sweep"
    RETEST = "retest"
    OTHER = "other"


REASON_NAMES = {
    Reason.TEST_DAY: _("đến ngày xét nghiệm của người cách ly, theo dõi"), Reason.RISK_GROUP: _("nhóm nguy cơ"),
    Reason.AREA: _("vùng phong tỏa, vùng nguy cơ"), Reason.SYMPTOMS: _("có triệu chứng"),
    Reason.SWEEP: _("từng hộ (đi từng ngõ, gõ từng nhà, rà từng người)"), Reason.RETEST: _("lấy lại từng người của mẫu gộp"),
    Reason.OTHER: _("lý do khác"),
}  # fmt: skip
PLANNABLE = (Reason.TEST_DAY, Reason.RISK_GROUP, Reason.AREA, Reason.SWEEP, Reason.SYMPTOMS, Reason.OTHER)


class GroupKind(StrEnum):
    """Where the people of a risk group are found."""

    OCCUPATION = "occupation"
    F2 = "f2"
    LOCKED = "locked"
    RETURNED = "returned"
    LISTED = "listed"


GROUP_KIND_NAMES = {
    GroupKind.OCCUPATION: _("theo nghề nghiệp đã ghi"), GroupKind.F2: _("F2 đang theo dõi"),
    GroupKind.LOCKED: _("người sống trong vùng phong tỏa"), GroupKind.RETURNED: _("người cách ly vì về từ vùng có dịch, nhập cảnh"),
    GroupKind.LISTED: _("chỉ những người ghi tay vào nhóm"),
}  # fmt: skip
GATHERED = (Reason.TEST_DAY, Reason.SYMPTOMS, Reason.AREA)
"""What is put on the day's list by itself; risk groups when somebody asks for it."""


class WantedState(StrEnum):
    """What became of a person who is to be sampled."""

    WAITING = "waiting"
    SAMPLED = "sampled"
    ABSENT = "absent"
    REFUSED = "refused"
    DROPPED = "dropped"


WANTED_NAMES = {
    WantedState.WAITING: _("chờ lấy"), WantedState.SAMPLED: _("đã lấy"), WantedState.ABSENT: _("vắng"),
    WantedState.REFUSED: _("từ chối"), WantedState.DROPPED: _("bỏ khỏi danh sách"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who should be sampled on ``due_on``, whichever room says so."""

    person_id: UUID
    area_path: str
    due_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of a pasted list of people: ``text`` a name or a number; ``year`` of birth where it was said."""

    row: int
    text: str
    year: int | None = None


def typed_lines(text: str) -> list[TypedLine]:
    """One person a line: a citizen or telephone number, or a name with the year of birth after a comma, tab or semicolon."""
    found = []
    for row, line in enumerate(text.splitlines(), start=1):
        parts = [part.strip() for part in re.split(r"[\t;,|]", line) if part.strip()]
        if not parts:
            continue
        numbers = [digits for part in parts if len(digits := re.sub(r"[ .+-]", "", part)) >= 9 and digits.isdigit()]
        years = [int(part[-4:]) for part in parts if re.fullmatch(r"(\d{1,2}/\d{1,2}/)?(19|20)\d\d", part)]
        names = [part for part in parts if not any(c.isdigit() for c in part)]
        said = numbers[0] if numbers else names[0] if names else parts[0]
        found.append(TypedLine(row, said, years[0] if years and not numbers else None))
    return found


def words_of(text: str) -> tuple[str, ...]:
    """``tiểu thương, bán hàng`` as folded words to look for in occupations."""
    return tuple(word for part in text.replace(";", ",").split(",") if (word := fold(part)))


def belongs(occupation: str, words: Iterable[str]) -> bool:
    """Whether an occupation contains one of the (folded) words."""
    said = fold(occupation)
    return bool(said) and any(word in said for word in words)


def representatives(members: Sequence[T], small: int, few: int, many: int) -> Sequence[T]:
    """Of a household, those who stand for it: ``few`` of one smaller than ``small``, else ``many``. The first come first:
    give them in the order of who is most exposed."""
    return members[: few if len(members) < small else many]
