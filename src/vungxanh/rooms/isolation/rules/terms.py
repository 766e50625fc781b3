"""From when to when, which tests, by which rule: a decision as the regulation in force has it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.api import (
    HomeIsolation,
    Immunity,
    IsolationCare,
    IsolationPlan,
    NoRegulation,
    Place,
    Ruling,
    Subject,
    as_of,
    isolation_for,
)
from vungxanh.rooms.isolation.rules.kinds import GROUPS, Kind, Reason, place_of

LONGEST = 60  # days; nobody is isolated longer by one decision
OLDEST = 60  # days; an exposure before that decides nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What decides about the terms. ``on``: the day it is decided; ``start``: the first day of isolation."""

    disease: str
    reason: Reason
    kind: Kind
    on: date
    start: date
    area: str
    last_exposure: date | None = None
    immunity: Immunity = field(default_factory=Immunity)
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The days, all included. ``rule``: id of the regulation set ("" when somebody decided by hand); ``words`` say the
    terms, ``why`` the regulation; ``fallback``: the rule is for another place than the one chosen."""

    until: date
    monitoring_until: date
    tests: tuple[date, ...] = ()
    rule: str = ""
    citation: str = ""
    words: str = ""
    why: str = ""
    verified: bool = False
    fallback: bool = False


def decide(asked: Asked) -> Terms:
    """The terms by the regulation in force; where it says nothing the last day must be given by hand.

    Refused when neither gives a last day, or the dates cannot be.
    """
    _check(asked)
    found = _by_rule(asked)
    if asked.until is None:
        if found is None:
            raise Refused(
                _("Không có quy định cho đối tượng này vào ngày này: ghi ngày hết cách ly và căn cứ."), field="until"
            )
        if found.until < asked.start:
            raise Refused(
                _("Theo quy định, thời gian cách ly đã qua: không cần quyết định nữa."), field="last_exposure"
            )
        return found
    _check_until(asked.until, asked.start)
    if found is None:
        return Terms(asked.until, asked.until, words=_("Ngày hết cách ly do người ra quyết định ghi."))
    shift = asked.until - found.until
    tests = tuple(day for day in found.tests if day <= asked.until)
    return Terms(
        asked.until, max(found.monitoring_until + shift, asked.until), tests, found.rule, found.citation, found.words,
        found.why, found.verified, found.fallback,
    )  # fmt: skip


def _by_rule(asked: Asked) -> Terms | None:
    """By the document in force for the group; its rule for the place when it has one, else its first (``fallback``)."""
    plan = _plan(asked, None)
    if plan is None:
        return None
    there = _plan(asked, place_of(asked.kind))
    same = there is not None and there.explanation.chosen.id == plan.explanation.chosen.id
    chosen = there if same and there is not None else plan
    if chosen.rule.days == 0:
        if asked.until is not None:
            return None
        raise Refused(
            "Theo quy định thì không phải cách ly: %(terms)s %(why)s",
            field="until",
            values={"terms": chosen.in_words(), "why": chosen.explanation.in_words()},
        )
    why = chosen.explanation
    return Terms(
        chosen.until, chosen.monitoring_until, chosen.tests, why.chosen.id, why.chosen.name, chosen.in_words(),
        why.in_words(), why.verified, fallback=not same,
    )  # fmt: skip


def _plan(asked: Asked, place: Place | None) -> IsolationPlan | None:
    group = GROUPS.get(asked.reason)
    if group is None:
        return None
    try:
        return isolation_for(
            disease=asked.disease, last_exposure=asked.last_exposure or asked.start, on=asked.on, area=asked.area,
            group=group, immunity=asked.immunity, place=place, start=asked.start,
        )  # fmt: skip
    except NoRegulation:
        return None


def _check(asked: Asked) -> None:
    if asked.reason in (Reason.F1, Reason.F2, Reason.F3) and asked.last_exposure is None:
        raise Refused(_("Ghi ngày tiếp xúc lần cuối."), field="last_exposure")
    if asked.last_exposure is not None and asked.last_exposure > asked.on:
        raise Refused(_("Ngày tiếp xúc lần cuối chưa tới."), field="last_exposure")
    if asked.last_exposure is not None and (asked.on - asked.last_exposure).days > OLDEST:
        raise Refused(_("Lần tiếp xúc cuối đã quá 60 ngày."), field="last_exposure")


def _check_until(until: date, start: date) -> None:
    if until < start:
        raise Refused(_("Ngày hết cách ly trước ngày bắt đầu."), field="until")
    if until - start > timedelta(days=LONGEST):
        raise Refused(_("Một quyết định không cách ly quá 60 ngày."), field="until")


def check_change(old: date, new: date, start: date, reason: str) -> None:
    """Whether the last day may be moved: another day, possible, and somebody says why."""
    if new == old:
        raise Refused(_("Ngày mới trùng ngày cũ."), field="until")
    _check_until(new, start)
    if len(reason.strip()) < 5:
        raise Refused(_("Ghi lý do, ít nhất vài chữ: nó nằm trong hồ sơ."), field="reason")


def care(disease: str, on: date, area: str = "") -> Ruling[IsolationCare]:
    """Rounds of checks, who may share a room, in force on a day."""
    return as_of(Subject.ISOLATION_CARE, disease, on, area)


def home_conditions(disease: str, on: date, area: str = "") -> Ruling[HomeIsolation]:
    """What a home must have."""
    return as_of(Subject.HOME_ISOLATION, disease, on, area)
