"""Actions, with a database."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from vungxanh import testing
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.pipeline import actions, listeners, queries
from vungxanh.rooms.pipeline.rules import Stage
from vungxanh.testing import AT, DISTRICT, actor, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Any:
    """Confirmed three hours ago, sampled ten hours before that."""
    moments = {"sampled_at": AT - hours(13), "diagnosed_at": AT - hours(3), "notify_due_at": AT + hours(21)}
    return testing.case(**moments)


def followed(case: Any, at: datetime = AT) -> dict[str, Any]:
    actions.follow(by=system(), at=at, case_ids=[case.pk])
    return {row.stage: row for row in queries.of_case(by=system(), case_id=case.pk)}


@pytest.mark.requirement("5S-01")
def test_the_five_clocks_of_a_case_follow_what_is_recorded(case: Any, officer: Actor, stranger: Actor) -> None:
    found = followed(case)
    assert list(found) == [stage.value for stage in Stage]
    assert (found["detect"].hours, found["detect"].late) == (10, False)
    assert {name: row.done_at for name, row in found.items()} | {"detect": None} == dict.fromkeys(Stage, None)
    assert found["report"].due_at == case.notify_due_at
    assert queries.open_clocks(by=officer).count() == 4
    assert not queries.open_clocks(by=stranger).exists()
    assert queries.of_case(by=stranger, case_id=case.pk) == []

    cases.notify(by=officer, at=AT, case_id=case.pk, notified_at=AT)
    cases.isolate(by=officer, at=AT + hours(5), case_id=case.pk)
    listeners.case_changed(type("Event", (), {"case_id": case.pk}), at=AT)
    found = {row.stage: row for row in queries.of_case(by=officer, case_id=case.pk)}
    assert (found["report"].hours, found["report"].late) == (3, False)
    assert (found["isolate"].hours, found["isolate"].late) == (8, True), "six hours are the limit of the centre"
    assert actions.follow(by=system(), at=AT, case_ids=[case.pk]) == 0, "told twice, done once"

    cases.discard(by=officer, at=AT, case_id=case.pk, reason="kết quả sai")
    assert followed(case) == {}


def test_figures_per_stage_area_and_day(case: Any, officer: Actor, stranger: Actor) -> None:
    followed(case)
    since = AT.date() - timedelta(days=7)
    runs = queries.running(by=officer, at=AT + hours(9))
    spell = queries.overview(by=officer, runs=runs, since=since)
    found = spell.stages
    assert (found[Stage.DETECT].done, found[Stage.DETECT].percent) == (1, 100)
    assert (found[Stage.ISOLATE].open, found[Stage.ISOLATE].overdue, found[Stage.ISOLATE].percent) == (1, 1, 0)
    assert list(queries.by_area(by=officer, runs=runs, since=since)) == [case.area_path]
    assert spell.days[0].stages[Stage.DETECT].median == 10
    assert queries.by_team(by=officer, at=AT, since=since)[None].open == 1
    assert queries.stale_days(by=system()), "read from the clocks until they are packed"
    listeners.pack()
    assert not queries.stale_days(by=system())
    assert queries.overview(by=officer, runs=runs, since=since) == spell, "packed it says the same"
    area = queries.by_area(by=officer, runs=runs, since=since)[case.area_path]
    assert (area[Stage.DETECT].median, area[Stage.DETECT].p90, area[Stage.ISOLATE].overdue) == (10, 10, 1)
    cases.isolate(by=officer, at=AT + hours(5), case_id=case.pk)
    followed(case)
    assert queries.overview(by=officer, runs={}, since=since).stages[Stage.ISOLATE].median == 8, "stale at once"
    assert queries.running(by=stranger, at=AT) == {}
    assert queries.overview(by=stranger, runs={}, since=since).stages[Stage.DETECT].done == 0


def test_a_centre_sets_itself_a_shorter_limit_and_goes_back(case: Any, stranger: Actor) -> None:
    head = actor()
    before = followed(case)["isolate"].due_at
    given = {"by": head, "at": AT, "area_path": DISTRICT, "disease": case.disease, "stage": "isolate"}
    target = actions.set_target(hours=2, reason="Kế hoạch 152", **given)
    row = queries.open_clocks(by=head, stage="isolate").get()
    assert row.due_at == row.began_at + hours(2)
    limit = queries.Limits().of(case.disease, AT.date(), case.area_path)[Stage.ISOLATE]
    assert limit is not None
    assert limit.own == target
    with pytest.raises(Refused, match="không được dài hơn"):
        actions.set_target(**(given | {"stage": "report"}), hours=700, reason="thử đặt dài")
    with pytest.raises(Refused):
        actions.set_target(**(given | {"by": stranger}), hours=2, reason="nơi khác")
    actions.drop_target(by=head, at=AT, limit_id=target.pk)
    assert queries.open_clocks(by=head, stage="isolate").get().due_at == before
    assert queries.targets(by=head).get().ended_at == AT
    assert not queries.targets(by=stranger).exists()
