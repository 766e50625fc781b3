"""Figures and bulletins: the rules, without a database."""

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.rules import Value


def test_what_nobody_knows_is_never_zero() -> None:
    values = {
        "active": Value(0.0),
        "beds": Value(None, why="Chưa có."),
        "cases_new": Value(3, 0.0, part="thiếu", low=True),
    }
    kept = rules.to_json(values)
    assert kept["active"] == {"n": 0.0}, "a zero is a number"
    assert "n" not in kept["beds"]
    assert rules.from_json(kept) == values
    assert rules.difference(values["cases_new"]) == 3
    assert rules.difference(values["active"]) is None, "yesterday is not known"


def test_every_figure_is_named_and_stands_in_a_section() -> None:
    assert {figure.section for figure in rules.FIGURES.values()} == set(rules.Section)
    assert all(figure.label and figure.unit for figure in rules.FIGURES.values())


@pytest.mark.requirement("RPT-02")
def test_a_new_version_keeps_what_cannot_be_counted_any_more() -> None:
    before = {"cases_new": Value(2), "severe": Value(10), "beds": Value(5, said="đếm tay")}
    fresh = {"cases_new": Value(4), "severe": Value(99), "beds": Value(7)}
    later = rules.of_version(fresh, before, same_day=False)
    assert (later["cases_new"].n, later["severe"].n, later["beds"].n) == (4, 10, 5)
    now = rules.of_version(fresh, before, same_day=True)
    assert (now["severe"].n, now["beds"].n) == (99, 5), "what somebody said stays said"


def test_one_number_is_corrected_with_its_reason() -> None:
    found = rules.corrected({"active": Value(None, why="không rõ")}, {"active": 12}, "đối chiếu danh sách")
    assert found["active"] == Value(12, said="đối chiếu danh sách")
    for said in ({"nothing": 1}, {"active": -1}):
        with pytest.raises(Refused):
            rules.corrected({}, said, "vì vậy")


def test_a_signed_bulletin_stays_as_it_is() -> None:
    rules.check_writable(rules.State.DRAFT, True)
    for state, latest in ((rules.State.SIGNED, True), (rules.State.DRAFT, False)):
        with pytest.raises(Refused):
            rules.check_writable(state, latest)
    with pytest.raises(Refused):
        rules.check_restating("  ")
    with pytest.raises(Refused):
        rules.check_remarks("x" * 4001)
