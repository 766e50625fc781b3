"""Pages: what they show, to whom, with how many queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.actions import Due, DueKind, NewTask, Target
from vungxanh.rooms.tasks.models import Evidence, Obstacle, Task
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices
from vungxanh.testing import AT, COMMUNE, DISTRICT

pytestmark = pytest.mark.django_db
DUE = Due(DueKind.BY, date="2021-08-18", raw="chậm nhất ngày 18/8/2021")


def browser(agency: Agency, role: str, name: str) -> Client:
    """Somebody of an agency has just logged in."""
    user = agencies.create_user(
        by=SYSTEM, at=AT, username=name, full_name=f"Cán bộ {name}", password="mot-mat-khau-tam-27",
        agency_id=agency.pk, role=role, area_path=agency.area_path, must_change=False,
    )  # fmt: skip
    found = Client()
    found.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


@pytest.fixture
def given(offices: Offices) -> list[Task]:
    """Thirty tasks of a document, one of them for each commune."""
    paper = new_id()
    common: dict[str, Any] = {"area_path": DISTRICT, "ordered_by": offices.committee.pk, "due": DUE,
                              "source_document": paper, "source_label": "152/KH-UBND"}  # fmt: skip
    tasks = [
        NewTask(key=f"k{n}", text=f"Nhiệm vụ số {n} của kế hoạch", leads=(offices.health.pk,), source_start=n, **common)
        for n in range(29)
    ]
    each = NewTask(
        key="each", text="Mỗi xã bố trí 50 giường", leads=(offices.commune.pk, offices.other.pk), each=True,
        lead_words="UBND các xã", targets=(Target(">=", 50, "giường", "50 giường"),), **common,
    )  # fmt: skip
    return actions.assign(by=SYSTEM, at=AT, tasks=[*tasks, each])


def walk(client: Client, task: Task, name: str, **data: Any) -> Any:
    """Press a button: its form, then its answer."""
    url = reverse("tasks:act", args=[task.pk, name])
    assert client.get(url, headers={"HX-Request": "true"}).status_code == 200
    return client.post(url, {"_key": str(new_id()), **data}, headers={"HX-Request": "true"})


@pytest.mark.requirement("CMD-19")
@pytest.mark.requirement("CMD-26")
def test_a_task_walks_through_the_pages_of_both_sides(offices: Offices, given: list[Task]) -> None:
    boss, commune = browser(offices.committee, "head", "chi.huy"), browser(offices.commune, "officer", "can.bo")
    other = browser(offices.other, "officer", "xa.khac")
    child = given[-1].children.get(lead=offices.commune)
    page = reverse("tasks:one", args=[child.pk])
    assert other.get(page).status_code == 404
    shown = commune.get(page).content.decode()
    assert "152/KH-UBND" in shown
    assert "Nhận việc" in shown
    assert "Duyệt hoàn thành" not in shown
    assert walk(commune, child, "accept").status_code == 204
    assert walk(commune, child, "report", text="").status_code == 422
    assert walk(commune, child, "file", file=SimpleUploadedFile("a.exe", b"MZ\x90\x00\x01")).status_code == 422
    assert walk(commune, child, "file", file=SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n0")).status_code == 204
    assert walk(commune, child, "report", text="Đủ 50 giường tại trường học").status_code == 204
    assert commune.get(reverse("tasks:act", args=[child.pk, "close"])).status_code == 404
    answer = boss.get(reverse("tasks:file", args=[child.pk, Evidence.objects.get().pk]))
    assert (answer["Content-Disposition"][:10], answer["X-Content-Type-Options"]) == ("attachment", "nosniff")
    assert other.get(reverse("tasks:file", args=[child.pk, Evidence.objects.get().pk])).status_code == 404
    number = reverse("tasks:measure", args=[child.targets.get().pk, "value"])
    assert commune.post(number, {"_key": str(new_id()), "value": "52,5"}).status_code == 302
    assert "52,5" in boss.get(page).content.decode()
    assert walk(boss, child, "send-back", reason="Ghi địa chỉ cụ thể").status_code == 204
    assert "Trả lại" in commune.get(page).content.decode()


def test_lists_count_the_same_and_ask_few_questions(
    offices: Offices, given: list[Task], django_assert_max_num_queries: Any
) -> None:
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))
    boss = browser(offices.committee, "head", "chi.huy")
    boss.get("/tasks/")
    for url, most in (
        ("/tasks/", 22), ("/tasks/board/", 22), ("/tasks/?timing=late&whose=gave", 22), ("/tasks/duties/", 26),
        (f"/tasks/agency/{offices.health.pk}/", 22), (f"/tasks/table/?agency={offices.health.pk}", 18),
        (f"/tasks/table/?document={given[0].source_document}", 18), ("/tasks/digest/", 30), ("/tasks/scenario/", 22),
        ("/tasks/obstacles/", 18), ("/tasks/new/", 16), (reverse("tasks:one", args=[given[-1].pk]), 30),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            answer = boss.get(url)
        assert answer.status_code == 200, url
    top, every = (boss.get(f"/tasks/?{q}").content.decode() for q in ("", "each=1"))
    assert "30 nhiệm vụ" in top
    assert "31 nhiệm vụ" in every
    duties = boss.get("/tasks/duties/").content.decode()
    assert "chưa phân công" in duties
    assert f"?area={COMMUNE}&amp;timing=open" in duties
    assert "Mỗi xã bố trí" in boss.post("/tasks/", {"q": "moi xa bo tri"}, follow=True).content.decode()


def test_a_task_is_given_by_hand_to_every_commune_at_once(offices: Offices) -> None:
    boss = browser(offices.committee, "head", "chi.huy")
    filled = {
        "_key": str(new_id()), "area": DISTRICT, "text": "Lập danh sách người về từ vùng dịch", "lead": "",
        "group": f"{DISTRICT}:committee", "area_of_work": "tracing", "due_at": "17:00 18/8/2021", "target_op": ">=",
        "target_value": "100", "target_unit": "%",
    }  # fmt: skip
    nobody = boss.post("/tasks/new/", filled | {"group": ""})
    assert nobody.status_code == 422
    assert "phải có nơi chịu trách nhiệm" in nobody.content.decode()
    assert boss.post("/tasks/new/", filled | {"rhythm": "daily"}).status_code == 422
    for _again in range(2):
        assert boss.post("/tasks/new/", filled).status_code == 302
    group = Task.objects.get(kind="group")
    assert (group.below, group.lead_words) == (2, "UBND các xã, phường")
    assert {c.targets.get().value for c in group.children.all()} == {100}
    assert group.due_at.isoformat() == "2021-08-18T10:00:00+00:00"


def test_an_obstacle_is_raised_and_answered_on_its_pages(offices: Offices, given: list[Task]) -> None:
    commune, boss = browser(offices.commune, "officer", "can.bo"), browser(offices.committee, "officer", "van.phong")
    child = given[-1].children.get(lead=offices.commune)
    new = f"{reverse('tasks:obstacle_new')}?task={child.pk}"
    assert offices.committee.name in commune.get(new).content.decode()
    filled = {"_key": str(new_id()), "agency": str(offices.commune.pk), "to_agency": str(offices.committee.pk),
              "text": "Chưa có nơi đặt giường", "wanted": "Cho mượn trường cấp 2"}  # fmt: skip
    assert commune.post(new, filled).status_code == 302
    found = Obstacle.objects.get()
    assert found.task_id == child.pk
    here = reverse("tasks:obstacle", args=[found.pk])
    assert "Trả lời" in boss.get(here).content.decode()
    assert "UBND xã thứ nhất nêu khó khăn" in boss.get("/").content.decode()
    act = reverse("tasks:obstacle_act", args=[found.pk, "answer"])
    assert commune.get(act).status_code == 404
    assert boss.post(act, {"_key": str(new_id()), "text": "Đồng ý, liên hệ Phòng Giáo dục"}).status_code == 302
    assert "Đồng ý, liên hệ" in commune.get(here).content.decode()


def test_a_calendar_address_is_shown_once_and_opens_without_logging_in(offices: Offices, given: list[Task]) -> None:
    doctor = browser(offices.health, "officer", "bac.si")
    made = doctor.post(reverse("tasks:make_feed", args=[offices.health.pk])).content.decode()
    address = made.split("/tasks/feed/")[1].split(".ics")[0]
    calendar = Client().get(f"/tasks/feed/{address}.ics")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert calendar.content.count(b"BEGIN:VEVENT") == 29
    assert Client().get(f"/tasks/feed/{'x' * 43}.ics").status_code == 404
    assert address not in doctor.get(reverse("tasks:agency", args=[offices.health.pk])).content.decode()


def test_what_has_a_deadline_stands_before_what_has_none(offices: Offices, given: list[Task]) -> None:
    led = Task.objects.filter(lead=offices.health, children=None, state="open").exclude(kind="series").order_by("id")
    undated, dated = list(led)[:2]
    Task.objects.filter(pk=undated.pk).update(due_at=None, title="Việc không hạn")
    Task.objects.filter(pk=dated.pk).update(due_at=AT + timedelta(days=3), title="Việc có hạn")
    page = browser(offices.committee, "head", "chi.huy").get(reverse("tasks:agency", args=[offices.health.pk]))
    words = page.content.decode()
    assert words.index("Việc có hạn") < words.index("Việc không hạn")
    table = queries.assignment_table(by=offices.who(offices.committee, "head"), at=AT, agency_id=offices.health.pk)
    assert table[-1].due_at is None
    assert table[0].due_at is not None


def test_every_small_form_opens(offices: Offices, given: list[Task]) -> None:
    from vungxanh.rooms.tasks.views.deeds import DEEDS

    boss = browser(offices.committee, "head", "chi.huy")
    for name in DEEDS:
        for headers in ({}, {"HX-Request": "true"}):
            answer = boss.get(reverse("tasks:act", args=[given[0].pk, name]), headers=headers)
            assert answer.status_code == 200, name
    commune = browser(offices.commune, "officer", "can.bo")
    child = given[-1].children.get(lead=offices.commune)
    assert commune.get(reverse("tasks:split", args=[child.pk])).status_code == 200
    assert commune.get(reverse("tasks:measure", args=[child.targets.get().pk, "bind"])).status_code == 200
    assert COMMUNE in child.area_path


def test_a_task_nobody_can_see_says_so_to_whoever_gave_it(offices: Offices, given: list[Task]) -> None:
    boss, page = browser(offices.committee, "head", "chi.huy"), reverse("tasks:one", args=[given[0].pk])
    assert "chưa có tài khoản nào" in boss.get(page).content.decode()
    there = browser(offices.health, "officer", "y.te")
    assert "chưa có tài khoản nào" not in boss.get(page).content.decode()
    assert "chưa có tài khoản nào" not in there.get(page).content.decode()
