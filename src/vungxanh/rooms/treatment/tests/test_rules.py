"""Severity, colours, tiers, discharge, moves, figures; without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Subject, as_of
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.rules import Measure, Move, Severity, Specimen, TriageFacts
from vungxanh.rooms.treatment.rules.kinds import Colour
from vungxanh.rooms.treatment.rules.moving import NEXT

pytestmark = pytest.mark.nodb
AREA, AUG, OCT, Y22, Y24 = "3/70/691/", date(2021, 8, 17), date(2021, 10, 20), date(2022, 3, 20), date(2024, 1, 5)
NOON = datetime(2021, 8, 27, 5, tzinfo=UTC)


def test_severity_by_the_document_of_the_day() -> None:
    def level(on: date, **m: int) -> Severity:
        return rules.severity(Measure(**m), disease="covid19", on=on, area=AREA).severity

    assert [level(AUG, spo2=s, rr=18) for s in (97, 96, 94, 93)] == [0, 2, 2, 3]
    assert [level(AUG, spo2=98, rr=r) for r in (19, 20, 25, 26)] == [0, 2, 2, 3]
    assert [level(Y24, spo2=98, rr=r) for r in (21, 22, 30, 31)] == [0, 2, 2, 3], "QĐ 2671 has other borders"
    assert level(AUG, spo2=98, rr=18, critical=1) == Severity.CRITICAL
    told = rules.severity(Measure(spo2=93), disease="covid19", on=Y24, area=AREA)
    assert (told.reasons, told.source) == (("SpO2 93 % dưới 94 %",), "2671/QĐ-BYT")


def test_colours_and_the_tier() -> None:
    def propose(**facts: object) -> rules.Proposal:
        given = {"measure": Measure(spo2=98, rr=18)} | facts
        return rules.propose(TriageFacts(**given), disease="covid19", on=AUG, area=AREA)  # type: ignore[arg-type]

    assert [propose(age=a).colour for a in (30, 50, 70, 3)] == [
        Colour.GREEN,
        Colour.YELLOW,
        Colour.ORANGE,
        Colour.ORANGE,
    ]
    assert propose(age=70, ill_before=True).tier == 3
    assert propose(age=50, full_doses=True, immune_days=20).colour is Colour.GREEN
    assert propose(age=30, measure=Measure(spo2=92)).tier == 3, "red by SpO2, though only severe by class"
    assert propose(pregnant=True).tier == 2
    tower = rules.tiers("covid19", AUG, AREA).value.tiers
    with pytest.raises(Refused, match="lý do"):
        rules.check_choice(2, 1, "", tower)
    with pytest.raises(Refused, match="Không có tầng"):
        rules.check_choice(1, 9, "thử nghiệm", tower)
    assert rules.tiers("covid19", date(2021, 8, 26), AREA).explanation.chosen.number == "4111/QĐ-BYT"


def test_alarms_are_those_of_the_regulation() -> None:
    care = rules.care("covid19", AUG, AREA).value

    def told(tier: int, before: int, level: int, **m: object) -> tuple[str, ...]:
        return rules.alarms(Measure(**m), care, tier=tier, before=before, level=level)  # type: ignore[arg-type]

    assert told(1, 0, 0, spo2=96, rr=20) == ()
    assert told(1, 2, 2, spo2=95, rr=21, danger=("Tím môi",)) == (
        "SpO2 95 % (dưới 96)", "nhịp thở 21 (trên 20)", "Tím môi",
    )  # fmt: skip
    assert told(2, 2, 2, spo2=95, rr=22) == (), "in a hospital these are every day's numbers"
    assert told(2, 2, 3, spo2=91, rr=28) == ("nặng lên: SpO2 91 %, nhịp thở 28",)


def test_homes_are_judged_by_the_document_of_the_day() -> None:
    well = Measure(spo2=97, rr=19)
    for on, number, count in (
        (AUG, "", 5),
        (date(2021, 9, 1), "4038/QĐ-BYT", 4),
        (date(2022, 2, 2), "261/QĐ-BYT", 3),
        (Y22, "604/QĐ-BYT", 4),
    ):
        ruling = rules.home_care("covid19", on, AREA)
        assert (ruling.explanation.chosen.number, len(ruling.value.conditions)) == (number, count)
        found = rules.home_conditions(ruling.value, well, {n: True for n in range(1, count + 1)})
        rules.check_home(found, "")
        bad = rules.home_conditions(ruling.value, Measure(spo2=96, rr=19), {n: True for n in range(1, count + 1)})
        with pytest.raises(Refused, match="Chưa đạt đủ"):
            rules.check_home(bad, "")
    assert rules.home_care("covid19", date(2021, 8, 10), "3/79/").explanation.chosen.level == "province"


def leaving(
    on: date, began: date, *tests: Specimen, symptomatic: bool = False, free: date | None = None
) -> rules.Leaving:
    now = datetime.combine(on, NOON.timetz())
    return rules.leaving(disease="covid19", area=AREA, began=began, symptomatic=symptomatic, free_since=free, tests=tests, now=now, today=on)  # fmt: skip


def test_discharge_by_the_document_of_the_day() -> None:
    day, began = date(2021, 8, 27), date(2021, 8, 17)
    now = datetime.combine(day, NOON.timetz())
    good = [Specimen(now - timedelta(hours=h), True, True) for h in (2, 27)]
    assert leaving(day, began, *good).ready
    assert not leaving(day, began, good[0]).ready, "QĐ 3416 wants two"
    assert not leaving(day, began, good[0], Specimen(now - timedelta(hours=20), True, True)).ready, (
        "too near each other"
    )
    assert not leaving(day, began, *(Specimen(t.taken_at, True, False) for t in good)).ready, "quick tests do not count"
    late = (Specimen(now - timedelta(hours=30), True, True), Specimen(now - timedelta(hours=60), True, True))
    assert not leaving(day, began, *late).ready, "the last one is older than 24 hours"
    low = Specimen(now - timedelta(hours=2), False, True, 31.5)
    assert leaving(day, began, low, good[1]).ready, "Ct of 30 and more is as good as negative"
    assert not leaving(day, began, *good, symptomatic=True, free=date(2021, 8, 25)).ready
    late_day = date(2021, 10, 31)
    one = Specimen(datetime.combine(late_day, NOON.timetz()), True, True)
    assert leaving(late_day, date(2021, 10, 20), one).ready, "QĐ 4689 wants one"
    long = leaving(date(2021, 11, 10), date(2021, 10, 20), symptomatic=True, free=date(2021, 11, 5))
    assert long.ready, "after 21 days without a test"
    quick = Specimen(datetime.combine(Y22, NOON.timetz()), True, False)
    assert leaving(Y22, Y22, quick).ready
    assert leaving(day, began, *good).monitoring_until == date(2021, 9, 10)


@given(st.lists(st.sampled_from(list(Move)), max_size=6))
def test_only_steps_that_follow_are_taken(steps: list[Move]) -> None:
    state = Move.REQUESTED
    for new in steps:
        if new in NEXT[state]:
            rules.check_step(state, new)
            state = new
        else:
            with pytest.raises(Refused):
                rules.check_step(state, new)


def test_up_down_and_level() -> None:
    def way(to: int, better: datetime | None, reason: str) -> str:
        return rules.check_move(
            tier=2, to_tier=to, severity=2, better_since=better, at=NOON, down_after_hours=48, reason=reason
        )

    assert (way(3, None, "nặng"), way(2, None, "gần nhà")) == ("up", "level")
    assert way(1, NOON - timedelta(hours=49), "đỡ") == "down"
    with pytest.raises(Refused, match="chưa đỡ đủ lâu"):
        way(1, NOON - timedelta(hours=5), "đỡ")
    with pytest.raises(Refused, match="Ghi lý do"):
        way(3, None, " ")


def test_oxygen_and_tomorrow() -> None:
    rule = as_of(Subject.OXYGEN, "covid19", AUG, AREA).value
    assert rules.litres_a_day(1, 1, rule) == 14_400 + 43_200
    assert rules.days_of_cover(72_000, rules.litres_a_day(1, 0, rule)) == 5
    assert rules.days_of_cover(None, 100) is None
    assert rules.days_of_cover(10, 0) is None
    shares = rules.expected_by_tier(100, rule, {1: 1, 2: 2, 3: 2, 4: 3})
    assert {tier: round(n, 1) for tier, n in shares.items()} == {1: 83.6, 2: 10.8, 3: 5.6}
    found = rules.Tomorrow(2, 12, 3.42, 2, 10)
    assert (found.need, found.lacking, found.formula) == (14, 4, "12 + 3,4 − 2 = 14")
    assert rules.oxygen_tomorrow(2, 1, 10, rule)[1].startswith("1440 × ((2 + 0,4) × 10 + (1 + 0,6) × 30) = ")


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=8))
def test_the_course_of_an_illness(rounds: list[tuple[int, bool]]) -> None:
    seen = [
        rules.Seen(NOON + timedelta(hours=8 * n), AUG + timedelta(days=n), s, ill) for n, (s, ill) in enumerate(rounds)
    ]
    found = rules.course_of(rules.Seen(NOON, AUG, 1, False), seen)
    assert found.severity == (rounds[-1][0] if rounds else 1)
    assert found.symptomatic == any(ill for _level, ill in rounds)
    assert (found.free_since is not None) == (found.symptomatic and not rounds[-1][1])
    if found.better_since and found.worse_at:
        assert found.better_since > found.worse_at
