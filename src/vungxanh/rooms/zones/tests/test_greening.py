"""Keeping green, widening it, locking red: what may be aimed at, who owns it, what the page and the paper say."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.common.papers import Section
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission as May
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.rules import ROLES, RoleKey
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.zones import actions, queries, rules
from vungxanh.rooms.zones.models import LevelGoal, LevelProposal
from vungxanh.rooms.zones.rules import GoalState
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor

SYSTEM, DAY = system("thử"), date(2021, 8, 17)
Judged = dict[str, LevelProposal]
Login = Callable[[Actor], Client]


@pytest.mark.nodb
@pytest.mark.requirement("ZON-03")
def test_a_red_place_is_locked_before_it_may_be_green() -> None:
    due = DAY + timedelta(days=13)
    with pytest.raises(Refused, match="Vùng đỏ phải khóa chặt"):
        rules.check_goal(goal=1, now=4, due=due, today=DAY)
    for goal, now in ((3, 4), (2, 4), (1, 3), (1, 2), (1, 1)):
        rules.check_goal(goal=goal, now=now, due=due, today=DAY)
    for goal, now, day, why in (
        (1, 0, due, "Chưa đủ số liệu"),
        (2, 1, due, "cao hơn"), (3, 3, due, "thấp hơn mức hiện nay"), (1, 2, DAY, "sau hôm nay"),
        (1, 2, DAY + timedelta(days=181), "quá xa"), (0, 2, due, "Chọn mức"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=why):
            rules.check_goal(goal=goal, now=now, due=day, today=DAY)


@pytest.mark.nodb
@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 4), st.integers(-30, 30))
def test_a_goal_is_well_exactly_when_the_level_is_low_enough(goal: int, set_from: int, now: int, days: int) -> None:
    state = rules.goal_state(goal=goal, set_from=set_from, now=now, due=DAY + timedelta(days=days), today=DAY)
    assert (state in (GoalState.HOLDING, GoalState.KEPT, GoalState.REACHED)) == ((now or 4) <= goal)
    assert (state in (GoalState.KEPT, GoalState.OVERDUE)) <= (days < 0), "no day is late before it is over"


def _plan(by: Actor, at: datetime, found: LevelProposal, **more: object) -> object:
    due = timezone.localdate(at) + timedelta(days=13)
    given_ = {"level": 1, "due": due, "number": "30/KH-UBND", **more}
    return actions.set_goals(by=by, at=at, proposal_ids=[found.pk], **given_)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.requirement("ZON-01", "ZON-02")
def test_a_goal_is_a_task_of_the_committee_and_is_replaced_not_lost(judged: Judged, at: datetime) -> None:
    head, found = actor(*May), judged[OTHER_COMMUNE]
    body = agencies.found(by=SYSTEM, at=at, name="UBND xã Đak Ơ", kind="committee", area_path=OTHER_COMMUNE)
    with pytest.raises(NotYours):
        _plan(actor(May.LEVEL_SEE, May.LEVEL_RECORD), at, found)
    assert _plan(head, at, found).done == 1  # type: ignore[attr-defined]
    first = LevelGoal.objects.get()
    task = Task.objects.get(pk=first.task_id)
    assert (task.lead_id, first.lead_name) == (body.pk, "UBND xã Đak Ơ")
    assert timezone.localdate(task.due_at) == first.due
    assert task.text.startswith("Đưa Xã Đak Ơ về mức xanh đến ngày")
    assert "Xuống mức xanh khi: Xã giáp ranh" in task.text, "what the criteria ask for stands in the order"
    today = timezone.localdate(at)
    state = queries.goal_standing(first, queries.communes(head).get(area_path=OTHER_COMMUNE).now, today)
    assert state == GoalState.UNDER_WAY
    assert queries.goal_standing(first, 1, today) == GoalState.REACHED
    _plan(head, at, found, due=today + timedelta(days=20), number="31/KH-UBND")
    first.refresh_from_db()
    task.refresh_from_db()
    assert (first.ended_why, task.state) == ("Thay bằng 31/KH-UBND", "cancelled")
    second = queries.goal_of(by=head, area=OTHER_COMMUNE)
    assert second
    actions.withdraw_goal(by=head, at=at, goal_id=second.pk, reason="Đổi kế hoạch")
    assert queries.goal_of(by=head, area=OTHER_COMMUNE) is None
    with pytest.raises(Refused, match="đã thôi"):
        actions.withdraw_goal(by=head, at=at, goal_id=second.pk, reason="Đổi kế hoạch")


@pytest.mark.django_db
@pytest.mark.requirement("ZON-02")
def test_green_on_paper_is_told_from_really_safe(judged: Judged, at: datetime) -> None:
    head, today = actor(*May), timezone.localdate(at)
    rows = queries.communes(head)
    unsure = queries.green_work(rows, "unsure", today)
    assert all(p.now == 1 < p.at_most for p in unsure)
    LevelProposal.objects.filter(area_path=COMMUNE, current=True).update(decided=1)
    assert COMMUNE in set(queries.green_work(rows, "unsure", today).values_list("area_path", flat=True)), (
        "decided green, but what is counted says orange"
    )
    look = queries.looks(by=head, rows=[queries.communes(head).get(area_path=OTHER_COMMUNE)])
    (one,) = look.values()
    assert any("Bù Gia Mập (C)" in name for name in one.near), "its neighbour is orange"


@pytest.mark.django_db
def test_a_place_nobody_knows_is_not_green(judged: Judged, at: datetime) -> None:
    head, today = actor(*May), timezone.localdate(at)
    rows = LevelProposal.objects.filter(area_path=OTHER_COMMUNE, current=True)
    rows.update(level=1, at_most=4, unread=True, decided=None)
    assert not queries.green_work(queries.communes(head), "keep", today).filter(area_path=OTHER_COMMUNE)
    assert queries.green_work(queries.communes(head), "unread", today).filter(area_path=OTHER_COMMUNE)
    told = _plan(head, at, judged[OTHER_COMMUNE])
    assert "Chưa đủ số liệu" in told.refused[0][1]  # type: ignore[attr-defined]
    paper = str(queries.green_paper(by=head, area=DISTRICT, on=today))
    assert "Chưa đủ số liệu để biết mức nào: Xã Đak Ơ" in paper


@pytest.fixture
def the_day(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)


@pytest.mark.django_db
@pytest.mark.usefixtures("the_day")
@pytest.mark.requirement("ZON-01", "ZON-03", "ZON-15")
def test_the_page_sets_goals_for_chosen_communes_and_prints_the_plan(
    login: Login, judged: Judged, django_assert_max_num_queries: Callable[..., object]
) -> None:
    desk = login(actor(*May))
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        shown = desk.get("/zones/green/").content.decode()
    assert "Xã Đak Ơ" in shown
    LevelProposal.objects.filter(area_path=COMMUNE, current=True).update(decided=4)
    ids = [str(judged[COMMUNE].pk), str(judged[OTHER_COMMUNE].pk)]
    form = {"_key": str(new_id()), "pick": ids, "do": "1", "level": "1", "due": "30/8/2021", "number": "30/KH-UBND"}
    told = desk.post("/zones/many/goal/", form).content.decode()
    assert "Vùng đỏ phải khóa chặt" in told, "the other commune is done, the red one is told why not"
    assert LevelGoal.objects.get().area_path == OTHER_COMMUNE
    kinds = ("keep", "widen", "lock", "unsure", "aimless", "overdue")
    pages = {kind: desk.get(f"/zones/green/?work={kind}").content.decode() for kind in kinds}
    assert "Xã Bù Gia Mập" in pages["lock"]
    assert "Xã Bù Gia Mập" in pages["aimless"]
    assert "30/8/2021" in pages["widen"]
    assert "Xã Đak Ơ" not in pages["aimless"]
    goal = LevelGoal.objects.get()
    assert "chưa giao ai" in desk.get(f"/zones/goal/{goal.pk}/").content.decode()
    paper = queries.green_paper(by=actor(*May), area=DISTRICT, on=DAY)
    said = [block.heading.text for block in paper.blocks if isinstance(block, Section)]
    assert said == ["TÌNH HÌNH", "GIỮ VỮNG VÙNG XANH", "MỞ RỘNG VÙNG XANH", "KHÓA CHẶT VÙNG ĐỎ"]
    for ending, first in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert desk.get(f"/zones/green/plan.{ending}?area={DISTRICT}").content.startswith(first)
    done = desk.post(f"/zones/goal/{goal.pk}/", {"_key": str(new_id()), "reason": "Đổi kế hoạch"}, follow=True)
    assert "Đã thôi mục tiêu này" in done.content.decode()
    other = login(actor(*May, area="3/12/111/"))
    assert "Xã Đak Ơ" not in other.get("/zones/green/").content.decode()
    assert other.get(f"/zones/goal/{goal.pk}/").status_code == 404
    assert other.get(f"/zones/green/plan.pdf?area={DISTRICT}").status_code == 404


@pytest.mark.django_db
@pytest.mark.requirement("ZON-21")
def test_a_commune_applies_urgent_measures_within_its_power(judged: Judged, at: datetime) -> None:
    head = actor(*ROLES[RoleKey.HEAD].permissions, area=COMMUNE)
    agencies.found(by=SYSTEM, at=at, name="UBND xã Bù Gia Mập", kind="committee", area_path=COMMUNE)
    actions.review(by=head, at=at, proposal_id=judged[COMMUNE].pk)
    order = {"number": "5/QĐ-UBND", "start": timezone.localdate(at), "stronger": ["Đóng chợ Bù Gia Mập ba ngày"]}
    made = actions.decide(
        by=head,
        at=at,
        proposal_id=judged[COMMUNE].pk,
        level=judged[COMMUNE].level,
        **order,  # type: ignore[arg-type]
    )
    urgent = made.measures.get(extra=True)
    assert Task.objects.get(pk=urgent.task_id).area_path == COMMUNE, "at once, as a task of its own committee"
    with pytest.raises(NotYours):
        actions.review(by=head, at=at, proposal_id=judged[OTHER_COMMUNE].pk)
    with pytest.raises(NotYours):
        actions.decide(by=head, at=at, proposal_id=judged[DISTRICT].pk, level=4, reason="Cả huyện", **order)  # type: ignore[arg-type]
