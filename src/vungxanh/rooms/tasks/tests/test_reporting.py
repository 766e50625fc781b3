"""Reports as tasks: by when, by whom, what they say; daily ones where there is an outbreak; difficulties with them."""

from datetime import timedelta

import pytest

from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.actions import Condition, Due, DueKind
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, TOMORROW, Offices, order
from vungxanh.rooms.tasks.tests.test_pages import browser
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("RPT-02", page="/tasks/duties/")
def test_a_named_head_answers_for_the_hour_and_the_words_of_a_report(offices: Offices) -> None:
    agencies.record_post(
        by=SYSTEM, at=AT, agency_id=offices.health.pk, title="Giám đốc", holder="Bác sĩ Giám Đốc", is_head=True
    )
    boss, doctor = offices.who(offices.committee, "head"), offices.who(offices.health)
    paper = order(
        offices,
        offices.health,
        text="Báo cáo năng lực xét nghiệm, ô xy, vật tư",
        area_of_work="reporting",
        due=TOMORROW,
    )
    (task,) = actions.assign(by=boss, at=AT, tasks=[paper])
    screen = browser(offices.committee, "head", "chi.huy")
    assert "Bác sĩ Giám Đốc" in screen.get(f"/tasks/{task.pk}/").content.decode()
    late = AT + hours(50)
    load = next(one for one in queries.loads(by=boss, at=late, area=DISTRICT) if one.agency.pk == offices.health.pk)
    assert (load.head, load.counts.late) == ("Bác sĩ Giám Đốc", 1)
    with pytest.raises(Refused):  # a report says something
        actions.report(by=doctor, at=late, task_id=task.pk, text=" ")
    actions.report(by=doctor, at=late, task_id=task.pk, text="Ô xy: 40 bình; năng lực 500 mẫu/ngày")
    line = queries.life(task)[0]
    assert (line.text, line.by_name, line.at) == ("Ô xy: 40 bình; năng lực 500 mẫu/ngày", doctor.name, late)
    with pytest.raises(Refused, match="Chỉ người đã ghi"):
        actions.correct_note(by=offices.who(offices.health), at=late, note_id=line.pk, text="Ô xy: 400 bình")
    actions.correct_note(by=doctor, at=late, note_id=line.pk, text="Ô xy: 45 bình; năng lực 500 mẫu/ngày")
    assert queries.life(task)[0].corrected_at == late
    actions.send_back(by=boss, at=late, task_id=task.pk, reason="Chưa có vật tư, hóa chất")
    assert queries.waiting(by=doctor, at=late).returned.get().pk == task.pk
    actions.report(by=doctor, at=late + hours(1), task_id=task.pk, text="Bổ sung: 900 bộ đồ bảo hộ, 60 kg Cloramin B")
    actions.close(by=boss, at=late + hours(2), task_id=task.pk)
    assert "xong trễ" in screen.get(f"/tasks/{task.pk}/").content.decode()  # it stays written that it came late


@pytest.mark.requirement("RPT-03", page="/tasks/levels/")
def test_where_there_is_an_outbreak_a_report_is_due_every_day(offices: Offices) -> None:
    boss = offices.who(offices.committee, "head")
    daily = order(
        offices, offices.commune, offices.other, text="Báo cáo tình hình dịch của xã", each=True, area_of_work="reporting",
        condition=Condition(when="khi xã ở cấp độ 3 trở lên"), due=Due(DueKind.RECURRING, rule="daily at 16:00", raw="16 giờ hằng ngày"),
    )  # fmt: skip
    actions.assign(by=boss, at=AT, tasks=[daily])
    actions.open_due_turns(by=SYSTEM, at=AT)
    turns = Task.objects.exclude(occurs_on=None)
    assert not turns.exists()  # no outbreak, no report
    actions.begin_level(by=boss, at=AT, area_path=COMMUNE, level=3, decision="246/TB-SYT")
    for day in range(3):
        actions.open_due_turns(by=SYSTEM, at=AT + timedelta(days=day))
    assert {(turn.area_path, turn.due_at) for turn in turns} == {
        (COMMUNE, AT + hours(8.5 + 24 * day)) for day in range(3)
    }
    commune = offices.who(offices.commune)
    first, second, _third = turns.order_by("occurs_on")
    actions.report(by=commune, at=AT + hours(8), task_id=first.pk, text="3 ca mới, 41 F1, phong tỏa thôn 2")
    after = AT + hours(60)
    assert actions.escalate(by=SYSTEM, at=after) == [second.pk]  # the day nobody reported is told upward
    assert list(queries.waiting(by=boss, at=after).escalated) == [second]
    with pytest.raises(NotYours):
        actions.report(by=offices.who(offices.other), at=after, task_id=second.pk, text="Báo cáo thay xã bạn")
    assert not turns.filter(area_path=OTHER_COMMUNE).exists()


@pytest.mark.requirement("RPT-06", page="/tasks/")
def test_results_and_difficulties_are_reported_in_turn_and_at_any_time(offices: Offices) -> None:
    boss, commune = offices.who(offices.committee, "head"), offices.who(offices.commune)
    weekly = order(
        offices, offices.commune, text="Báo cáo kết quả thực hiện Kế hoạch", report_to=(offices.committee.pk,),
        due=Due(DueKind.RECURRING, rule="weekly fri", raw="thứ Sáu hằng tuần"),
    )  # fmt: skip
    (series,) = actions.assign(by=boss, at=AT, tasks=[weekly])
    actions.open_due_turns(by=SYSTEM, at=AT + hours(48))
    turn = series.children.get()
    assert str(turn.occurs_on) == "2021-08-20"
    actions.progress(
        by=commune, at=AT + hours(50), task_id=turn.pk, text="Đột xuất: phát hiện chùm 4 ca ở chợ", percent=30
    )
    stuck = actions.raise_obstacle(
        by=commune, at=AT + hours(50), agency_id=offices.commune.pk, to_agency_id=offices.committee.pk, task_id=turn.pk,
        text="Chợ chưa có phương án đóng cửa", wanted="Huyện cho ý kiến trong buổi sáng",
    )  # fmt: skip
    waiting = queries.waiting(by=boss, at=AT + hours(51))
    assert [one.pk for one in waiting.obstacles] == [stuck.pk]
    screen = browser(offices.committee, "head", "chi.huy")
    page = screen.get(f"/tasks/{turn.pk}/").content.decode()
    assert ("chùm 4 ca ở chợ" in page, "Chợ chưa có phương án đóng cửa" in page) == (True, True)
    actions.answer(by=boss, at=AT + hours(52), obstacle_id=stuck.pk, text="Đóng chợ từ 12 giờ, lấy mẫu tiểu thương")
    actions.report(by=commune, at=AT + hours(80), task_id=turn.pk, text="Kết quả tuần: 96% hộ đã rà soát")
    assert queries.waiting(by=boss, at=AT + hours(81)).approve.get().pk == turn.pk
    digest = queries.digest_body(by=boss, at=AT + hours(81))
    assert [(group["name"], group["count"]) for group in digest] == [("approve", 1)]
