"""Steps done again and again."""

from datetime import timedelta

import pytest

from vungxanh.common import timers

pytestmark = pytest.mark.nodb


def test_a_step_runs_at_its_turns_and_is_registered_once(monkeypatch) -> None:
    monkeypatch.setattr(timers, "TIMERS", [])
    done: list[str] = []

    def step() -> None:
        done.append("x")

    timers.every(timedelta(minutes=1), step)
    timers.every(timedelta(minutes=1), step)
    assert [timers.run_due(at) for at in (100.0, 130.0, 160.0)] == [1, 0, 1]
    assert done == ["x", "x"]


def test_a_failing_step_waits_for_its_next_turn(monkeypatch) -> None:
    monkeypatch.setattr(timers, "TIMERS", [])
    timers.every(timedelta(minutes=1), lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        timers.run_due(100.0)
    assert timers.run_due(101.0) == 0
