"""Orders go down level by level, reports and difficulties come back up, and what is not done is seen."""

from datetime import datetime
from typing import Any

import pytest

from tests.journeys.bodies import District, text
from vungxanh.kernel.actor import system
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.directives import actions as directives
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as board
from vungxanh.rooms.tasks.actions import Due, DueKind, NewTask
from vungxanh.rooms.tasks.models import Task
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT, client_as, hours

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
PROVINCE = "3/70/"
PLAN = """ỦY BAN NHÂN DÂN
HUYỆN BÙ GIA MẬP

Số: 152/KH-UBND

Bù Gia Mập, ngày 17 tháng 8 năm 2021

KẾ HOẠCH
Phòng, chống dịch Covid-19

II. NHIỆM VỤ, GIẢI PHÁP
1. Kiểm soát dịch bệnh

1.1. Các kịch bản:

a) Kịch bản 1 ứng phó khi dịch bệnh ở mức nguy cơ (số ca bệnh đang điều trị dưới 100):

- UBND các xã tập trung công tác khoanh vùng, truy vết, cách ly.

b) Kịch bản 2 ứng phó khi dịch bệnh lan rộng (số ca bệnh đang điều trị từ 100 đến 500):

- UBND các xã tập trung công tác khoanh vùng, truy vết, cách ly trên toàn địa bàn.

1.2. Rà soát tình hình di biến động để phát hiện người dân đi, về từ vùng dịch.

Ban Chỉ đạo phòng chống Covid-19 các xã. Thời gian thực hiện: Trong ngày 18/8/2021. Báo cáo kết quả về BCĐ phòng chống Covid-19 huyện vào 10 giờ ngày 19/08/2021 (Thông qua Trung tâm Y tế huyện).

Nơi nhận:
- UBND các xã.
"""


@pytest.fixture
def plan(district: District) -> Any:
    """The plan has been read and its tasks are given."""
    boss = district.at_desk(district.body("Ủy ban nhân dân"), "head")
    document = directives.bring_in(
        by=boss, at=AT, key="plan", area_path=DISTRICT, data=PLAN.encode(), name="ke-hoach.txt", now=True
    )
    directives.accept(by=boss, at=AT, document_id=document.pk)
    return document


def at(*, day: int, hour: int) -> datetime:
    """An hour of August 2021 in Vietnam."""
    return AT + hours(24 * (day - 17) + hour - 7.5)


def given(text: str, area: str) -> Task:
    """The task of the plan whose words have ``text``, as the body of an area has it."""
    found: Task = Task.objects.get(kind="task", title__contains=text, area_path=area)
    return found


@pytest.mark.requirement("TRC-07", page="/tasks/scenario/")
def test_scenarios_1_and_2_set_every_commune_to_zoning_tracing_and_isolation(district: District, plan: Any) -> None:
    boss = district.at_desk(district.body("Ủy ban nhân dân"), "head")
    commune = district.at_desk(district.body("Ủy ban nhân dân", COMMUNE))

    def states(number: int) -> set[tuple[str, str]]:
        rows = Task.objects.filter(scenario=number, kind="task", title__contains="khoanh vùng, truy vết, cách ly")
        return set(rows.values_list("area_of_work", "state"))

    assert Task.objects.filter(scenario=1, kind="task").count() == 8
    assert board.waiting(by=commune, at=AT).fresh.filter(scenario__in=(1, 2)).count() == 0
    assert (states(1), states(2)) == ({("tracing", "asleep")}, {("tracing", "asleep")})
    tasks.begin_scenario(by=boss, at=AT, area_path=DISTRICT, number=1, reason="Có 40 ca đang điều trị")
    assert (states(1), states(2)) == ({("tracing", "open")}, {("tracing", "asleep")})
    assert board.waiting(by=commune, at=AT).fresh.get(scenario=1).source_label == "152/KH-UBND"
    tasks.begin_scenario(by=boss, at=AT, area_path=DISTRICT, number=2, reason="Vượt 100 ca đang điều trị")
    assert states(2) == {("tracing", "open")}
    assert "khoanh vùng, truy vết, cách ly" in text(district.head, "/tasks/?each=1")


