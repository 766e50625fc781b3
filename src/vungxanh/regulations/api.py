"""The doors: what is in force for a disease, on a day, in an area, and why. Areas are paths ending in "/"."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from math import ceil
from typing import Any, Literal, overload

from vungxanh.kernel.refused import Refused
from vungxanh.regulations import diseases, isolation
from vungxanh.regulations.choose import Considered, Explanation, NoRegulation, Ruling, choose, rank
from vungxanh.regulations.contacts import Circumstances, ContactJudgement, is_close_contact
from vungxanh.regulations.diseases import Disease, Route, disease, load_diseases
from vungxanh.regulations.dormitories import DormitoryModel, DormitoryModels
from vungxanh.regulations.isolation import Immunity, IsolationPlan
from vungxanh.regulations.loader import load_all
from vungxanh.regulations.rows import Row, rows
from vungxanh.regulations.sampling import SamplingRules, ScreenedGroups
from vungxanh.regulations.schema import RegulationError
from vungxanh.regulations.sets import Fact, Kind, Level, RegulationSet, day
from vungxanh.regulations.values import (
    SUBJECT_NAMES,
    CaseClock,
    CaseDefinition,
    Classification,
    ContactDefinition,
    CountedFrom,
    EndsOn,
    EpidemicEnd,
    FollowUpRule,
    Group,
    HomeIsolation,
    InfectiousWindow,
    IsolationCare,
    IsolationRule,
    IsolationRules,
    LockdownRule,
    NotificationRule,
    Place,
    PriorityWeights,
    ResultTarget,
    SiteReadiness,
    Subject,
    TraceTarget,
)
from vungxanh.regulations.windows import InfectiousPeriod, infectious_period

S = Subject


@overload
def as_of(subject: Literal[S.CONTACT], disease: str, on: date, area: str = "") -> Ruling[ContactDefinition]: ...
@overload
def as_of(
    subject: Literal[S.INFECTIOUS_WINDOW], disease: str, on: date, area: str = ""
) -> Ruling[InfectiousWindow]: ...
@overload
def as_of(subject: Literal[S.ISOLATION], disease: str, on: date, area: str = "") -> Ruling[IsolationRules]: ...
@overload
def as_of(subject: Literal[S.NOTIFICATION], disease: str, on: date, area: str = "") -> Ruling[NotificationRule]: ...
@overload
def as_of(subject: Literal[S.FOLLOW_UP], disease: str, on: date, area: str = "") -> Ruling[FollowUpRule]: ...
@overload
def as_of(subject: Literal[S.TRACE_TARGET], disease: str, on: date, area: str = "") -> Ruling[TraceTarget]: ...
@overload
def as_of(subject: Literal[S.CASE_CLOCK], disease: str, on: date, area: str = "") -> Ruling[CaseClock]: ...
@overload
def as_of(subject: Literal[S.TEST_RESULT], disease: str, on: date, area: str = "") -> Ruling[ResultTarget]: ...
@overload
def as_of(subject: Literal[S.SAMPLING], disease: str, on: date, area: str = "") -> Ruling[SamplingRules]: ...
@overload
def as_of(subject: Literal[S.SCREENING], disease: str, on: date, area: str = "") -> Ruling[ScreenedGroups]: ...
@overload
def as_of(subject: Literal[S.CALL_PRIORITY], disease: str, on: date, area: str = "") -> Ruling[PriorityWeights]: ...
@overload
def as_of(subject: Literal[S.EPIDEMIC_END], disease: str, on: date, area: str = "") -> Ruling[EpidemicEnd]: ...
@overload
def as_of(subject: Literal[S.CLASSIFICATION], disease: str, on: date, area: str = "") -> Ruling[Classification]: ...
@overload
def as_of(subject: Literal[S.CASE_DEFINITION], disease: str, on: date, area: str = "") -> Ruling[CaseDefinition]: ...
@overload
def as_of(subject: Literal[S.ISOLATION_CARE], disease: str, on: date, area: str = "") -> Ruling[IsolationCare]: ...
@overload
def as_of(subject: Literal[S.HOME_ISOLATION], disease: str, on: date, area: str = "") -> Ruling[HomeIsolation]: ...
@overload
def as_of(subject: Literal[S.DORMITORY], disease: str, on: date, area: str = "") -> Ruling[DormitoryModels]: ...
@overload
def as_of(subject: Literal[S.LOCKDOWN], disease: str, on: date, area: str = "") -> Ruling[LockdownRule]: ...
@overload
def as_of(subject: Literal[S.SITE_READINESS], disease: str, on: date, area: str = "") -> Ruling[SiteReadiness]: ...
@overload
def as_of(subject: Subject, disease: str, on: date, area: str = "") -> Ruling[Any]: ...


def as_of(subject: Subject, disease: str, on: date, area: str = "") -> Ruling[Any]:
    """What is in force: the most specific area wins, then the later effective date. Raises NoRegulation."""
    return _as_of(subject, disease, on, area)


def scope_of(area: str) -> str:
    """The deepest area with rules of its own that ``area`` lies in; "" when only the country's hold there.

    The same rules are in force in both: whoever asks for many areas asks once a scope.
    """
    return max((scope for scope in _scopes() if area.startswith(scope)), key=len, default="")


@lru_cache(maxsize=1)
def _scopes() -> frozenset[str]:
    return frozenset(s.area for s in load_all() if s.area)


@lru_cache(maxsize=4096)
def _as_of(subject: Subject, code: str, on: date, area: str) -> Ruling[Any]:
    _check_traceable(subject, code, on)
    why = choose(load_all(), subject=subject, disease=code, on=on, area=area)
    return Ruling(why.chosen.value, why)


def _check_traceable(subject: Subject, code: str, on: date) -> None:
    """A disease that does not pass from person to person has no F1: say so, instead of "not in the data"."""
    known = disease(code)
    if subject is Subject.CONTACT and not known.traced_by_contact:
        sentence = f"{known.name_vi} không truy vết theo tiếp xúc (không có F1); điều tra theo nơi ở và nguồn lây."
        raise NoRegulation(sentence, subject=subject, disease=code, on=on)


def isolation_for(
    *,
    disease: str,
    last_exposure: date,
    on: date,
    area: str = "",
    group: str = "F1",
    immunity: Immunity | None = None,
    place: Place | None = None,
    start: date | None = None,
) -> IsolationPlan:
    """Isolation, tests and monitoring by the rule in force on ``on`` (the day it is decided).

    ``group``: F0, F1, F2, F3, entrant. For F0 ``last_exposure`` is the day of the positive sample. ``start``: the day
    isolation begins (default ``on``). A set that says nothing about this group, immunity or place is passed over.
    Raises NoRegulation.
    """
    rule, why = _isolation_rule(disease, on, area, group, immunity or Immunity(), place)
    return isolation.plan(rule, last_exposure=last_exposure, start=start or on, explanation=why)


@lru_cache(maxsize=4096)
def _isolation_rule(
    code: str, on: date, area: str, group: str, immunity: Immunity, place: Place | None
) -> tuple[IsolationRule, Explanation]:
    diseases.disease(code)

    def rule_of(s: RegulationSet) -> IsolationRule | None:
        return isolation.first_fitting(s.value, group=group, immunity=immunity, on=on, place=place)

    sets = load_all()
    why = choose(sets, subject=S.ISOLATION, disease=code, on=on, area=area, fits=lambda s: rule_of(s) is not None)
    rule = rule_of(why.chosen)
    assert rule is not None
    return rule, replace(why, focus=f"rules[{why.chosen.value.rules.index(rule)}].")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Daily follow-up up to and including ``until``; ``reason`` is Vietnamese."""

    until: date
    calls_per_day: int
    reason: str
    explanation: Explanation


