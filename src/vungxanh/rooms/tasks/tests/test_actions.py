"""Actions, with one."""

from dataclasses import replace

import pytest

from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.actions import Condition, Due, DueKind, NewTask
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE

pytestmark = pytest.mark.django_db


def order(offices: Offices, *leads: object, key: str = "k", **values: object) -> NewTask:
    """A task of the district."""
    given = {"text": "Rà soát danh sách người từ vùng dịch về", "area_path": DISTRICT, "ordered_by": offices.committee.pk}
    return NewTask(key=key, leads=tuple(a.pk for a in leads), **(given | values))  # type: ignore[attr-defined,arg-type]


def test_assigning_twice_gives_once_and_cascades_to_each_commune(offices: Offices) -> None:
    head = offices.who(offices.committee, "head")
    one = order(offices, offices.health, key="a", due=Due(DueKind.BY, date="2021-08-20", raw="trước ngày 20/8/2021"))
    both = order(offices, offices.commune, offices.other, key="b", each=True, lead_words="UBND các xã")
    first = actions.assign(by=head, at=AT, tasks=[one, both])
    again = actions.assign(by=head, at=AT, tasks=[both, one])
    assert [t.pk for t in again] == [t.pk for t in reversed(first)]
    assert Task.objects.count() == 4
    group = Task.objects.get(key="b")
    assert (group.kind, group.below, group.below_done) == ("group", 2, 0)
    assert {t.area_path for t in group.children.all()} == {COMMUNE, OTHER_COMMUNE}
    assert first[0].due_at.isoformat() == "2021-08-19T23:59:00+07:00"  # type: ignore[union-attr]
    commune = offices.who(offices.commune)
    assert [t.key for t in queries.visible(commune)] == [f"b/{offices.commune.pk}"]
    assert queries.top(head).count() == 2 and queries.top(commune).count() == 1


def test_what_is_not_clear_or_not_his_to_order_is_refused(offices: Offices) -> None:
    head = offices.who(offices.committee, "head")
    commune = offices.who(offices.commune)
    good = order(offices, offices.health)
    for bad in (
        replace(good, text=" "),
        replace(good, leads=()),
        replace(good, area_of_work="poetry"),
        replace(good, leads=(offices.health.pk.__class__(int=1),)),
    ):
        with pytest.raises(Refused):
            actions.assign(by=head, at=AT, tasks=[good, bad])
    with pytest.raises(NotYours):
        actions.assign(by=commune, at=AT, tasks=[good])
    with pytest.raises(Refused, match="ngoài địa bàn"):
        actions.assign(by=commune, at=AT, tasks=[replace(good, area_path=COMMUNE)])
    assert not Task.objects.exists()


def test_a_rhythm_opens_its_turns_and_a_condition_sleeps(offices: Offices) -> None:
    rhythm = order(offices, offices.health, key="r", due=Due(DueKind.RECURRING, rule="monthly day 15,30"))
    asleep = order(offices, offices.health, key="s", condition=Condition(scenario=2, when="100 <= active_cases <= 500"))
    series, sleeping = actions.assign(by=SYSTEM, at=AT, tasks=[rhythm, asleep])
    assert series.kind == "series" and sleeping.state == "asleep"
    assert not series.children.exists()  # on 17/8 the 30th is still far