@pytest.mark.requirement("RPT-04", page="/tasks/")
def test_communes_report_the_sweep_by_ten_o_clock_through_the_health_centre(district: District, plan: Any) -> None:
    centre, steering = district.body("Trung tâm Y tế"), district.body("Ban Chỉ đạo")
    doctor, leader = (district.at_desk(body, area=OTHER_DISTRICT) for body in (centre, steering))  # by their part alone
    first, second = (given("Báo cáo kết quả", area) for area in (COMMUNE, OTHER_COMMUNE))
    assert first.due_at == at(day=19, hour=10)
    commune = district.at_desk(district.body("Ban Chỉ đạo", COMMUNE))
    with pytest.raises(NotYours):  # a neighbour's report is not his to write
        tasks.report(
            by=commune, at=at(day=19, hour=9), task_id=second.pk, text="Rà soát 512 hộ, 7 người về từ vùng dịch"
        )
    tasks.report(by=commune, at=at(day=19, hour=9), task_id=first.pk, text="Rà soát 512 hộ, 7 người về từ vùng dịch")
    for receiver in (doctor, leader):
        counts = board.counts(board.visible(receiver).filter(title__contains="Báo cáo kết quả"), at(day=19, hour=11))
        assert (counts.reported, counts.open, counts.late) == (1, 8, 7)
        assert "7 người về từ vùng dịch" in board.life(first)[0].text
        assert board.get(by=receiver, task_id=first.pk).state == "reported"
    assert board.visible(doctor).filter(title__contains="khoanh vùng").count() == 0
    second.refresh_from_db()
    assert second.pk in tasks.escalate(by=SYSTEM, at=at(day=20, hour=12))  # and told to who ordered it


@pytest.mark.requirement("INS-11", page="/tasks/table/")
def test_whether_a_plan_is_carried_out_is_inspected_line_by_line(district: District, plan: Any) -> None:
    boss = district.at_desk(district.body("Ủy ban nhân dân"), "head")
    commune = district.at_desk(district.body("Ban Chỉ đạo", COMMUNE))
    done, weak = given("Rà soát tình hình di biến động", COMMUNE), given("Báo cáo kết quả", COMMUNE)
    for task in (done, weak):
        tasks.report(by=commune, at=at(day=18, hour=20), task_id=task.pk, text="Đã thực hiện")
    tasks.close(by=boss, at=at(day=18, hour=21), task_id=done.pk)
    tasks.send_back(by=boss, at=at(day=18, hour=21), task_id=weak.pk, reason="Chưa có số liệu từng thôn")
    inspector = client_as("auditor")
    table = text(inspector, f"/tasks/table/?document={plan.pk}")
    assert "152/KH-UBND" in table
    assert "Rà soát tình hình di biến động" in table
    assert table.count("Ban Chỉ đạo phòng, chống dịch Covid-19 các xã") == 2
    assert "Chưa có số liệu từng thôn" in text(inspector, f"/tasks/{weak.pk}/")
    assert "Duyệt hoàn thành" in text(inspector, f"/tasks/{done.pk}/")
    rows = {row.area_path: row.state for row in board.visible(boss).filter(kind="task", title=done.title)}
    assert (rows[COMMUNE], rows[OTHER_COMMUNE]) == ("done", "open")
    refused = inspector.post(f"/tasks/{weak.pk}/do/close/", {"_key": "k"})
    assert refused.status_code in (403, 404)  # who inspects changes nothing
    receivers = text(inspector, f"/directives/{plan.pk}/readers/")
    assert "Ban Chỉ đạo phòng, chống dịch Covid-19 xã Đak Ơ" in receivers  # who has not even read it


