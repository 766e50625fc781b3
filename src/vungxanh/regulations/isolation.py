"""From a rule to days on the calendar: until when, which tests, how long to watch. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from vungxanh.regulations.choose import Explanation
from vungxanh.regulations.sets import day
from vungxanh.regulations.values import CountedFrom, IsolationRule, IsolationRules, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Immunity:
    """What is known of vaccination and recovery. None is unknown and never shortens an isolation."""

    doses: int | None = None
    last_dose: date | None = None
    recovered: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationPlan:
    """Days on the calendar, all included. ``tests`` that were due before ``start`` are due on ``start``."""

    place: Place
    day0: date
    counted_from: CountedFrom
    start: date
    until: date
    tests: tuple[date, ...]
    monitoring_until: date
    over: bool
    rule: IsolationRule
    explanation: Explanation

    def in_words(self) -> str:
        """As a sentence: "Cách ly tại nhà đến hết 31/8/2021 (14 ngày, tính từ lần tiếp xúc cuối 17/8/2021) …"."""
        origin = {
            CountedFrom.LAST_EXPOSURE: "lần tiếp xúc cuối",
            CountedFrom.ISOLATION_START: "ngày bắt đầu cách ly",
            CountedFrom.POSITIVE_SAMPLE: "ngày lấy mẫu dương tính",
        }[self.counted_from]
        where = {Place.HOME: "Cách ly tại nhà", Place.CENTRALISED: "Cách ly tập trung", Place.NONE: "Không cách ly"}
        words = where[self.place]
        if self.rule.days:
            words += f" đến hết {day(self.until)} ({self.rule.days} ngày, tính từ {origin} {day(self.day0)})"
        if self.tests:
            words += f"; xét nghiệm {', '.join(day(t) for t in self.tests)}"
        if self.rule.monitoring_days:
            words += f"; theo dõi sức khỏe đến hết {day(self.monitoring_until)}"
        return words + "."


def add_months(d: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, calendar.monthrange(year, month + 1)[1]))


def meets(rule: IsolationRule, immunity: Immunity, on: date) -> bool:
    """Whether the person may use ``rule`` on ``on``: no condition, or vaccinated or recovered as it asks."""
    return not rule.conditional or vaccinated(rule, immunity, on) or recovered(rule, immunity, on)


def vaccinated(rule: IsolationRule, immunity: Immunity, on: date) -> bool:
    """Enough doses, the last neither too fresh nor too old."""
    if rule.min_doses is None or immunity.doses is None or immunity.doses < rule.min_doses:
        return False
    if rule.min_days_since_dose is None and rule.max_months_since_dose is None:
        return True
    if immunity.last_dose is None or immunity.last_dose > on:
        return False
    ripe = immunity.last_dose + timedelta(days=rule.min_days_since_dose or 0) <= on
    fresh = rule.max_months_since_dose is None or on <= add_months(immunity.last_dose, rule.max_months_since_dose)
    return ripe and fresh


def recovered(rule: IsolationRule, immunity: Immunity, on: date) -> bool:
    """Recovered, not too long ago."""
    if rule.max_months_since_recovery is None or immunity.recovered is None or immunity.recovered > on:
        return False
    return on <= add_months(immunity.recovered, rule.max_months_since_recovery)


def first_fitting(
    rules: IsolationRules, *, group: str, immunity: Immunity, on: date, place: Place | None
) -> IsolationRule | None:
    """The first rule for this group, immunity and, when given, place."""
    for rule in rules.rules:
        if rule.group == group and (place is None or rule.place is place) and meets(rule, immunity, on):
            return rule
    return None


def plan(rule: IsolationRule, *, last_exposure: date, start: date, explanation: Explanation) -> IsolationPlan:
    """The calendar of ``rule``; ``start`` is the day the person goes into isolation."""
    start = max(start, last_exposure)
    day0 = start if rule.counted_from is CountedFrom.ISOLATION_START else last_exposure
    until = day0 + timedelta(days=rule.days)
    over = rule.days > 0 and until < start
    due = {max(start, day0 + timedelta(days=n)) for n in rule.test_days}
    return IsolationPlan(
        place=rule.place,
        day0=day0,
        counted_from=rule.counted_from,
        start=start,
        until=until,
        tests=() if over else tuple(sorted(due)),
        monitoring_until=until + timedelta(days=rule.monitoring_days),
        over=over,
        rule=rule,
        explanation=explanation,
    )
