"""What may be decided: the states, departing from a proposal, never below or later than ordered from above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.indices import LETTERS
from vungxanh.regulations.risk import LevelMeasure, LevelRules, LocalRaise

RULE = "có thể áp dụng sớm hơn, mạnh hơn nhưng không được chậm hơn, thấp hơn"
LEVELS = (1, 2, 3, 4)
FARTHEST_AHEAD = 30
"""Days between a decision and its start at most: criteria are judged on figures of 7 and 14 days, a year is a slip."""
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
    *,
    level: int,
    proposed: int,
    reason: str,
    today: date,
    start: date,
    until: date | None,
    ordered: Iterable[Ordered] = (),
    held: int = 0,
) -> str:
    """The reason as it is kept; Refused when the decision breaks a rule. ``held``: the level in force until ``start``."""
    if level not in LEVELS:
        raise Refused(_("Chọn mức."), field="level")
    if start > today + timedelta(days=FARTHEST_AHEAD):
        raise Refused(
            "Ngày bắt đầu quá xa: nhiều nhất %(days)s ngày sau hôm nay. Xem lại tháng, năm.",
            field="start",
            values={"days": FARTHEST_AHEAD},
        )
    if until is not None and until < start:
        raise Refused(_("Ngày hết hiệu lực trước ngày bắt đầu."), field="until")
    told = squeeze(reason)
    if level != proposed and len(told) < 10:
        raise Refused(_("Mức khác với đề xuất: ghi lý do, ít nhất vài chữ."), field="reason")
    for one in ordered:
        check_ordered(one, level=level, start=start, today=today, held=held)
    return told[:1000]


def check_ordered(ordered: Ordered, *, level: int, start: date, today: date, held: int) -> None:
    """Never below, never later than the level above announced. Nobody is asked to date a paper back."""
    day = _said(ordered.since)
    if level < ordered.level and ordered.since > start:
        raise Refused(
            "Cấp trên đã công bố mức %(level)s từ %(day)s (%(number)s): %(value)s. Chọn mức %(level)s trở lên, hoặc ghi ngày hết hiệu lực trước %(day)s.",
            field="level",
            values={"level": LETTERS[ordered.level], "day": day, "number": ordered.number, "value": RULE},
        )
    if level < ordered.level:
        raise Refused(
            "Cấp trên đã công bố mức %(level)s (%(number)s): %(value)s. Chọn mức %(level)s trở lên.",
            field="level",
            values={"level": LETTERS[ordered.level], "number": ordered.number, "value": RULE},
        )
    by = max(ordered.since, today)
    if start > by and held < ordered.level:
        raise Refused(
            "Cấp trên áp dụng từ %(day)s (%(number)s): %(value)s. Chọn ngày %(by)s hoặc sớm hơn.",
            field="start",
            values={"day": day, "number": ordered.number, "value": RULE, "by": _said(by)},
        )


def _said(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


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
