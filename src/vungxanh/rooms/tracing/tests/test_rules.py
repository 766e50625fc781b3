"""Decisions about contacts; no database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Subject, as_of
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.rules import CallFacts, CallOutcome, ContactState, Meeting

pytestmark = pytest.mark.nodb
NOW = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
WEIGHTS = as_of(Subject.CALL_PRIORITY, "covid19", date(2021, 8, 17)).value
COMMUNE = "3/70/691/25222/"


def order(**facts) -> int:
    return rules.priority(CallFacts(**({"level": 1, "days_since_exposure": 1} | facts)), WEIGHTS)[0]


def test_the_call_order() -> None:
    assert order(level=1) > order(level=2) > order(level=3)
    assert order(symptoms=True) > order()
    assert order(household=True) > order()
    assert order(age=60) > order(age=59) == order()
    assert order(days_since_exposure=3) > order(days_since_exposure=2)
    assert order(days_since_exposure=300) == order(days_since_exposure=10)
    assert order(exposures=2) > order(exposures=1)
    assert order(exposures=900) < order(days_since_exposure=2)


def test_the_call_order_can_be_said_aloud() -> None:
    _n, words = rules.priority(CallFacts(level=1, days_since_exposure=2, household=True, age=71, exposures=3), WEIGHTS)
    assert words == ("F1 (+100)", "ở cùng nhà (+30)", "71 tuổi (+20)", "tiếp xúc đã 2 ngày (+6)", "3 lần tiếp xúc")


@pytest.mark.parametrize(
    ("state", "outcome", "then"),
    [
        ("to_call", "reached", "reached"), ("no_answer", "reached", "reached"), ("followed", "reached", "followed"),
        ("to_call", "no_answer", "no_answer"), ("followed", "no_answer", "followed"), ("to_call", "call_back", "to_call"),
        ("no_answer", "wrong_number", "no_answer"),
    ],
)  # fmt: skip
def test_a_call_moves_the_state(state: str, outcome: str, then: str) -> None:
    assert rules.after_call(state, CallOutcome(outcome)) == then


@pytest.mark.parametrize("state", ["done", "case", "dropped"])
def test_nobody_is_called_when_it_is_over(state: str) -> None:
    with pytest.raises(Refused):
        rules.after_call(state, CallOutcome.REACHED)


@pytest.mark.parametrize(
    ("state", "facts", "then"),
    [
        (None, {}, "to_call"), ("dropped", {}, "to_call"), ("followed", {}, "followed"),
        ("followed", {"more_serious": True}, "to_call"), ("done", {}, "done"), ("done", {"newly_exposed": True}, "to_call"),
        ("to_call", {"exposed": False}, "dropped"), ("done", {"exposed": False}, "done"), ("to_call", {"over": True}, "done"),
        ("followed", {"is_case": True}, "case"), ("case", {}, "to_call"),
    ],
)  # fmt: skip
def test_recomputing_moves_the_state(state: str | None, facts: dict[str, bool], then: str) -> None:
    known = {"exposed": True, "is_case": False, "over": False, "more_serious": False, "newly_exposed": False}
    assert rules.after_recompute(state, **(known | facts)) == then


def test_call_again() -> None:
    again = [rules.call_again_at(CallOutcome.NO_ANSWER, NOW, WEIGHTS.call_again_minutes(n), None) for n in (1, 2, 3, 9)]
    assert [a - NOW for a in again if a] == [
        timedelta(minutes=30),
        timedelta(hours=2),
        timedelta(hours=4),
        timedelta(hours=4),
    ]
    assert rules.call_again_at(CallOutcome.REACHED, NOW, 1, None) is None
    for asked in (None, NOW - timedelta(hours=1)):
        with pytest.raises(Refused):
            rules.call_again_at(CallOutcome.CALL_BACK, NOW, 1, asked)


@pytest.mark.parametrize(
    ("day", "meeting", "close"),
    [
        (date(2021, 8, 1), Meeting(distance_m=2, minutes=1, masked=True), True),
        (date(2021, 8, 1), Meeting(distance_m=3, closed_space=False), False),
        (date(2021, 8, 1), Meeting(distance_m=30, closed_space=False, household=True), True),
        (date(2022, 1, 10), Meeting(distance_m=2, minutes=14, masked=True), False),
        (date(2022, 1, 10), Meeting(distance_m=2, minutes=15, masked=True), True),
        (date(2022, 5, 1), Meeting(distance_m=2, minutes=60, masked=False, closed_space=False), False),
        (date(2022, 5, 1), Meeting(distance_m=1, minutes=1, masked=False), True),
        (date(2022, 5, 1), Meeting(), True),
    ],
)
def test_close_contact_by_the_definition_of_the_day(day: date, meeting: Meeting, close: bool) -> None:
    assert rules.counts(meeting, disease="covid19", day=day, area=COMMUNE).close is close


def test_levels_managed_by_the_definition_of_the_diagnosis() -> None:
    def plan(day: date, levels: int | None = None) -> rules.TracePlan:
        return rules.plan_of(disease="covid19", area=COMMUNE, day=day, window=(NOW, None), levels=levels)

    assert (plan(date(2021, 8, 17)).levels, plan(date(2021, 8, 17)).managed) == (3, 3)
    assert (plan(date(2022, 1, 10)).levels, plan(date(2022, 1, 10)).managed) == (1, 1)
    assert (plan(date(2022, 1, 10), 3).levels, plan(date(2022, 1, 10), 3).managed) == (3, 1)
    with pytest.raises(Refused, match="lây truyền"):
        rules.plan_of(disease="covid19", area=COMMUNE, day=date(2021, 8, 17), window=None)
    with pytest.raises(Refused, match="không truy vết theo tiếp xúc"):
        rules.plan_of(disease="dengue", area=COMMUNE, day=date(2021, 8, 17), window=(NOW, None))


def test_standing_takes_the_nearest_level_and_its_last_day() -> None:
    far = (2, NOW - timedelta(days=9), NOW, True)
    near = (1, NOW - timedelta(days=5), NOW - timedelta(days=4), False)
    found = rules.standing([far, near], None)
    assert (found.level, found.first, found.last, found.household) == (1, far[1], near[2], False)
    assert rules.standing([far, near], 0).level is None
    assert rules.standing([far, near], 3).level == 3
    assert rules.standing([], 2).level is None


@pytest.mark.parametrize(("level", "why"), [(4, "có lý do rõ ràng"), (-1, "có lý do rõ ràng"), (1, "  "), (1, "ok")])
def test_an_override_says_why(level: int, why: str) -> None:
    with pytest.raises(Refused):
        rules.check_override(level, why)


def test_follow_up_ends_with_isolation_and_watching() -> None:
    plan = rules.follow_plan(
        disease="covid19", level=1, last_exposure=date(2021, 8, 14), on=date(2021, 8, 17), area=COMMUNE
    )
    assert plan.until == date(2021, 9, 11)
    assert not rules.is_over(plan.until, date(2021, 9, 11))
    assert rules.is_over(plan.until, date(2021, 9, 12))


def test_a_sentence_has_no_names_and_says_all() -> None:
    how = rules.How(level=2, start=NOW, end=NOW + timedelta(minutes=45), rule="3638/QĐ-BYT", venue="Chợ Bù Gia Mập")
    assert rules.reason(how) == (
        "F2: cùng có mặt 45 phút với một F1 tại Chợ Bù Gia Mập, 07:30–08:15 17/8/2021 (theo 3638/QĐ-BYT)."
    )
    direct = rules.How(level=1, start=NOW, end=NOW + timedelta(days=1), rule="3638/QĐ-BYT", judged="ở cùng nhà")
    assert rules.reason(direct) == (
        "F1: gặp trực tiếp ca bệnh (ở cùng nhà), 07:30 17/8/2021 – 07:30 18/8/2021 (theo 3638/QĐ-BYT)."
    )


@pytest.mark.parametrize("celsius", [Decimal("32.9"), Decimal("43.1")])
def test_no_thermometer_shows_that(celsius: Decimal) -> None:
    with pytest.raises(Refused):
        rules.check_temperature(celsius)


def test_a_symptom_is_one_of_the_list() -> None:
    assert rules.has_symptoms(["fever"])
    assert not rules.has_symptoms([])
    assert ContactState.CASE not in rules.OPEN
    with pytest.raises(Refused):
        rules.has_symptoms(["đau bụng"])
