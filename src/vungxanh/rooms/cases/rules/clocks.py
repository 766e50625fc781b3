"""Clocks of a case: by when it must be notified, and from when until when it infects."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from vungxanh.kernel.period import Period
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import NoRegulation, Ruling, Subject, as_of, infectious_period, scope_of
from vungxanh.regulations.values import NotificationRule
from vungxanh.rooms.cases.rules.dates import CaseFacts, local_day, start_of


class ClockState(StrEnum):
    """How the notification of a case stands against its deadline."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    NOTIFIED = "notified"
    NOTIFIED_LATE = "notified_late"


@dataclass(frozen=True, slots=True)
class NotificationClock:
    """The deadline, where it stands at the moment asked about, and the rule (Vietnamese) behind it."""

    due_at: datetime
    hours: int
    state: ClockState
    notified_at: datetime | None
    sentence: str
    verified: bool


class CaseLike(Protocol):
    """What the clocks need to know of a case."""

    @property
    def disease(self) -> str: ...
    @property
    def area_path(self) -> str: ...
    @property
    def facts(self) -> CaseFacts: ...


def _ruling(case: CaseLike) -> tuple[datetime, Ruling[NotificationRule]] | None:
    diagnosed_at = case.facts.diagnosed_at
    if diagnosed_at is None:
        return None
    try:
        ruling = as_of(Subject.NOTIFICATION, case.disease, local_day(diagnosed_at), case.area_path)
    except NoRegulation:
        return None
    return diagnosed_at, ruling


def due_at(case: CaseLike) -> datetime | None:
    """By when the case must be notified, by the rule in force on the day of its diagnosis; None: no deadline."""
    return due_of(case.disease, case.facts.diagnosed_at, case.area_path)


def due_of(disease: str, diagnosed_at: datetime | None, area: str) -> datetime | None:
    """The same from the facts alone."""
    if diagnosed_at is None:
        return None
    hours = _hours(disease, local_day(diagnosed_at), scope_of(area))
    return diagnosed_at + timedelta(hours=hours) if hours is not None else None


@lru_cache(maxsize=10_000)
def _hours(disease: str, on: date, area: str) -> int | None:
    try:
        return as_of(Subject.NOTIFICATION, disease, on, area).value.hours
    except NoRegulation:
        return None


def notification(case: CaseLike, at: datetime) -> NotificationClock | None:
    """The notification clock at ``at``; None before a diagnosis or where no regulation sets a deadline.

    At risk: less than a quarter of the time is left.
    """
    found = _ruling(case)
    if found is None:
        return None
    diagnosed_at, ruling = found
    notified_at, hours = case.facts.notified_at, ruling.value.hours
    due = diagnosed_at + timedelta(hours=hours)
    if notified_at is not None:
        state = ClockState.NOTIFIED if notified_at <= due else ClockState.NOTIFIED_LATE
    elif at > due:
        state = ClockState.OVERDUE
    else:
        state = ClockState.AT_RISK if due - at < timedelta(hours=hours) / 4 else ClockState.ON_TIME
    why = ruling.explanation
    return NotificationClock(due, hours, state, notified_at, why.in_words(), why.verified)


@dataclass(frozen=True, slots=True)
class Infectious:
    """The stretch in which a case can infect, why it begins then, and the rule behind it (Vietnamese)."""

    period: Period
    reason: str
    sentence: str
    verified: bool


def first_known_day(facts: CaseFacts) -> date | None:
    """Onset, else sample or diagnosis, else the first exposure: the day whose regulation is asked."""
    moment = facts.sampled_at or facts.diagnosed_at
    days = (facts.onset_date, local_day(moment) if moment else None, facts.exposure_start)
    return next((day for day in days if day is not None), None)


def infectious_window(case: CaseLike) -> Infectious | None:
    """When the case can infect, by the rule of its first known day; None when dates or a regulation are lacking.

    Whole days by the regulation, except that isolation ends it at its hour, and recovery or death at the latest.
    """
    facts, on = case.facts, first_known_day(case.facts)
    if on is None:
        return None
    try:
        ruling = as_of(Subject.INFECTIOUS_WINDOW, case.disease, on, case.area_path)
    except Refused:
        return None
    sampled_at = facts.sampled_at or facts.diagnosed_at
    found = infectious_period(
        ruling.value,
        onset=facts.onset_date if facts.symptomatic is not False else None,
        sampled=local_day(sampled_at) if sampled_at else None,
        exposed=facts.exposure_start,
        isolated=local_day(facts.isolated_at) if facts.isolated_at else None,
    )
    start = start_of(found.start)
    end = start_of(found.end) + timedelta(days=1) if found.end else None
    if facts.isolated_at and found.end == local_day(facts.isolated_at):
        end = facts.isolated_at
    if facts.outcome_date:  # whoever recovered or died infects nobody afterwards
        over = start_of(facts.outcome_date) + timedelta(days=1)
        end = min(end, over) if end else over
    why = ruling.explanation
    return Infectious(Period(start, max(start, end) if end else None), found.reason, why.in_words(), why.verified)
