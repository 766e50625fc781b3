"""The scenario engine: borders, needs, the day a resource runs out."""

import time

import pytest

from vungxanh.engine.scenario.api import HORIZON, Mix, Use, Want, days_to, gaps, needed, runs_out, to_next

MIX = Mix(moderate=15, severe=4, critical=1, severe_lpm=10, critical_lpm=60)


@pytest.mark.requirement("ZON-08", "ZON-09", "ZON-10")
@pytest.mark.parametrize(
    ("active", "following"),
    [(0, (2, 100)), (99, (2, 1)), (100, (3, 401)), (101, (3, 400)), (499, (3, 2)), (500, (3, 1)), (501, None)],
)
def test_how_far_the_next_border_is(active: int, following: tuple[int, int] | None) -> None:
    assert to_next(active, (100, 500)) == following


def test_what_so_many_cases_need() -> None:
    assert needed(Use.EACH, 100.2, MIX) == 101, "nobody lies in part of a bed"
    assert needed(Use.SERIOUS, 100, MIX) == 20
    assert needed(Use.GAS, 100, MIX) == pytest.approx(1440 * 100 * (0.04 * 10 + 0.01 * 60))
    assert needed(Use.READY, 100, MIX) is None


def test_the_day_it_runs_out() -> None:
    assert runs_out(Use.EACH, 100, 50, 10, MIX) == 8, "50 · 1.1^8 is 107"
    assert runs_out(Use.EACH, 100, 101, 0, MIX) == 0
    assert runs_out(Use.EACH, 100, 100, 0, MIX) is None
    assert runs_out(Use.EACH, 100, 50, 0.1, MIX) is None, "not within the days looked ahead"
    assert runs_out(Use.EACH, None, 50, 10, MIX) is None, "nobody knows what there is"
    a_day = needed(Use.GAS, 500, MIX) or 0
    assert runs_out(Use.GAS, a_day * 3, 500, 0, MIX) == 3, "the fourth day is short"
    assert runs_out(Use.READY, 1, 500, 5, MIX) is None
    assert days_to(100, 50, 10) == 8
    assert days_to(100, 50, 0) is None


def test_the_table_says_what_is_missing_and_what_nobody_knows() -> None:
    wants = [Want("beds", Use.EACH, 100, 80), Want("samples", Use.READY, 5000, None), Want("gas", Use.GAS, None, 0)]
    beds, samples, gas = gaps(active=90, growth=0, mix=MIX, wants=wants)
    assert (beds.short, beds.days) == (20, 0), "the plan wants more than the cases need"
    assert (samples.short, samples.days, samples.needed) == (None, None, None)
    assert gas.days == 0


def test_a_slider_is_answered_at_once() -> None:
    wants = [Want(use.value, use, 1000, 1e12) for use in Use]
    start = time.process_time()
    for growth in range(100):
        gaps(active=500, growth=growth / 50, mix=MIX, wants=wants)
    assert time.process_time() - start < 100 * 0.02, f"each looks {HORIZON} days ahead"
