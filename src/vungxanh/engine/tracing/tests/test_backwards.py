"""Backwards from a case, and where several cases were."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits
from vungxanh.engine.tracing.gatherings import tail

from .histories import ORIGIN, PEOPLE, History, histories

DAY = 86_400


@settings(max_examples=80, deadline=None)
@given(histories())
def test_whom_he_met_is_who_would_have_reached_him(h: History) -> None:
    """Backwards equals forwards: p met q within a window exactly when p, infectious in it, reaches q in one step."""
    window = ORIGIN + 1800, ORIGIN + 9000
    one = Definition(1, h.definition.min_minutes_same_place)
    reached = [h.index.trace([p], [window[0]], [window[1]], one).person.tolist() for p in range(PEOPLE)]
    for q in range(PEOPLE):
        met = h.index.met(q, *window, one)
        assert {e.source for e in met} == {p for p in range(PEOPLE) if q in reached[p]}
        assert all(e.target == q and window[0] <= e.start <= e.end <= window[1] for e in met)


@pytest.mark.parametrize(("cases", "present", "persons"), [(3, 4, 9), (1, 1, 5), (5, 2, 6)])
def test_the_chance_is_that_of_drawing_by_lot(cases: int, present: int, persons: int) -> None:
    draws = [len([p for p in draw if p < cases]) for draw in combinations(range(persons), present)]
    for least in range(present + 1):
        expected = sum(k >= least for k in draws) / len(draws)
        assert tail(cases, present, persons, least) == pytest.approx(expected)


def test_the_market_morning_that_made_them_ill_is_found_and_the_busy_square_is_not() -> None:
    rng = np.random.default_rng(4)
    person, place, arrived, left = [], [], [], []

    def stay(who: int, where: int, at: int, minutes: int) -> None:
        person.append(who)
        place.append(where)
        arrived.append(ORIGIN + at)
        left.append(ORIGIN + at + minutes * 60)

    for who in range(600):  # everybody crosses square 0 on every day, and sits somewhere by himself
        for day in range(7):
            stay(who, 0, day * DAY + int(rng.integers(0, 60_000)), 20)
            stay(who, 2 + who, day * DAY + 70_000, 60)
    ill = list(range(0, 100, 10))
    for who in ill:
        stay(who, 1, 3 * DAY + 30_000 + who, 60)
    stay(500, 1, 3 * DAY + 31_000, 30)
    stay(501, 1, 5 * DAY, 30)
    index = Index.build(Contacts([], [], [], []), Visits(person, place, arrived, left))
    index = index.with_changes(visits=Visits([502], [1], [ORIGIN + 3 * DAY + 30_500], [ORIGIN + 3 * DAY + 33_000]))
    since, until = [ORIGIN] * len(ill), [ORIGIN + 7 * DAY] * len(ill)
    first, *others = index.gatherings(ill, since, until, [6 * 3600, DAY])
    assert (first.place, set(first.cases), first.explained, first.present) == (1, set(ill), first.cases, 12)
    assert first.start == ORIGIN + 3 * DAY + 30_000
    assert first.by_chance < 1e-9
    assert not others, "the square explains nobody whom the market does not"
    again = index.gatherings(ill, [ORIGIN + 4 * DAY] * len(ill), until, [DAY])
    assert all(g.place == 0 and g.by_chance > 0.05 for g in again)
    assert not index.gatherings(ill, since, until, [DAY], lambda places: places)
    assert index.gatherings([3], [ORIGIN], [ORIGIN + DAY], [DAY]) == []