@pytest.mark.requirement("CMD-01", page="/agencies/command/")
def test_the_chain_of_command_carries_orders_down_and_answers_up(district: District) -> None:
    above, here, next_door = (district.body("Ban Chỉ đạo", area) for area in (DISTRICT, COMMUNE, OTHER_COMMUNE))
    station = district.body("Trạm Y tế", COMMUNE)
    assert who.chain_of_command(SYSTEM, DISTRICT)[0].path == DISTRICT
    assert (here.parent, next_door.parent) == (above, above)
    chief, chairman, nurse = (district.at_desk(body, "head") for body in (above, here, station))
    order = NewTask(
        key="k", text="Lấy mẫu toàn bộ thôn 2", leads=(here.pk, next_door.pk), each=True, area_path=DISTRICT,
        lead_words="Ban Chỉ đạo các xã", due=Due(DueKind.BY, date="2021-08-18", raw="18/8"),
    )  # fmt: skip
    (group,) = tasks.assign(by=chief, at=AT, tasks=[order])
    mine = group.children.get(lead=here)
    piece = NewTask(key="p", text="Lấy mẫu tại nhà văn hóa thôn 2", leads=(station.pk,), area_path=COMMUNE)
    (part,) = tasks.split(by=chairman, at=AT, task_id=mine.pk, tasks=[piece])
    assert not board.visible(district.at_desk(next_door, "head")).filter(pk__in=[mine.pk, part.pk]).exists()
    stuck = tasks.raise_obstacle(
        by=nurse,
        at=AT,
        agency_id=station.pk,
        to_agency_id=here.pk,
        text="Thiếu 300 que lấy mẫu",
        wanted="Cấp trong ngày",
    )
    tasks.forward(by=chairman, at=AT, obstacle_id=stuck.pk, to_agency_id=above.pk, reason="Xã hết vật tư")
    tasks.answer(by=chief, at=AT + hours(2), obstacle_id=stuck.pk, text="Kho huyện cấp 300 que lúc 10 giờ")
    assert board.obstacle(by=nurse, obstacle_id=stuck.pk).answer.startswith("Kho huyện")
    tasks.report(by=nurse, at=AT + hours(8), task_id=part.pk, text="Lấy 296 mẫu")
    tasks.close(by=chairman, at=AT + hours(9), task_id=part.pk)
    tasks.report(by=chairman, at=AT + hours(9), task_id=mine.pk, text="Xong thôn 2: 296 mẫu")
    tasks.close(by=chief, at=AT + hours(10), task_id=mine.pk)
    group.refresh_from_db()
    assert group.state in ("open", "doing")  # until the other commune is done too
    assert f"/tasks/{mine.pk}/" in district.head.get(f"/tasks/{group.pk}/").content.decode()


