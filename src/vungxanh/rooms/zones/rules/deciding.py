"""What may be decided: the states, departing from a proposal, never below or later than ordered from above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.risk import LevelMeasure, LevelRules, LocalRaise

RULE = "có thể áp dụng sớm hơn, mạnh hơn nhưng không được chậm hơn, thấp hơn"
LEVELS = (1, 2, 3, 4)
MOST_AT_ONCE = 200
"""How many places one paper decides: a province's communes and more."""


class State(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    DECIDED = "decided"
    PUBLISHED = "published"


STATE_NAMES = {
    State.PROPOSED: _("Máy đề xuất"),
    State.REVIEWED: _("Đã rà soát"),
    State.DECIDED: _("Đã quyết định"),
    State.PUBLISHED: _("Đã công bố"),
}


@dataclass(frozen=True, slots=True)
class Ordered:
    """What the level above announced for a place: its level, from which day, by which document."""

    level: int
    since: date
    number: str


@dataclass(frozen=True, slots=True)
class Leeway:
    """By how many levels more a place may be put, and why; 0 where no plan says so."""

    levels: int = 0
    why: str = ""


def leeway(rule: LocalRaise | None, code: str, high_beyond: Iterable[str]) -> Leeway:
    """``high_beyond``: names of high-risk communes of other districts it borders."""
    if rule is None:
        return Leeway()
    found = []
    if code in rule.border_communes:
        found.append(Leeway(rule.border, "xã biên giới"))
    names = ", ".join(high_beyond)
    if names:
        found.append(Leeway(rule.adjacent, f"tiếp giáp {names}"))
    return max(found, key=lambda each: each.levels, default=Leeway())


def check_decision(
    *, level: int, proposed: int, reason: str, start: date, until: date | None, ordered: Ordered | None
) -> str:
    """The reason as it is kept; Refused when the decision breaks a rule."""
    if level not in LEVELS:
        raise Refused(_("Chọn mức."), field="level")
    if until is not None and until < start:
        raise Refused(_("Ngày hết hiệu lực trước ngày bắt đầu."), field="until")
    told = squeeze(reason)
    if level != proposed and len(told) < 10:
        raise Refused(_("Mức khác với đề xuất: ghi lý do, ít nhất vài chữ."), field="reason")
    check_ordered(level, start, ordered)
    return told[:1000]


def check_ordered(level: int, start: date, ordered: Ordered | None) -> None:
    """Never below, never later than the level above announced."""
    if ordered is None:
        return
    if level < ordered.level:
        raise Refused(
            "Cấp trên đã công bố mức %(level)s (%(number)s): %(value)s. Chọn mức %(level)s trở lên.",
            field="level",
            values={"level": ordered.level, "number": ordered.number, "value": RULE},
        )
    if start > ordered.since:
        day = f"{ordered.since.day}/{ordered.since.month}/{ordered.since.year}"
        raise Refused(
            "Cấp trên áp dụng từ %(day)s (%(number)s): %(value)s. Chọn ngày %(day)s hoặc sớm hơn.",
            field="start",
            values={"day": day, "number": ordered.number, "value": RULE},
        )


def check_notice(rules: LevelRules, *, level: int, before: int, at: datetime, start: datetime) -> str:
    """A warning when a raise is announced too late; "" when it is not."""
    if rules.notice_hours is None or not before or level <= before:
        return ""
    if start - at >= timedelta(hours=rules.notice_hours):
        return ""
    return f"Tăng mức phải báo trước ít nhất {rules.notice_hours} giờ; quyết định này bắt đầu sớm hơn."


def measures_at(measures: Iterable[LevelMeasure], level: int) -> list[LevelMeasure]:
    """Those that hold at a level."""
    return [m for m in measures if m.level is not None and m.level <= level <= (m.until or 4)]


def check_measures(wanted: Collection[str], kept: Collection[str]) -> None:
    """All that the level asks for is kept; more may be added."""
    left_out = [text for text in wanted if text not in kept]
    if left_out:
        raise Refused(
            "Không được bỏ biện pháp của mức này: %(value)s. Đã bỏ: %(left_out)s.",
            field="measures",
            values={"value": RULE, "left_out": "; ".join(left_out)},
        )
