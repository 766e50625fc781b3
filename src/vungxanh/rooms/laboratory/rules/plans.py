"""Who must be sampled, and why. Pure."""

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