@pytest.mark.requirement("CMD-08", page="/tasks/obstacles/")
def test_levels_from_the_province_to_the_grassroots_settle_a_difficulty_together(district: District) -> None:
    department = agencies.found(by=SYSTEM, at=AT, name="Sở Y tế Bình Phước", kind="health", area_path=PROVINCE)
    centre, station = district.body("Trung tâm Y tế"), district.body("Trạm Y tế", COMMUNE)
    nurse, doctor, province = (district.at_desk(body) for body in (station, centre, department))
    raised = tasks.raise_obstacle(
        by=nurse, at=AT, agency_id=station.pk, to_agency_id=centre.pk, text="Người bệnh nặng không có xe chuyển",
        wanted="Điều xe cấp cứu",
    )  # fmt: skip
    tasks.forward(by=doctor, at=AT, obstacle_id=raised.pk, to_agency_id=department.pk, reason="Huyện chỉ có một xe")
    due = board.obstacle(by=province, obstacle_id=raised.pk).due_at
    assert due is not None
    assert board.dress_obstacles([board.obstacle(by=province, obstacle_id=raised.pk)], due + hours(1))[0].late
    tasks.answer(
        by=province, at=AT + hours(3), obstacle_id=raised.pk, text="Điều xe của Bệnh viện tỉnh, 20 phút nữa đến"
    )
    for one in (nurse, doctor, province):  # all three levels have the whole course before them
        found = board.obstacle(by=one, obstacle_id=raised.pk)
        assert [step.kind for step in board.steps_of(found)] == ["raised", "forwarded", "answered"]
    page = text(district.head, "/tasks/obstacles/")
    assert "Người bệnh nặng không có xe chuyển" in page
    shared = NewTask(
        key="k",
        text="Tổ chức chuyển tuyến thông suốt",
        leads=(department.pk,),
        with_=(centre.pk, station.pk),
        area_path=PROVINCE,
    )
    (task,) = tasks.assign(by=SYSTEM, at=AT, tasks=[shared])
    for one, line in (
        (doctor, "Huyện trực 2 xe"),
        (nurse, "Xã có 1 xe tình nguyện"),
        (province, "Tỉnh điều phối chung"),
    ):
        tasks.progress(by=one, at=AT, task_id=task.pk, text=line)
    assert len([line for line in board.life(task) if line.kind == "progress"]) == 3
    stranger = district.at_desk(district.body("Trạm Y tế", OTHER_COMMUNE))
    with pytest.raises(NotYours):
        board.obstacle(by=stranger, obstacle_id=raised.pk)


@pytest.mark.requirement("CMD-09", page="/tasks/obstacles/")
def test_the_special_task_force_directs_its_red_zone_and_is_reported_and_proposed_to(district: District) -> None:
    force = agencies.found(
        by=SYSTEM,
        at=AT,
        name="Tổ công tác đặc biệt “vùng đỏ”",
        kind="command",
        area_path=PROVINCE,
        decision="12/QĐ-BCĐ",
    )
    user = agencies.create_user(
        by=SYSTEM, at=AT, username="to.truong", full_name="Tổ trưởng Tổ công tác", password="mat-khau-thu-2021",
        agency_id=force.pk, role="head", area_path=DISTRICT, must_change=False,
    )  # fmt: skip
    leader = who.actor(user.pk, on=AT.date())
    town = district.body("Ban Chỉ đạo")
    order = NewTask(
        key="k",
        text="Khóa chặt vùng đỏ",
        leads=(town.pk,),
        area_path=DISTRICT,
        ordered_by=force.pk,
        report_to=(force.pk,),
    )
    (task,) = tasks.assign(by=leader, at=AT, tasks=[order])
    elsewhere = NewTask(key="e", text="Việc của huyện khác", leads=(town.pk,), area_path=OTHER_DISTRICT)
    with pytest.raises(NotYours):  # its powers end with the red zone
        tasks.assign(by=leader, at=AT, tasks=[elsewhere])
    officer = district.at_desk(town)
    tasks.report(by=officer, at=AT, task_id=task.pk, text="Đã khóa chặt 3 ấp")
    assert board.waiting(by=leader, at=AT).approve.get().pk == task.pk
    asked = tasks.raise_obstacle(
        by=officer, at=AT, agency_id=town.pk, to_agency_id=force.pk, petition=True, text="12 doanh nghiệp xin hoạt động lại",
        wanted="Cho phép theo phương án 3 tại chỗ",
    )  # fmt: skip
    assert [one.pk for one in board.waiting_for(leader)] == [asked.pk]
    tasks.answer(by=leader, at=AT, obstacle_id=asked.pk, text="Đồng ý 5 doanh nghiệp thiết yếu")
    tasks.close(by=leader, at=AT, task_id=task.pk)
    assert board.obstacle(by=officer, obstacle_id=asked.pk).answer == "Đồng ý 5 doanh nghiệp thiết yếu"
    assert "đề xuất, kiến nghị" in text(district.head, f"/tasks/obstacles/{asked.pk}/").lower()
