"""Pages of treatment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.treatment.models import Course, Transfer
from vungxanh.rooms.treatment.tests.test_actions import WELL, admitted, bed_of
from vungxanh.testing import case, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


def body(response: Any) -> str:
    return response.content.decode()


def typed(**more: Any) -> dict[str, Any]:
    return {"_key": str(new_id())} | more


@pytest.fixture
def desk(login: Login, officer: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    return login(officer)


@pytest.mark.requirement("TRT-06", page="/treatment/tower/")
def test_from_a_case_into_a_bed_and_up_the_tower(
    desk: Client, officer: Actor, at: datetime, low: Any, high: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = case(person("Trần Thị Tên Thật", birth_year=1990))
    assert "Chưa phân loại" in body(desk.get(f"/treatment/case/{one.pk}/"))
    assert "Tuổi" in body(desk.get(f"/treatment/case/{one.pk}/triage/"))
    form = typed(spo2="98", rr="18", age="31", symptoms="on")
    assert "Đề xuất: tầng 1" in body(desk.post(f"/treatment/case/{one.pk}/proposal/", form))
    wrong = desk.post(f"/treatment/case/{one.pk}/triage/", form | {"tier": "3"})
    assert (wrong.status_code, "ghi lý do" in body(wrong)) == (422, True)
    assert desk.post(f"/treatment/case/{one.pk}/triage/", form).status_code == 302
    assert "Nhận vào cơ sở" in body(desk.get(f"/treatment/case/{one.pk}/"))
    assert "Cơ sở thu dung thử" in body(desk.get(f"/treatment/case/{one.pk}/admit/"))
    into = typed(bed=bed_of(low, officer), reason="")
    assert desk.post(f"/treatment/case/{one.pk}/admit/", into).status_code == 302
    course = Course.objects.get()
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at + timedelta(days=1))
    assert "Trần Thị Tên Thật" in body(desk.get("/treatment/rounds/"))
    bad = desk.post(f"/treatment/rounds/{course.pk}/", typed(spo2="9"))
    assert (bad.status_code, 'value="9"' in body(bad)) == (422, True), "what was typed stays"
    said = desk.post(f"/treatment/rounds/{course.pk}/", typed(spo2="92", rr="27", symptoms="on"))
    assert "Báo động:" in body(said)
    shown = body(desk.get(f"/treatment/{course.pk}/"))
    assert "SpO2 92 % (dưới 96)" in shown
    assert "Điều trị ít nhất 14 ngày" in shown
    asked = body(desk.get(f"/treatment/{course.pk}/do/transfer/"))
    assert "Bệnh viện thử" in asked
    assert "chưa có cơ sở" not in asked
    assert desk.post(f"/treatment/{course.pk}/do/transfer/", typed(site=high.pk, reason="SpO2 giảm")).status_code == 302
    move = Transfer.objects.get()
    assert "Đồng ý, giữ giường" in body(desk.get(f"/treatment/facility/{high.pk}/"))
    assert desk.post(f"/treatment/transfer/{move.pk}/accept/", typed(bed=bed_of(high, officer))).status_code == 302
    for name in ("depart", "arrive"):
        assert desk.post(f"/treatment/transfer/{move.pk}/{name}/", typed()).status_code == 302
    desk.post(f"/treatment/rounds/{course.pk}/", typed(spo2="85", rr="31", symptoms="on", severity="4"))
    asked = body(desk.get(f"/treatment/{course.pk}/do/transfer/"))
    assert asked.index("chưa có cơ sở tầng 3") < asked.index("Cơ sở thu dung thử"), (
        "too low for him: not chosen by itself"
    )
    tower = body(desk.get("/treatment/tower/"))
    assert "100,0 % (1/1)" in tower
    given = typed(day="18/08/2021", cylinders="12")
    assert desk.post(f"/treatment/facility/{high.pk}/oxygen/", given).status_code == 302
    assert "72.000" in body(desk.get(f"/treatment/facility/{high.pk}/"))
    kit = typed(tier="2", oxygen_points="20", ventilators="3")
    assert desk.post(f"/treatment/facility/{high.pk}/equip/", kit).status_code == 302
    assert "SpO2 giảm" in body(desk.get(f"/treatment/{course.pk}/"))


@pytest.mark.requirement("TRT-15")
def test_home_step_by_step(desk: Client, officer: Actor, at: datetime, django_assert_max_num_queries: Any) -> None:
    one = case(person("Lê Văn Ở Nhà"))
    desk.post(f"/treatment/case/{one.pk}/triage/", typed(spo2="98", rr="18", age="31"))
    page = body(desk.get(f"/treatment/case/{one.pk}/home/"))
    assert "SpO2 trên 96 %" in page
    assert desk.post(f"/treatment/case/{one.pk}/home/", typed(c1="1")).status_code == 422
    ticks = {f"c{n}": "1" for n in range(1, 6)}
    assert desk.post(f"/treatment/case/{one.pk}/home/", typed(**ticks)).status_code == 302
    course = Course.objects.get()
    assert desk.post(f"/treatment/{course.pk}/do/pack/", typed(name="A")).status_code == 302
    assert desk.post(f"/treatment/rounds/{course.pk}/", typed(quick="unreached")).status_code == 200
    assert "không liên lạc được" in body(desk.get(f"/treatment/{course.pk}/"))
    assert desk.post(f"/treatment/{course.pk}/home/", {"c3": "0"}).status_code == 302
    end = typed(ending="recovered", ended_at="17/08/2021 07:30", reason="theo hội chẩn")
    assert desk.post(f"/treatment/{course.pk}/do/end/", end).status_code == 302
    assert "Khỏi, ra viện" in body(desk.get("/treatment/"))
    assert desk.post(f"/treatment/{course.pk}/do/reopen/", typed(reason="ghi nhầm")).status_code == 302


def test_lists_do_not_ask_person_by_person(
    desk: Client, officer: Actor, at: datetime, low: Any, django_assert_max_num_queries: Any
) -> None:
    for name in ("Một", "Hai"):
        admitted(officer, at, low, WELL, case(person(name)))
    with django_assert_max_num_queries(30):
        assert "Hai" in body(desk.get("/treatment/"))
    for work in ("alarm", "missed", "due", "advised", "moving", "ready"):
        assert desk.get(f"/treatment/?work={work}").status_code == 200
    assert desk.get("/treatment/facility/" + str(low.pk) + "/").status_code == 200
    assert "Hai" in body(desk.get(f"/treatment/site/{low.pk}/"))
    assert f"/treatment/site/{low.pk}/" in body(desk.get(f"/sites/{low.pk}/"))
