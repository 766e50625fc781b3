"""Isolation, tests and follow-up on the calendar, over time and by immunity."""

from datetime import date

import pytest

from vungxanh.regulations.api import (
    CountedFrom,
    Immunity,
    NoRegulation,
    Place,
    follow_up_for,
    isolation_for,
)
from vungxanh.regulations.isolation import add_months

FULL = Immunity(doses=2, last_dose=date(2021, 10, 1))


@pytest.mark.parametrize(
    ("on", "immunity", "number", "days", "monitoring", "tests"),
    [
        (date(2020, 3, 12), Immunity(), "879/QĐ-BYT", 14, 0, ()),
        (date(2021, 5, 4), Immunity(), "879/QĐ-BYT", 14, 0, ()),
        (date(2021, 5, 5), Immunity(), "không rõ số (tháng 5/2021)", 21, 7, (1, 7, 14, 20)),
        (date(2021, 7, 13), Immunity(), "không rõ số (tháng 5/2021)", 21, 7, (1, 7, 14, 20)),
        (date(2021, 7, 14), Immunity(), "5599/BYT-MT", 14, 14, (1, 7, 14)),
        (date(2021, 12, 15), FULL, "5599/BYT-MT", 14, 14, (1, 7, 14)),
        (date(2021, 12, 16), FULL, "10696/BYT-MT", 7, 7, (1, 7)),
        (date(2021, 12, 16), Immunity(), "10696/BYT-MT", 14, 0, (1, 7, 14)),
        (date(2022, 2, 20), FULL, "10696/BYT-MT", 7, 7, (1, 7)),
        (date(2022, 2, 21), FULL, "762/BYT-DP", 5, 5, (5,)),
        (date(2022, 2, 21), Immunity(), "762/BYT-DP", 7, 3, (7,)),
        (date(2022, 4, 14), Immunity(), "762/BYT-DP", 7, 3, (7,)),
        (date(2022, 4, 15), Immunity(), "1909/BYT-DP", 0, 10, ()),
    ],
)
def test_f1_over_time(
    on: date, immunity: Immunity, number: str, days: int, monitoring: int, tests: tuple[int, ...]
) -> None:
    made = isolation_for(disease="covid19", last_exposure=on, on=on, immunity=immunity)
    assert made.explanation.chosen.number == number
    assert (made.rule.days, made.rule.monitoring_days, made.rule.test_days) == (days, monitoring, tests)


@pytest.mark.parametrize(
    ("immunity", "days"),
    [
        (Immunity(doses=2, last_dose=date(2021, 12, 6)), 7),
        (Immunity(doses=2, last_dose=date(2021, 12, 7)), 14),
        (Immunity(doses=2, last_dose=date(2021, 6, 20)), 7),
        (Immunity(doses=2, last_dose=date(2021, 6, 19)), 14),
        (Immunity(doses=1, last_dose=date(2021, 11, 1)), 14),
        (Immunity(doses=2), 14),
        (Immunity(recovered=date(2021, 6, 20)), 7),
        (Immunity(recovered=date(2021, 6, 19)), 14),
        (Immunity(recovered=date(2021, 12, 21)), 14),
    ],
)
def test_fully_vaccinated_is_14_days_to_6_months(immunity: Immunity, days: int) -> None:
    on = date(2021, 12, 20)
    assert isolation_for(disease="covid19", last_exposure=on, on=on, immunity=immunity).rule.days == days


def test_days_on_the_calendar_count_from_the_last_exposure() -> None:
    made = isolation_for(disease="covid19", last_exposure=date(2021, 8, 17), on=date(2021, 8, 20))
    assert (made.counted_from, made.day0) == (CountedFrom.LAST_EXPOSURE, date(2021, 8, 17))
    assert (made.start, made.until) == (date(2021, 8, 20), date(2021, 8, 31))
    assert made.tests == (date(2021, 8, 20), date(2021, 8, 24), date(2021, 8, 31))
    assert made.monitoring_until == date(2021, 9, 14)
    assert not made.over
    assert "tính từ lần tiếp xúc cuối 17/8/2021" in made.in_words()


def test_traced_too_late_the_isolation_is_over() -> None:
    made = isolation_for(disease="covid19", last_exposure=date(2021, 8, 1), on=date(2021, 8, 16))
    assert made.over
    assert made.tests == ()
    assert not isolation_for(disease="covid19", last_exposure=date(2021, 8, 1), on=date(2021, 8, 15)).over


def test_entrants_count_from_the_start_of_isolation() -> None:
    made = isolation_for(
        disease="covid19", last_exposure=date(2021, 8, 1), on=date(2021, 8, 4), group="entrant", start=date(2021, 8, 5)
    )
    assert (made.day0, made.until) == (date(2021, 8, 5), date(2021, 8, 19))


def test_home_is_chosen_when_asked() -> None:
    on = date(2021, 8, 17)
    assert isolation_for(disease="covid19", last_exposure=on, on=on).place is Place.CENTRALISED
    assert isolation_for(disease="covid19", last_exposure=on, on=on, place=Place.HOME).place is Place.HOME


def test_f2_is_isolated_until_december_2021_and_then_no_more() -> None:
    last = date(2021, 12, 28)
    assert isolation_for(disease="covid19", last_exposure=last, on=last, group="F2").rule.days == 14
    with pytest.raises(NoRegulation):
        isolation_for(disease="covid19", last_exposure=last, on=date(2021, 12, 29), group="F2")


def test_the_explanation_speaks_of_the_rule_taken() -> None:
    on = date(2022, 1, 1)
    why = isolation_for(disease="covid19", last_exposure=on, on=on, immunity=FULL).explanation
    assert all(f.path.startswith("rules[0].") for f in why.facts)
    assert "không nói về đối tượng này" not in why.in_words()
    f2 = isolation_for(disease="covid19", last_exposure=date(2021, 8, 1), on=date(2021, 8, 1), group="F2").explanation
    assert {c.set.number: c.why_not for c in f2.considered}["5599/BYT-MT"] == "không nói về đối tượng này"


def test_follow_up_lasts_as_long_as_isolation_and_monitoring() -> None:
    on = date(2021, 8, 17)
    made = isolation_for(disease="covid19", last_exposure=on, on=on)
    found = follow_up_for(disease="covid19", last_exposure=on, on=on, isolation_plan=made)
    assert (found.until, found.calls_per_day) == (made.monitoring_until, 1)


def test_follow_up_without_isolation_is_the_rule_s_days_or_the_longest_incubation() -> None:
    on = date(2021, 8, 17)
    assert follow_up_for(disease="mers", last_exposure=on, on=on).until == date(2021, 8, 31)
    assert follow_up_for(disease="covid19", last_exposure=date(2022, 5, 1), on=date(2022, 5, 1)).until == date(
        2022, 5, 11
    )
    with pytest.raises(NoRegulation, match="thời gian ủ bệnh"):
        follow_up_for(disease="emerging", last_exposure=on, on=on)


def test_months_end_on_the_last_day() -> None:
    assert add_months(date(2021, 8, 31), 6) == date(2022, 2, 28)
    assert add_months(date(2021, 12, 1), 1) == date(2022, 1, 1)
