"""Pages of isolation and of sites."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.isolation import actions
from vungxanh.rooms.isolation.models import Decision, Paper
from vungxanh.rooms.isolation.rules import PaperFacts
from vungxanh.rooms.isolation.tests.test_actions import decided, traced_case
from vungxanh.rooms.sites.models import Site
from vungxanh.testing import COMMUNE, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


def body(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def desk(login: Login, officer: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    return login(officer)


def typed(paper: PaperFacts, **more: Any) -> dict[str, Any]:
    return {
        "_key": str(new_id()), "disease": "covid19", "reason": "f1", "kind": "home", "started_at": "17/08/2021 07:00",
        "last_exposure": "15/08/2021", "issuer": paper.issuer_id, "symbol": "QĐ-UBND", "signed_on": "17/08/2021",
    } | more  # fmt: skip


@pytest.mark.requirement("QUA-02")
def test_from_a_person_to_a_paper_and_home_again(desk: Client, officer: Actor, at: datetime, paper: PaperFacts) -> None:
    who = person("Trần Thị Tên Thật", birth_year=1980)
    assert "Trần Thị Tên Thật" in body(desk.get(f"/isolation/new/?person={who.pk}"))
    form = typed(paper, person=who.pk)
    assert "29/8/2021" in body(desk.post("/isolation/terms/", form))
    wrong = desk.post("/isolation/new/", form | {"last_exposure": ""})
    assert (wrong.status_code, "tiếp xúc lần cuối" in body(wrong)) == (422, True)
    made = desk.post("/isolation/new/", form)
    assert made.status_code == 302, body(made)[-3000:]
    assert desk.post("/isolation/new/", form)["Location"] == made["Location"], "sent twice, done once"
    one = Decision.objects.get()
    shown = body(desk.get(f"/isolation/{one.pk}/"))
    assert "5599/BYT-MT" in shown
    assert "Trước cửa có biển cảnh báo" in shown
    file = desk.post(f"/isolation/{one.pk}/paper/decision/docx/")
    text = "\n".join(p.text for p in Document(BytesIO(file.content)).paragraphs)
    assert "Trần Thị Tên Thật" in text
    assert "đến hết ngày 29/08/2021" in text
    assert f"/isolation/{one.pk}/paper/sign/pdf/" in shown, "the sign itself: common/tests/test_papers.py"
    assert desk.post(f"/isolation/{one.pk}/paper/certificate/pdf/").status_code == 422
    given = {"_key": str(new_id()), "until": "25/08/2021", "reason": "Theo công văn mới"}
    assert desk.post(f"/isolation/{one.pk}/do/until/", given).status_code == 302
    assert desk.post(f"/isolation/{one.pk}/home/", {"c1": "1", "c2": "0"}).status_code == 302
    assert "Theo công văn mới" in body(desk.get(f"/isolation/{one.pk}/"))
    assert desk.post("/isolation/bulk/serve/", {"_key": str(new_id()), "pick": one.pk}).status_code == 302
    assert body(desk.get("/isolation/?work=unserved")).count("chưa giao quyết định") >= 1
    actions.release(by=officer, at=at, isolation_id=one.pk, reason="thử nghiệm cho về")
    end = desk.post(f"/isolation/{one.pk}/paper/certificate/docx/")
    assert "hoàn thành thời gian cách ly" in "\n".join(p.text for p in Document(BytesIO(end.content)).paragraphs)
    assert "hết cách ly" in body(desk.get(f"/isolation/person/{who.pk}/")).lower()


def test_all_f1_of_a_case_from_its_page(desk: Client, at: datetime, paper: PaperFacts) -> None:
    index = traced_case(at, person("Một"), person("Hai"))
    panel = body(desk.get(f"/isolation/case/{index.pk}/"))
    assert "2 F1 chưa có quyết định" in panel
    page = body(desk.get(f"/isolation/case/{index.pk}/all/"))
    picks = [part.split('"')[0] for part in page.split('name="pick" value="')[1:]]
    answer = desk.post(f"/isolation/case/{index.pk}/all/", typed(paper, pick=picks))
    assert answer.status_code == 302, body(answer)[-2000:]
    assert Decision.objects.filter(case=index.pk, paper=Paper.objects.get()).count() == 2
    one = Decision.objects.first()
    assert one is not None
    whole = Document(BytesIO(desk.post(f"/isolation/{one.pk}/paper/list/docx/").content))
    assert [len(t.rows) for t in whole.tables][-1] == 3, "a head and two people"
    assert "chưa có quyết định" not in body(desk.get(f"/isolation/case/{index.pk}/"))


@pytest.mark.requirement("QUA-15")
def test_a_round_on_the_phone(
    desk: Client, login: Login, officer: Actor, at: datetime, paper: PaperFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = decided(officer, at, paper)
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at + timedelta(hours=25))
    page = body(desk.get("/isolation/checks/"))
    assert "1 người sót lượt trước" in page
    away = desk.post(f"/isolation/checks/{one.pk}/", {"_key": str(new_id()), "quick": "absent"})
    assert "1 người vắng mặt" in body(away)
    assert "vắng mặt" in body(desk.get("/isolation/?work=absent"))
    bad = desk.post(f"/isolation/checks/{one.pk}/", {"_key": str(new_id()), "temperature": "99"})
    assert (bad.status_code, "Thân nhiệt phải từ 33" in body(bad)) == (422, True), "he stays in sight while he is away"
    fine = desk.post(f"/isolation/checks/{one.pk}/", {"_key": str(new_id()), "temperature": "36,8", "how": "phone"})
    assert "vắng mặt" not in body(fine)
    assert f"/isolation/checks/{one.pk}/" in body(desk.get(f"/isolation/checks/?who={one.pk}"))


@pytest.mark.requirement("QUA-03", "QUA-13")
def test_a_site_from_plan_to_people(desk: Client, officer: Actor, at: datetime, paper: PaperFacts) -> None:
    key = {"_key": str(new_id())}
    made = desk.post(
        "/sites/new/",
        key | {"area_path": COMMUNE, "name": "Trường THCS Bình Minh", "kind": "centralised", "school": "on"},
    )
    assert made.status_code == 302, body(made)[-2000:]
    site = Site.objects.get()
    here = f"/sites/{site.pk}/"
    rooms = {
        "_key": str(new_id()),
        "building": "A",
        "floor": "2",
        "first": "201",
        "count": "2",
        "zone": "isolation",
        "beds": "2",
    }
    assert desk.post(f"{here}do/rooms/", rooms).status_code == 302
    assert desk.post(f"{here}do/rooms/", rooms | {"_key": str(new_id())}).status_code == 422, "these rooms are there"
    assert (
        desk.post(
            f"{here}do/order/", {"_key": str(new_id()), "number": "15/LKH", "ordered_at": "17/08/2021 07:00"}
        ).status_code
        == 302
    )
    site.refresh_from_db()
    assert site.due_at is not None
    assert site.due_at - site.ordered_at == timedelta(hours=24)  # type: ignore[operator]
    page = body(desk.get(here))
    assert "152/KH-UBND" in page
    item = site.ready_items.first()
    assert desk.post(f"/sites/ready/{item.pk}/", {"done": "1"}).status_code == 302
    assert desk.post(f"{here}do/open/", {"_key": str(new_id()), "reason": ""}).status_code == 422
    assert desk.post(f"{here}do/open/", {"_key": str(new_id()), "reason": "Nhận trước dãy A"}).status_code == 302
    for name, day in (("Một", 15), ("Hai", 16)):
        decided(
            officer,
            at,
            paper,
            person(name, sex="M"),
            kind="centralised",
            site_id=site.pk,
            last_exposure=at.date().replace(day=day),
        )
    assert "2 người chờ xếp giường" in body(desk.get(f"/isolation/site/{site.pk}/"))
    page = body(desk.get(f"/isolation/site/{site.pk}/beds/"))
    picks = [part.split('"')[0] for part in page.split('name="pick" value="')[1:]]
    assert desk.post(f"/isolation/site/{site.pk}/beds/", {"_key": str(new_id()), "pick": picks}).status_code == 302
    panel = body(desk.get(f"/isolation/site/{site.pk}/"))
    assert "chờ xếp giường" not in panel
    assert body(desk.get(here)).count("mark-N") >= 3
    day = {
        "_key": str(new_id()),
        "day": "17/08/2021",
        "meals": "6",
        "water": "4",
        "masks": "0",
        "suits": "0",
        "waste_kg": "2,5",
    }
    assert desk.post(f"{here}do/day/", day).status_code == 302
    assert "2,5" in body(desk.get(here))
    close = desk.post(f"{here}do/close/", {"_key": str(new_id()), "reason": "xong"})
    assert "Còn 2 người" in body(close)
    assert "50 %" in body(desk.get("/sites/"))


def test_lists_cost_the_same_for_many_rows(
    desk: Client, officer: Actor, at: datetime, paper: PaperFacts, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    assert "Chưa có quyết định cách ly nào" in body(desk.get("/isolation/"))
    for n in range(9):
        decided(system(), at - timedelta(days=1), replace(paper, number=n + 1), person(f"Người {n}"))
    with django_assert_max_num_queries(12):
        assert desk.get("/isolation/").status_code == 200
    with django_assert_max_num_queries(14):
        assert "sót" in body(desk.get("/isolation/checks/"))


def test_a_locked_area_is_sampled_and_opened(desk: Client, at: datetime) -> None:
    person("Một", hamlet="Thôn 3")
    person("Hai", hamlet="Thôn 4")
    given = {"area_path": COMMUNE, "name": "Ngõ chợ", "disease": "covid19", "started_on": "10/08/2021"}
    unknown = desk.post("/isolation/lockdowns/new/", given | {"_key": str(new_id()), "hamlets": "Thôn 9"})
    assert (unknown.status_code, "Thôn 3, Thôn 4" in body(unknown)) == (422, True)
    made = desk.post("/isolation/lockdowns/new/", given | {"_key": str(new_id()), "hamlets": "Thôn 3"})
    assert made.status_code == 302, body(made)[-2000:]
    here = made["Location"]
    assert "10/8/2021" in body(desk.get(here)), "sampling is due since the first day"
    (inside,) = re.findall(r'href="(/people/[^"]+hamlet[^"]+)"', body(desk.get(here)))
    who = body(desk.get(inside.replace("&amp;", "&")))
    assert ("Một" in who, "Hai" in who) == (True, False), "the list of the people inside"
    for day in ("10/08/2021", "14/08/2021"):
        row = {"_key": str(new_id()), "day": day, "sampled": "1", "positive": "0", "pending": "0"}
        assert desk.post(f"{here}do/round/", row).status_code == 302
    too_many = {"_key": str(new_id()), "day": "15/08/2021", "sampled": "1", "positive": "2", "pending": "0"}
    assert desk.post(f"{here}do/round/", too_many).status_code == 422
    assert desk.post(f"{here}do/end/", {"_key": str(new_id()), "reason": ""}).status_code == 422, (
        "fourteen days are not over"
    )
    assert (
        desk.post(f"{here}do/end/", {"_key": str(new_id()), "reason": "Theo quyết định của huyện"}).status_code == 302
    )
    assert "đã kết thúc" in body(desk.get(here))
    assert "Ngõ chợ" in body(desk.get("/isolation/lockdowns/"))