def follow_up_for(
    *, disease: str, last_exposure: date, on: date, area: str = "", isolation_plan: IsolationPlan | None = None
) -> FollowUp:
    """Until when a contact is asked daily: isolation and monitoring; without them the days the rule states, else the
    longest incubation. Raises NoRegulation."""
    ruling = as_of(Subject.FOLLOW_UP, disease, on, area)
    longest = diseases.disease(disease).incubation_max_days
    stated = ruling.value.days_without_isolation
    if isolation_plan is not None and isolation_plan.monitoring_until > isolation_plan.day0:
        until, reason = isolation_plan.monitoring_until, "hết cách ly và theo dõi sức khỏe"
    elif stated is not None:
        until, reason = last_exposure + timedelta(days=stated), f"{stated} ngày từ lần tiếp xúc cuối"
    elif longest is not None:
        days = ceil(longest)
        until, reason = last_exposure + timedelta(days=days), f"hết thời gian ủ bệnh dài nhất {days} ngày"
    else:
        raise NoRegulation(
            "Chưa biết thời gian ủ bệnh để định thời gian theo dõi.", subject=S.FOLLOW_UP, disease=disease, on=on
        )
    return FollowUp(until, ruling.value.calls_per_day, reason, ruling.explanation)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a timeline; ``until`` None means still in force."""

    start: date
    until: date | None
    set: RegulationSet


def timeline(subject: Subject, disease: str, area: str = "") -> tuple[Stretch, ...]:
    """Which set was in force from when until when, oldest first; gaps are left out."""
    known = [s for s in load_all() if s.subject is subject and s.covers(disease, area)]
    borders = {s.effective_from for s in known} | {s.effective_to + timedelta(days=1) for s in known if s.effective_to}
    found: list[Stretch] = []
    for border in sorted(borders):
        inside = [s for s in known if s.in_force(border)]
        now = max(inside, key=rank) if inside else None
        if found and found[-1].until is None and now is not found[-1].set:
            found[-1] = Stretch(found[-1].start, border - timedelta(days=1), found[-1].set)
        if now and not (found and found[-1].until is None):
            found.append(Stretch(border, None, now))
    return tuple(found)


def all_sets() -> tuple[RegulationSet, ...]:
    """Every set, by subject, then date."""
    return load_all()


__all__ = [
    "SUBJECT_NAMES",
    "CaseClock",
    "CaseDefinition",
    "Circumstances",
    "Classification",
    "Considered",
    "ContactDefinition",
    "ContactJudgement",
    "CountedFrom",
    "Disease",
    "DormitoryModel",
    "DormitoryModels",
    "EndsOn",
    "EpidemicEnd",
    "Explanation",
    "Fact",
    "FollowUp",
    "FollowUpRule",
    "Group",
    "HomeIsolation",
    "Immunity",
    "InfectiousPeriod",
    "InfectiousWindow",
    "IsolationCare",
    "IsolationPlan",
    "IsolationRule",
    "IsolationRules",
    "Kind",
    "Level",
    "LockdownRule",
    "NoRegulation",
    "NotificationRule",
    "Place",
    "PriorityWeights",
    "Refused",
    "RegulationError",
    "RegulationSet",
    "ResultTarget",
    "Route",
    "Row",
    "Ruling",
    "SiteReadiness",
    "Stretch",
    "Subject",
    "TraceTarget",
    "all_sets",
    "as_of",
    "day",
    "disease",
    "follow_up_for",
    "infectious_period",
    "is_close_contact",
    "isolation_for",
    "load_diseases",
    "rows",
    "scope_of",
    "timeline",
]
