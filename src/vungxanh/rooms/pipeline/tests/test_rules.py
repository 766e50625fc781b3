"""Rules, without a database."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import median, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.pipeline import rules
from vungxanh.rooms.pipeline.packing import packed, unpacked
from vungxanh.rooms.pipeline.rules import Facts, Stage, clocks, figures

pytestmark = pytest.mark.nodb
AT = datetime(2021, 8, 17, 7, tzinfo=UTC)
HOURS = {Stage.DETECT: 12.0, Stage.REPORT: None, Stage.TRACE: 24.0, Stage.ISOLATE: 6.0, Stage.TREAT: 24.0}


def h(hours: float) -> timedelta:
    return timedelta(hours=hours)


def made(**facts: object) -> dict[Stage, rules.Clock]:
    given = {"known_at": AT, "sick": True} | facts
    return {clock.stage: clock for clock in clocks(Facts(**given), HOURS, now=AT + h(30))}  # type: ignore[arg-type]


def test_a_suspect_waits_for_his_result_and_nothing_else() -> None:
    found = made(sick=False, sampled_at=AT)
    assert list(found) == [Stage.DETECT]
    assert found[Stage.DETECT].due_at == AT + h(12)
    assert found[Stage.DETECT].done_at is None
    assert made(sick=False)[Stage.DETECT].began_at == AT, "without a sample, since he was suspected"


def test_all_five_begin_with_the_diagnosis() -> None:
    found = made(sampled_at=AT, diagnosed_at=AT + h(13), told_by=AT + h(37), notified_at=AT + h(14), isolated_at=AT)
    assert [(s, c.hours, c.late) for s, c in found.items()] == [
        (Stage.DETECT, 13.0, True),
        (Stage.REPORT, 1.0, False),
        (Stage.TRACE, None, None),
        (Stage.ISOLATE, 0.0, False),
        (Stage.TREAT, None, None),
    ]
    assert found[Stage.REPORT].due_at == AT + h(37), "the law's own moment"


def test_tracing_is_done_when_he_was_asked_and_every_close_contact_reached() -> None:
    sick = {"diagnosed_at": AT}
    assert made(**sick)[Stage.TRACE].done_at is None
    assert made(**sick, asked=True, waiting=1, reached_at=AT + h(1))[Stage.TRACE].done_at is None
    assert made(**sick, asked=True, reached_at=AT + h(3))[Stage.TRACE].hours == 3
    assert made(**sick, asked=True)[Stage.TRACE].done_at == AT + h(30), "he met nobody: when that was first seen"
    kept = clocks(
        Facts(known_at=AT, sick=True, diagnosed_at=AT, asked=True), HOURS, now=AT + h(99), traced_at=AT + h(2)
    )
    assert next(c for c in kept if c.stage is Stage.TRACE).done_at == AT + h(2)


def test_who_is_well_again_is_no_longer_waited_for() -> None:
    assert Stage.TREAT not in made(diagnosed_at=AT, ended=True)
    assert made(diagnosed_at=AT, ended=True, treated_at=AT + h(1))[Stage.TREAT].hours == 1


def test_a_limit_shorter_than_the_law_counts() -> None:
    facts = Facts(known_at=AT, sick=True, diagnosed_at=AT, told_by=AT + h(24))
    report = {s: HOURS[s] for s in Stage} | {Stage.REPORT: 2.0}
    assert {c.stage: c.due_at for c in clocks(facts, report, now=AT)}[Stage.REPORT] == AT + h(2)


def test_figures_of_done_and_running() -> None:
    found = figures({1: (1, 0), 2: (1, 0), 3: (1, 0), 20: (1, 1)}, still_open=3, overdue=1)
    assert (found.done, found.open, found.overdue, found.median) == (4, 3, 1, 2.5)
    assert found.p90 == pytest.approx(14.9)
    assert found.percent == 60, "three of the four done and the one overdue"
    assert figures({}).percent is None
    assert figures({5: (1, 0)}).p90 == 5


@given(st.lists(st.integers(0, 60).map(float), min_size=1), st.integers(0, 9))
def test_figures_of_counted_hours_are_those_of_the_hours(spans: list[float], overdue: int) -> None:
    counted = Counter(spans)
    found = figures({hours: (n, n // 2) for hours, n in counted.items()}, overdue, overdue)
    assert found.median == pytest.approx(median(spans))
    tenths = quantiles(spans, n=10, method="inclusive") if len(spans) > 1 else spans
    assert found.p90 == pytest.approx(tenths[-1])
    assert found.on_time is not None
    assert 0 <= found.on_time <= 1


@pytest.mark.parametrize(("hours", "law"), [(0.4, None), (721, None), (25, 24.0)])
def test_a_target_longer_than_the_law_is_refused(hours: float, law: float | None) -> None:
    with pytest.raises(Refused):
        rules.check_target(hours, law)
    rules.check_target(24, 24.0)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Stage)), st.integers(0, 3), st.integers(0, 4000), st.booleans()), max_size=60
    )
)
def test_packed_figures_are_those_counted_one_by_one(rows: list[tuple[Stage, int, int, bool]]) -> None:
    days = [date(2021, 8, 1 + n) for n in range(4)]
    parts = [(d, "3/70/", packed([(s, t / 10, late) for s, n, t, late in rows if days[n] == d])) for d in days]
    table = unpacked(parts).by_day()
    for n, _day in enumerate(days):
        for k, stage in enumerate(Stage):
            mine = [(t / 10, late) for s, m, t, late in rows if (s, m) == (stage, n)]
            counted = {h: (sum(x == h for x, _l in mine), sum(x == h and late for x, late in mine)) for h, _l in mine}
            got, want = table.figures(n * 5 + k, 3, 2), figures(counted, 3, 2)
            assert (got.done, got.percent) == (want.done, want.percent)
            assert (
                (got.median, got.p90) == (pytest.approx(want.median), pytest.approx(want.p90))
                if mine
                else got.median is None
            )
