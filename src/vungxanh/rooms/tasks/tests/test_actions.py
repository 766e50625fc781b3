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
TOMORROW = Due(DueKind.BY, date="2021-08-18", raw="chậm nhất ngày 18/8/2021")


def order(offices: Offices, *leads: object, key: str = "k", **values: object) -> NewTask:
    """A task of the district."""
    given = {
        "text": "Rà soát danh sách người từ vùng dịch về",
        "area_path": DISTRICT,
        "ordered_by": offices.committee.pk,
    }
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
    assert queries.top(head).count() == 2
    assert queries.top(commune).count() == 1


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
    assert series.kind == "series"
    assert sleeping.state == "asleep"
    assert not series.children.exists()  # on 17/8 the 30th is still far


def test_the_life_of_a_task_from_order_to_approval(offices: Offices) -> None:
    boss, doctor, chief = (
        offices.who(offices.committee, "head"),
        offices.who(offices.health),
        offices.who(offices.health, "head"),
    )
    (task,) = actions.assign(by=boss, at=AT, tasks=[order(offices, offices.health, due=TOMORROW)])
    go = {"at": AT, "task_id": task.pk}
    actions.accept(by=doctor, **go)
    actions.progress(by=doctor, text="Đã rà 3 xã", percent=40, **go)
    with pytest.raises(NotYours):
        actions.progress(by=offices.who(offices.commune), text="Không phải việc của xã", **go)
    actions.report(by=doctor, text="Xong cả 8 xã", **go)
    with pytest.raises(NotYours):  # the agency that did it does not approve it
        actions.close(by=chief, **go)
    actions.send_back(by=boss, reason="Thiếu danh sách xã Đắk Ơ", **go)
    with pytest.raises(Refused, match="bước khác"):
        actions.close(by=boss, **go)
    actions.report(by=doctor, text="Đã bổ sung", **go)
    actions.close.once("key", by=boss, **go)
    actions.close.once("key", by=boss, **go)
    task.refresh_from_db()
    assert (task.state, task.percent, task.closed_at) == ("done", 100, AT)
    actions.reopen(by=boss, reason="Phát sinh thêm người về", **go)
    task.refresh_from_db()
    assert (task.state, task.reported_at) == ("doing", None)
    kinds = [line.kind for line in reversed(queries.life(task))]
    assert kinds == ["given", "accepted", "progress", "reported", "sent_back", "reported", "closed", "reopened"]


def test_a_group_shows_the_worst_and_is_approved_at_once(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    given = order(offices, offices.commune, offices.other, each=True, due=TOMORROW)
    (group,) = actions.assign(by=boss, at=AT, tasks=[given])
    for office in (offices.commune, offices.other):
        child = group.children.get(lead=office)
        actions.report(by=offices.who(office), at=AT, task_id=child.pk, text="Đã xong")
        group.refresh_from_db()
        assert group.state == ("open" if office is offices.commune else "reported")
    actions.close(by=boss, at=AT, task_id=group.pk)
    group.refresh_from_db()
    assert (group.state, group.below_done, group.below, group.percent) == ("done", 2, 2, 100)
    assert set(group.children.values_list("state", flat=True)) == {"done"}
