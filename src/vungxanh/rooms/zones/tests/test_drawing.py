"""Classes, joined counts and weeks of the map: no database."""

from datetime import date, timedelta

import pytest

from vungxanh.rooms.zones import rules

pytestmark = pytest.mark.nodb
DAY = date(2021, 7, 13)
BORDERS = (20.0, 50.0, 150.0)


@pytest.mark.parametrize(
    ("value", "found"),
    [(None, None), (0, 0), (0.1, 1), (19.99, 1), (20, 2), (49.99, 2), (50, 3), (149.99, 3), (150, 4), (9999, 4)],
)
def test_a_border_begins_the_class_above_it(value: float | None, found: int | None) -> None:
    assert rules.class_of(value, BORDERS) == found


def test_a_missing_population_is_never_zero() -> None:
    assert rules.rate(5, None) is None
    assert rules.rate(5, 0) is None
    assert rules.rate(0, 8000) == 0
    assert rules.rate(4, 8000) == 50.0


def test_a_week_has_seven_days_and_ends_with_the_day() -> None:
    days = {DAY - timedelta(days=n): 1 for n in range(10)} | {DAY + timedelta(days=1): 100}
    assert rules.week_until(days, DAY) == 7
    assert rules.week_until({}, DAY) == 0


def test_persons_and_series_are_joined_by_the_larger_never_the_sum() -> None:
    persons, told = {("a", DAY): 3, ("b", DAY): 1}, {("a", DAY): 2, ("b", DAY): 4, ("c", DAY): 5}
    assert rules.joined(persons, told) == {"a": {DAY: 3}, "b": {DAY: 4}, "c": {DAY: 5}}


def test_a_district_that_speaks_for_itself_goes_before_the_sum_of_its_communes() -> None:
    told = {("d1/x", DAY): 2, ("d1/y", DAY): 3, ("d2/x", DAY): 4, ("d2", DAY): 7}
    parts = rules.gathered(told, {"d1/x": "d1", "d1/y": "d1", "d2/x": "d2"})
    assert parts == {("d1", DAY): 5, ("d2", DAY): 4}
    assert rules.own_first(told, parts, ("d1", "d2")) == {("d1", DAY): 5, ("d2", DAY): 7}
