"""Who may take samples: trained, not too long ago, and not wanted for treatment. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from vungxanh.kernel.text import gettext_noop as _

MOST_LINES = 500


class SamplerKind(StrEnum):
    """Where somebody who samples comes from. Only ``MEDICAL`` is wanted for treatment and nursing."""

    MEDICAL = "medical"
    STUDENT = "student"
    VOLUNTEER = "volunteer"
    COVID_TEAM = "covid_team"
    OTHER = "other"


class Duty(StrEnum):
    """What he is assigned to."""

    SAMPLING = "sampling"
    TREATMENT = "treatment"
    STOPPED = "stopped"


class Topic(StrEnum):
    """What a training teaches."""

    SAMPLING = "sampling"
    TESTING = "testing"


class Standing(StrEnum):
    """Whether he may sample today."""

    READY = "ready"
    SOON = "soon"
    LAPSED = "lapsed"
    UNTRAINED = "untrained"
    TREATMENT = "treatment"
    STOPPED = "stopped"


SAMPLER_NAMES = {
    SamplerKind.MEDICAL: _("nhân viên y tế"), SamplerKind.STUDENT: _("sinh viên y"), SamplerKind.VOLUNTEER: _("tình nguyện viên"),
    SamplerKind.COVID_TEAM: _("tổ Covid cộng đồng"), SamplerKind.OTHER: _("lực lượng khác"),
}  # fmt: skip
DUTY_NAMES = {
    Duty.SAMPLING: _("lấy mẫu"), Duty.TREATMENT: _("điều trị, điều dưỡng"), Duty.STOPPED: _("không tham gia nữa"),
}  # fmt: skip
TOPIC_NAMES = {Topic.SAMPLING: _("lấy mẫu"), Topic.TESTING: _("xét nghiệm (test nhanh, PCR)")}
STANDING_NAMES = {
    Standing.READY: _("được lấy mẫu"), Standing.SOON: _("sắp phải tập huấn lại"), Standing.LAPSED: _("quá hạn tập huấn"),
    Standing.UNTRAINED: _("chưa tập huấn lấy mẫu"), Standing.TREATMENT: _("đã chuyển sang điều trị"), Standing.STOPPED: _("đã nghỉ"),
}  # fmt: skip
MAY = (Standing.READY, Standing.SOON)


def standing_of(duty: Duty, trained_on: date | None, today: date, *, valid_days: int, warn_days: int) -> Standing:
    """By his duty and the day of his last training."""
    if duty is not Duty.SAMPLING:
        return Standing(duty.value)
    if trained_on is None:
        return Standing.UNTRAINED
    left = (trained_on + timedelta(days=valid_days) - today).days
    return Standing.LAPSED if left < 0 else Standing.SOON if left <= warn_days else Standing.READY


@dataclass(frozen=True, slots=True)
class Enough:
    """So many hands against so many people to be sampled in a day. ``free``: medical staff not needed for it."""

    people: int
    a_day: int
    helpers: int
    medical: int

    @property
    def needed(self) -> int:
        """Hands."""
        return ceil(self.people / self.a_day)

    @property
    def lacking(self) -> int:
        """Who must still be trained or called in."""
        return max(0, self.needed - self.helpers - self.medical)

    @property
    def free(self) -> int:
        """Others sample first; the medical staff they make free go to treatment and nursing."""
        return max(0, self.medical - max(0, self.needed - self.helpers))


@dataclass(frozen=True, slots=True)
class Trainee:
    """A line of a list of those who were taught."""

    name: str
    body: str = ""
    contact: str = ""


def trainees(text: str) -> list[Trainee]:
    """``Nguyễn Văn Mẫu; tổ Covid thôn 3; 0912 345 678`` a line; all but the name may be left out. Twice is once."""
    found: dict[tuple[str, str], Trainee] = {}
    for line in text.splitlines():
        parts = [" ".join(part.split()) for part in re.split(r"[\t;,|]", line)]
        parts = [part for part in parts if part and not re.fullmatch(r"\d{1,3}[.)]?", part)]
        if not parts:
            continue
        numbers = [part for part in parts if re.fullmatch(r"[\d .+()-]{8,}", part)]
        words = [re.sub(r"^\d{1,3}[.)]\s*", "", part) for part in parts if part not in numbers]
        if words:
            one = Trainee(words[0][:120], ", ".join(words[1:])[:160], (numbers or [""])[0][:60])
            found.setdefault((one.name.casefold(), one.contact or one.body.casefold()), one)
    return list(found.values())


def same(one: Trainee, others: Sequence[Trainee]) -> int | None:
    """Which of ``others`` is this person: the same name, and the telephone number or the body not another one."""
    for n, other in enumerate(others):
        if one.name.casefold() != other.name.casefold():
            continue
        if one.contact and other.contact:
            if re.sub(r"\D", "", one.contact) == re.sub(r"\D", "", other.contact):
                return n
        elif not one.body or not other.body or one.body.casefold() == other.body.casefold():
            return n
    return None
