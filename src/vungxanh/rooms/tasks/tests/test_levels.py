"""Tasks that wait for a level of risk: what wakes them, where, and what happens when it ends."""

from typing import Any

import pytest
from django.urls import reverse

from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.actions import Condition, Due, DueKind
from vungxanh.rooms.tasks.models import LevelState, Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices, order
from vungxanh.rooms.tasks.tests.test_pages import browser
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours

pytestmark = pytest.mark.django_db
PAPER = "246/TB-SYT"


def states(key: str = "c") -> dict[str, str]:
    rows = Task.objects.filter(key__startswith=f"{key}/").order_by("area_path")
    return dict(rows.values_list("area_path", "state"))


def test_a_level_wakes_what_waits_for_it_in_that_place_alone(offices: Offices) -> None:
    boss, when = offices.who(offices.committee, "head"), Condition(when="khi xã ở cấp độ 3 trở lên")
    each = order(offices, offices.commune, offices.other, key="c", each=True, condition=when)
    rhythm = order(
        offices,
        offices.commune,
        key="r",
        condition=Condition(when="vùng cam"),
        due=Due(DueKind.RECURRING, rule="daily"),
    )
    alone = order(offices, offices.health, key="h", condition=Condition(when="nếu huyện ở cấp 2"))
    actions.assign(by=boss, at=AT, tasks=[each, rhythm, alone])
    with pytest.raises(NotYours):
        actions.begin_level(by=offices.who(offices.commune), at=AT, area_path=DISTRICT, level=3, decision=PAPER)
    for wrong in ({"level": 5}, {"decision": "  "}, {"decided_on": AT.date().replace(year=2022)}):
        with pytest.raises(Refused):
            actions.begin_level(by=boss, at=AT, **({"area_path": COMMUNE, "level": 3, "decision": PAPER} | wrong))  # type: ignore[arg-type]
    said: dict[str, Any] = {"by": boss, "at": AT, "area_path": COMMUNE, "level": 3, "decision": PAPER}
    assert [actions.begin_level.once("k", **said) for _again in range(2)] == [2, 2]
    assert actions.begin_level(**said) == 0
    assert LevelState.objects.count() == 1
    assert states() == {COMMUNE: "open", OTHER_COMMUNE: "asleep"}
    assert Task.objects.get(key="c").state == "open"
    assert Task.objects.filter(parent__key="r", state="open").exists()
    # The whole district: what said its own level keeps it, the other commune follows.
    assert actions.begin_level(**said | {"area_path": DISTRICT, "level": 2}) == 1
    assert Task.objects.get(key="h").state == "open"
    assert states()[OTHER_COMMUNE] == "asleep"
    assert actions.begin_level(**said | {"area_path": DISTRICT, "level": 4, "at": AT + hours(1)}) == 1
    assert states()[OTHER_COMMUNE] == "open"
    assert {a: s.level for a, s in queries.levels_in_force([COMMUNE, OTHER_COMMUNE]).items()} == {
        COMMUNE: 3, OTHER_COMMUNE: 4,
    }  # fmt: skip
    # Where the level holds already, a new task need not wait.
    late = order(offices, offices.commune, offices.other, key="n", each=True, condition=Condition(when="ở cấp độ 4"))
    actions.assign(by=boss, at=AT, tasks=[late])
    assert states("n") == {COMMUNE: "asleep", OTHER_COMMUNE: "open"}


def test_what_a_level_began_goes_on_until_somebody_decides(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    two = [order(offices, offices.commune, key=key, condition=Condition(when="ở vùng đỏ")) for key in "ab"]
    early = order(offices, offices.commune, key="e", condition=Condition(when="ở vùng đỏ"))
    first, second, third = actions.assign(by=boss, at=AT, tasks=[*two, early])
    actions.wake(by=boss, at=AT, task_id=third.pk, reason="Làm trước cho chắc")
    begin: dict[str, Any] = {"by": boss, "area_path": COMMUNE, "decision": PAPER}
    assert actions.begin_level(**begin, at=AT, level=4) == 2
    assert queries.outlived(by=boss, at=AT, area=DISTRICT) == []
    actions.begin_level(**begin, at=AT + hours(24), level=3)
    assert [s.ended_at for s in LevelState.objects.order_by("id")] == [AT + hours(24), None]
    over = queries.outlived(by=boss, at=AT, area=DISTRICT)
    assert {task.pk for task in over} == {first.pk, second.pk}
    assert all(task.state == "open" and task.may_rest for task in over)
    with pytest.raises(NotYours):
        actions.rest(by=offices.who(offices.commune), at=AT, task_ids=[first.pk], reason="Hết vùng đỏ")
    assert actions.rest(by=boss, at=AT, task_ids=[first.pk], reason="Xã không còn là vùng đỏ") == 1
    assert [task.pk for task in queries.outlived(by=boss, at=AT, area=DISTRICT)] == [second.pk]
    actions.begin_level(**begin, at=AT + hours(48), level=4)
    assert Task.objects.get(key="a").state == "open"
    assert queries.outlived(by=boss, at=AT, area=DISTRICT) == []


def test_the_page_says_levels_and_what_they_began(offices: Offices, django_assert_max_num_queries: Any) -> None:
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))
    boss, commune = browser(offices.committee, "head", "chi.huy"), browser(offices.commune, "officer", "can.bo.xa")
    given = order(offices, offices.commune, key="a", condition=Condition(when="khi ở cấp độ 4"))
    (task,) = actions.assign(by=SYSTEM, at=AT, tasks=[given])
    one, page = reverse("tasks:one", args=[task.pk]), reverse("tasks:levels")
    asleep = boss.get(one).content.decode()
    assert "Tự kích hoạt khi" in asleep
    assert "Chưa ai ghi cấp độ" in asleep
    with django_assert_max_num_queries(20):
        assert "1 việc chờ cấp 4" in boss.get(page).content.decode()
    filled = {"_key": str(new_id()), "areas": [COMMUNE], "level": "4", "decision": PAPER, "decided_on": "16/8/2021"}
    nothing = boss.post(page, filled | {"areas": [], "decision": ""})
    assert nothing.status_code == 422
    assert "Đánh dấu ít nhất một địa bàn" in nothing.content.decode()
    assert commune.post(page, filled | {"areas": [OTHER_COMMUNE]}).status_code == 422
    assert "1 nhiệm vụ được kích hoạt" in boss.post(page, filled, follow=True).content.decode()
    boss.post(page, filled | {"_key": str(new_id()), "level": "2", "decision": "300/TB-SYT"})
    assert "Cấp độ đã kích hoạt việc này không còn" in boss.get(one).content.decode()
    over = boss.get(page).content.decode()
    assert "Bắt đầu vì cấp độ nay không còn" in over
    rest = f"{reverse('tasks:levels_rest')}?area={DISTRICT}"
    assert boss.post(rest, {"_key": str(new_id()), "tasks": [task.pk], "reason": ""}).status_code == 422
    answer = boss.post(rest, {"_key": str(new_id()), "tasks": [task.pk], "reason": "Hết vùng đỏ"}, follow=True)
    assert "1 việc được đưa về chờ" in answer.content.decode()
    assert "Bắt đầu vì cấp độ nay không còn" not in answer.content.decode()
