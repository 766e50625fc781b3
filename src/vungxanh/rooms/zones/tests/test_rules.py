"""Levels from readings, without a database: the published borders, and what must hold for any numbers."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Subject, all_sets
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.loader import parse
from vungxanh.regulations.risk import LevelRules, LocalRaise, Measure, Unit
from vungxanh.regulations.schema import DATA, RegulationError
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.rules import Place, Reading, Spec, Specs

pytestmark = pytest.mark.nodb
M = Measure
SETS = {s.id: s for s in all_sets() if s.subject is Subject.LEVEL}


@cache
def spec(name: str, unit: Unit = Unit.COMMUNE) -> Spec:
    return rules.compiled(SETS[name].value, unit)


def of_4800(cases: float, population: float | None, dosed: float | None, old: float | None = 90) -> rules.Judgement:
    return rules.judge(
        spec("level-4800"),
        {
            M.COMMUNITY_RATE: Reading(cases, population),
            M.ADULTS_ONE_DOSE: Reading(dosed, 100),
            M.OLD65_FULL: Reading(old, 100),
            M.STATIONS_OXYGEN: Reading(1, 1),
        },
    )


@pytest.mark.parametrize(
    ("rate", "dosed", "level"),
    [
        (0, 100, 1), (19.99, 70, 1), (20, 70, 1), (20, 69.99, 2), (49, 70, 1), (49.99, 70, 1), (50, 70, 2), (51, 70, 2),
        (99, 70, 2), (100, 70, 2), (101, 70, 2), (149.99, 70, 2), (150, 70, 3), (500, 70, 3), (501, 69.99, 4),
        (50, 69.99, 3), (150, 69.99, 4), (19.99, 69.99, 2),
    ],
)  # fmt: skip
def test_4800_at_its_borders(rate: float, dosed: float, level: int) -> None:
    judged = of_4800(rate, 100_000, dosed)
    assert (judged.level, judged.at_most) == (level, level)


def test_4800_raises_for_the_old_and_holds_without_oxygen() -> None:
    assert of_4800(60, 100_000, 80, old=79.99).level == 3
    assert of_4800(60, 100_000, 80, old=80).level == 2
    assert of_4800(160, 100_000, 50, old=10).level == 4, "never above 4"
    assert of_4800(0, 100_000, 80, old=10).level == 1, "not where there are no cases"
    readings = {M.COMMUNITY_RATE: Reading(0.0, 1000), M.ADULTS_ONE_DOSE: Reading(9, 10), M.OLD65_FULL: Reading(9, 10)}
    kept = rules.judge(spec("level-4800"), {**readings, M.STATIONS_OXYGEN: Reading(0, 1)}, previous=3)
    assert (kept.level, kept.held) == (3, True)
    unknown = rules.judge(spec("level-4800"), readings, previous=3)
    assert (unknown.level, unknown.at_most) == (1, 3), "not known whether it may be lowered"
    assert "Trạm y tế có oxy: chưa ai khai" in rules.missing(spec("level-4800"), unknown)


def test_a_missing_population_is_said_and_never_zero() -> None:
    judged = of_4800(7, None, 80)
    assert (judged.level, judged.at_most) == (1, 3)
    assert "Ca cộng đồng mới trên 100.000 dân: chưa có dân số" in rules.missing(spec("level-4800"), judged)
    assert of_4800(0, None, 80).at_most == 1, "no case is no rate, whatever the population"
    assert of_4800(7, 10_000, None).at_most == 3


@pytest.mark.requirement("ZON-13")
@pytest.mark.parametrize(
    ("readings", "level"),
    [
        ({M.COMMUNITY_CASES: 0}, 1), ({M.COMMUNITY_CASES: 1}, 2), ({M.COMMUNITY_F1: 1}, 2), ({M.ENTRY_RISK: 1}, 2),
        ({M.UNKNOWN_SOURCE: 1}, 3), ({M.CROWDED_SOURCE: 1}, 3), ({M.HARD_SOURCE: 1}, 4), ({M.UNKNOWN_CLUSTER: 1}, 1),
        ({M.UNKNOWN_CLUSTER: 2}, 4), ({M.NEXT_TO_RED: 1}, 3), ({M.NEXT_TO_ORANGE: 1}, 2),
    ],
)  # fmt: skip
def test_2686_one_factor_is_enough(readings: dict[Measure, float], level: int) -> None:
    found = rules.judge(spec("level-2686"), {m: Reading(float(n)) for m, n in readings.items()})
    assert found.level == level


@pytest.mark.parametrize(
    ("red", "orange", "yellow", "level"),
    [
        (0, 0, 49, 1), (0, 0, 50, 3), (0, 0, 51, 3), (0, 29, 29, 1), (0, 30, 30, 3), (0, 49, 49, 3), (0, 50, 50, 4),
        (1, 1, 1, 3), (29, 29, 29, 3), (30, 30, 30, 4),
    ],
)  # fmt: skip
def test_2686_a_district_by_the_shares_of_its_communes(red: int, orange: int, yellow: int, level: int) -> None:
    shares = {M.SHARE_RED: red, M.SHARE_ORANGE: orange, M.SHARE_YELLOW: yellow, M.COUNT_RED: red}
    readings = {m: Reading(float(n), 100 if INDICES[m].scale else None) for m, n in shares.items()}
    judged = rules.judge(spec("level-2686", Unit.DISTRICT), readings)
    assert judged.level == level
    assert any("không tìm thấy" in said for said in rules.missing(spec("level-2686", Unit.DISTRICT), judged))


def test_2686_spreads_to_neighbours_from_the_highest_down() -> None:
    calm = {m: Reading(0.0) for m in (M.COMMUNITY_CASES, M.UNKNOWN_SOURCE, M.UNKNOWN_CLUSTER, M.COMMUNITY_F1)}
    red = {**calm, M.UNKNOWN_CLUSTER: Reading(3.0), M.UNKNOWN_SOURCE: Reading(1.0)}
    line = [
        Place(str(n), Unit.COMMUNE, red if n == 0 else calm, 0, tuple(str(k) for k in (n - 1, n + 1) if 0 <= k < 4))
        for n in range(4)
    ]
    district = Place("d", Unit.DISTRICT, {}, inside=("0", "1", "2", "3"))
    found = rules.judge_all(Specs(SETS["level-2686"].value), [*line, district])
    assert [found[str(n)].level for n in range(4)] == [4, 3, 2, 1]
    assert found["d"].level == 4, "half of its communes are at high risk"
    alone = rules.judge_all(Specs(SETS["level-2686"].value), [replace(line[1], neighbours=None)])["1"]
    assert any("chưa có ranh giới" in said for said in rules.missing(spec("level-2686"), alone))


def test_218_takes_the_worst_scale_and_says_what_nobody_has_read() -> None:
    good = {M.POPULATION_FULL: Reading(75, 100), M.HIGH_RISK_FULL: Reading(90, 100)}
    calm = {M.CASE_RATE: Reading(8.0, 10_000), M.OXYGEN_RATE: Reading(0.0, 10_000), M.DEATH_RATE: Reading(0.0, 10_000)}
    judged = rules.judge(spec("level-218"), {**good, **calm})
    assert (judged.level, judged.at_most) == (1, 2), "capacity of care is not known"
    assert rules.judge(spec("level-218"), {**good, **calm, M.CASE_RATE: Reading(60.0, 10_000)}).level == 3
    assert rules.judge(spec("level-218"), {**good, **calm, M.DEATH_RATE: Reading(5.0, 100_000)}).level == 3


NUMBERS = st.one_of(st.none(), st.integers(0, 400).map(float))


@st.composite
def places(draw: st.DrawFn) -> tuple[Spec, dict[Measure, Reading], int]:
    one = rules.compiled(SETS[draw(st.sampled_from(sorted(SETS)))].value, draw(st.sampled_from(list(Unit))))
    bases = st.sampled_from([None, 100.0, 12_345.0])
    readings = {m: Reading(draw(NUMBERS), draw(bases) if INDICES[m].scale else None) for m in one.measures}
    return one, readings, draw(st.integers(0, 4))


@settings(max_examples=150, deadline=None)
@given(places(), st.data())
def test_more_of_the_bad_never_lowers_and_more_of_the_good_never_raises(
    made: tuple[Spec, dict[Measure, Reading], int], data: st.DataObject
) -> None:
    one, readings, previous = made
    before = rules.judge(one, readings, previous)
    assert before.level <= before.at_most
    assert rules.recomputed(one, rules.as_json(before)) == before
    if not one.measures:
        return
    measure = data.draw(st.sampled_from(one.measures))
    held = readings[measure]
    if held.numerator is None:
        known = replace(held, numerator=data.draw(st.integers(0, 400)) * 1.0, denominator=held.denominator or 1000.0)
        after = rules.judge(one, {**readings, measure: known}, previous)
        assert before.level <= after.level <= after.at_most <= before.at_most, "knowing more only narrows it"
        return
    more = replace(held, numerator=held.numerator + data.draw(st.integers(1, 300)))
    after = rules.judge(one, {**readings, measure: more}, previous)
    if INDICES[measure].good:
        assert (after.level, after.at_most) <= (before.level, before.at_most)
    else:
        assert after.level >= before.level
        assert after.at_most >= before.at_most


@settings(max_examples=100, deadline=None)
@given(places())
def test_what_is_said_to_change_the_level_does(made: tuple[Spec, dict[Measure, Reading], int]) -> None:
    one, readings, previous = made
    judged = rules.judge(one, readings, previous)
    for change in (rules.up(one, judged), rules.down(one, judged)):
        for group in [change.steps] if change and change.together else [(s,) for s in change.steps] if change else []:
            if any(step.numerator is None for step in group):
                continue
            told = {s.measure: replace(readings[s.measure], numerator=s.numerator) for s in group}
            assert change
            assert rules.judge(one, {**readings, **told}, previous).level == change.level, (change, judged)


def test_it_says_how_many_cases_are_to_the_next_border() -> None:
    judged = of_4800(3, 12_000, 80)
    raised = rules.up(spec("level-4800"), judged)
    assert raised
    assert (raised.level, raised.steps[0].numerator, raised.steps[0].by) == (2, 6, 3), "6 of 12,000 is 50 per 100,000"
    lowered = rules.down(spec("level-4800"), of_4800(6, 12_000, 80))
    assert lowered
    assert [(s.measure, s.numerator) for s in lowered.steps] == [(M.COMMUNITY_RATE, 5)]
    both = rules.judge(spec("level-2686"), {M.COMMUNITY_CASES: Reading(2.0), M.COMMUNITY_F1: Reading(4.0)})
    change = rules.down(spec("level-2686"), both)
    assert change
    assert change.together
    assert {s.measure for s in change.steps} == {M.COMMUNITY_CASES, M.COMMUNITY_F1}
    assert rules.why(spec("level-2686"), both) == "có F0 tại cộng đồng (2 ca); có F1 tại cộng đồng (4 người)"


@pytest.mark.requirement("ZON-14")
def test_border_communes_may_be_raised_by_up_to_two() -> None:
    local: LocalRaise = next(s.value for s in all_sets() if s.subject is Subject.LEVEL_RAISE)
    assert rules.leeway(local, "25222", []).levels == 2
    beside = rules.leeway(local, "25228", ["Xã A, Huyện B"])
    assert (beside.levels, beside.why) == (2, "tiếp giáp Xã A, Huyện B")
    assert rules.leeway(local, "25228", []).levels == 0
    assert rules.leeway(None, "25222", ["x"]).levels == 0


@pytest.mark.requirement("ZON-17")
def test_never_below_and_never_later_than_ordered_from_above() -> None:
    day = date(2021, 8, 17)
    ordered = rules.Ordered(3, day, "12/TB-BCĐ")

    def check(level: int, reason: str = "", start: date = day, until: date | None = None) -> str:
        return rules.check_decision(
            level=level, proposed=3, reason=reason, today=day, start=start, until=until, ordered=[ordered]
        )

    assert check(3) == ""
    assert check(4, "Giáp khu phong tỏa của huyện bạn", date(2021, 8, 10)), "stronger and earlier is allowed"
    with pytest.raises(Refused, match="Chọn mức C trở lên"):
        check(2, "Dân đã tiêm gần hết rồi")
    with pytest.raises(Refused, match="không được chậm hơn, thấp hơn"):
        check(3, start=date(2021, 8, 18))
    with pytest.raises(Refused, match="ghi lý do"):
        check(4)
    with pytest.raises(Refused, match="trước ngày bắt đầu"):
        check(3, until=date(2021, 8, 1))
    with pytest.raises(Refused, match="Không được bỏ biện pháp"):
        rules.check_measures(["a", "b"], ["a", "thêm"])


def test_where_nothing_could_be_read_it_is_not_green() -> None:
    without = of_4800(474, None, None)
    assert without.unread, "cases and no population: nobody knows the rate"
    assert rules.why(spec("level-4800"), without) == "chưa đủ số liệu để nói mức nào"
    assert not of_4800(0, None, None).unread, "no case is no case, whatever the population"
    assert not of_4800(5, 100_000, None).unread
    assert not of_4800(474, 1000, None).unread
    quiet = rules.judge(spec("level-2686"), {M.NEXT_TO_RED: Reading(0), M.NEXT_TO_ORANGE: Reading(0)})
    assert quiet.unread, "quiet neighbours say nothing of a commune whose cases nobody knows"
    places = [
        Place("a/", Unit.COMMUNE, {}, 0, ("b/",)),
        Place("b/", Unit.COMMUNE, {M.COMMUNITY_CASES: Reading(1)}, 0, ()),
    ]
    every = rules.judge_all(
        Specs(SETS["level-2686"].value), [*places, Place("d/", Unit.DISTRICT, {}, 0, None, ("a/",))]
    )
    assert every["d/"].unread, "a district of communes nobody knows is not known either"
    assert "1 xã giáp ranh chưa đủ số liệu" in every["a/"].readings[M.NEXT_TO_RED].assumed
    nothing = spec("level-2686", Unit.PROVINCE)
    silent = rules.judge(nothing, {})
    assert silent.unread
    assert rules.why(nothing, silent) == "chưa có tiêu chí nào cho cấp này"
    assert rules.recomputed(nothing, rules.as_json(silent)).unread


def test_a_start_in_another_year_is_a_slip_and_refused() -> None:
    day = date(2021, 8, 17)

    def check(start: date) -> str:
        return rules.check_decision(level=3, proposed=3, reason="", today=day, start=start, until=None)

    assert check(day + timedelta(days=30)) == "", "a month ahead may be decided"
    with pytest.raises(Refused, match="quá xa: nhiều nhất 30 ngày"):
        check(day + timedelta(days=31))
    with pytest.raises(Refused, match="quá xa"):
        check(date(2022, 8, 17))


def test_what_was_announced_long_ago_needs_no_paper_dated_back() -> None:
    today = date(2021, 8, 17)
    old = rules.Ordered(3, date(2021, 8, 1), "12/TB-BCĐ")
    soon = rules.Ordered(4, date(2021, 8, 27), "15/TB-BCĐ")

    def check(level: int, start: date, *ordered: rules.Ordered, held: int = 0) -> str:
        return rules.check_decision(
            level=level, proposed=level, reason="", today=today, start=start, until=None, ordered=ordered, held=held
        )

    tomorrow = today + timedelta(days=1)
    assert check(3, today, old) == "", "nobody can begin before today"
    with pytest.raises(Refused, match="Chọn ngày 17/8/2021 hoặc sớm hơn"):
        check(3, tomorrow, old)
    assert check(4, tomorrow, old, held=3) == "", "the level ordered holds already: a raise may begin tomorrow"
    with pytest.raises(Refused, match="hoặc ghi ngày hết hiệu lực trước 27/8/2021"):
        check(3, today, soon)
    with pytest.raises(Refused, match="12/TB-BCĐ"):
        check(4, date(2021, 8, 27), soon, old)


def test_every_level_has_its_measures() -> None:
    found = {s.id: s.value for s in all_sets() if s.subject is Subject.LEVEL_MEASURES}
    counts = [len(rules.measures_at(found["measures-2686"].measures, level)) for level in rules.LEVELS]
    assert counts == sorted(counts), "2686 adds up"
    assert counts[0] == 3
    assert len(rules.measures_at(found["measures-128"].measures, 4)) == 9


MIX = rules.Mix(7, 3.8, 5.6, 10, 30)


@pytest.mark.parametrize(
    ("active", "following"),
    [(0, (2, 100)), (99, (2, 1)), (100, (3, 401)), (500, (3, 1)), (501, None)],
)
def test_how_far_the_next_scenario_is(active: int, following: tuple[int, int] | None) -> None:
    assert rules.to_next(active, (100, 500)) == following


def test_what_runs_out_when() -> None:
    beds = rules.Resource.TREATMENT_BEDS
    assert rules.runs_out(beds, 100, 50, 10, MIX) == 8, "50 * 1.1^8 is 107"
    assert rules.runs_out(beds, 100, 101, 0, MIX) == 0
    assert rules.runs_out(beds, 100, 100, 0, MIX) is None
    assert rules.runs_out(beds, None, 50, 10, MIX) is None, "nobody knows what there is"
    assert rules.needed(rules.Resource.MODERATE_BEDS, 500, MIX) == 82
    oxygen = rules.Resource.OXYGEN
    a_day = 1440 * (500 * 0.038 * 10 + 500 * 0.056 * 30)
    assert rules.needed(oxygen, 500, MIX) == pytest.approx(a_day)
    assert rules.runs_out(oxygen, a_day * 3, 500, 0, MIX) == 3, "three days are there: the fourth is short"
    assert rules.days_to(200, 100, 10) == 8
    assert rules.days_to(200, 100, 0) is None
    plan = next(s.value.needs for s in all_sets() if s.subject is Subject.SCENARIO_NEEDS)
    found = {g.resource: g for g in rules.gaps(scenario=2, active=120, growth=0, mix=MIX, plan=plan, there={beds: 200})}
    assert (found[beds].planned, found[beds].needed, found[beds].short) == (500, 120, 300)
    assert found[rules.Resource.ISOLATION_BEDS].short is None
    with_more = rules.gaps(scenario=1, active=120, growth=0, mix=MIX, plan=plan, there={beds: 200})
    assert with_more[0].short == 0


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("band2 = 20", "band2 = 60", 23, "scales[0].band3"),
        ("band2 = 20", 'band2 = "20"', 27, "scales[0].band2"),
        ("high = 70", "high = 70\nlow = 71", 37, "responses[0].low"),
        ('measure = "community_rate"', 'measure = "rumours"', 25, "scales[0].measure"),
        ("[[raises]]", "[[rises]]", 72, "rises"),
        ("band = 4\nhigh = 3", "band = 4\nhigh = 1", 63, "matrix[3].high"),
    ],
)
def test_a_wrong_set_is_refused_with_its_line(old: str, new: str, line: int, field: str) -> None:
    file = DATA / "level" / "4800.toml"
    text = file.read_text("utf-8")
    assert old in text
    with pytest.raises(RegulationError) as told:
        parse(file, text.replace(old, new, 1))
    assert told.value.field == field
    assert abs(told.value.line - line) <= 4, told.value


def test_rules_need_four_names() -> None:
    with pytest.raises(Exception, match="bốn tên"):
        LevelRules(names=("một",))
