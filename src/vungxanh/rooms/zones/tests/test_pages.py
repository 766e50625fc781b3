"""Pages, through HTTP."""

import re
from collections import namedtuple
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.zones import queries
from vungxanh.rooms.zones.models import AreaInput, LevelDecision, LevelProposal, OwnSet
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, actor

pytestmark = pytest.mark.django_db
Login = Callable[[Actor], Client]
Judged = dict[str, LevelProposal]


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def key() -> dict[str, str]:
    return {"_key": str(new_id())}


@pytest.mark.requirement("ZON-06", "ZON-19")
def test_from_the_list_to_a_decision(login: Login, judged: Judged) -> None:
    desk, here = login(actor(*May)), judged[COMMUNE]
    listed = body(desk.get("/zones/?level=3"))
    assert "Xã Bù Gia Mập" in listed
    assert "có F0 không rõ nguồn lây (1 ca)" in listed
    assert "Xã Đak Ơ" not in listed
    assert "Xã Đak Ơ" in body(desk.post("/zones/", {"q": "dak o"}, follow=True))
    page = f"/zones/place/{here.pk}/"
    shown = body(desk.get(page))
    assert "Lên Đ" in re.sub(r"<[^>]+>", "", shown)
    assert "Chuẩn bị sẵn phương án của mức Đ, trên một mức." in shown
    assert "<li>Giãn cách xã hội toàn địa bàn 14 ngày</li>" in shown, "what red would ask for besides"
    assert f"{page}behind/unknown_source/" in shown, "a number leads to what it was counted from"
    behind = body(desk.get(f"{page}behind/unknown_source/"))
    assert "Z-1" in behind
    assert "Z-2" not in behind, "found in quarantine: not counted, so not listed"
    assert "Xã Đak Ơ" in body(desk.get(f"{page}behind/next_to_red/"))
    assert desk.get(f"{page}behind/death_rate/").status_code == 404, "2686 does not look at deaths"
    assert "chưa ai khai" in shown
    assert "Được nâng tới mức Đ (xã biên giới)" in shown
    assert desk.post(f"{page}review/", {**key(), "text": "đã xem"}).status_code == 302
    form = {**key(), "level": "4", "number": "21/QĐ-UBND", "start": "17/8/2021", "stronger": "Lập thêm chốt"}
    refused = desk.post(f"{page}decide/", form)
    assert refused.status_code == 422
    assert "ghi lý do" in body(refused)
    made = desk.post(f"{page}decide/", {**form, "reason": "Xã biên giới, theo Kế hoạch 152"})
    assert made.status_code == 302, body(made)[-2000:]
    decision = body(desk.get(made["Location"]))
    assert "Giãn cách xã hội toàn địa bàn 14 ngày" in decision
    assert "Lập thêm chốt" in decision
    assert "Khác với đề xuất" in decision
    assert "Số liệu lúc quyết định" in decision
    assert "F0 không rõ nguồn lây" in decision
    one = LevelDecision.objects.get()
    desk.post(f"/zones/decision/{one.pk}/publish/", key())
    line = one.measures.first()
    assert line
    desk.post(f"/zones/measure/{line.pk}/tick/", {**key(), "done": "1"})
    shown = body(desk.get(made["Location"]))
    assert "đã công bố" in shown
    assert "đã làm" in shown
    assert "21/QĐ-UBND" in body(desk.get(page))
    desk.post(f"/zones/decision/{one.pk}/withdraw/", {**key(), "reason": "Nhầm ngày"})
    assert "Nhầm ngày" in body(desk.get(made["Location"]))
    told = body(desk.get(f"{page}history/"))
    assert all(word in told for word in ("Máy đề xuất", "Rà soát", "Quyết định", "Công bố", "Thu hồi", "21/QĐ-UBND"))
    assert "C: 17/8/2021 – 17/8/2021" in body(desk.get("/zones/timeline/?days=14"))


@pytest.mark.parametrize("page", ["/zones/timeline/", "/zones/green/"])
def test_an_area_chosen_in_the_list_is_counted_alone(login: Login, judged: Judged, page: str) -> None:
    desk = login(actor(*May))
    said = "trong 1 xã" if "timeline" in page else "trên 1 xã"
    assert said in body(desk.get(f"{page}?area={COMMUNE}&days=14")), "not nothing"
    assert said not in body(desk.get(f"{page}?days=14")), "the whole district"


def test_what_is_stated_changes_the_level_at_once(login: Login, judged: Judged) -> None:
    desk, beside = login(actor(*May)), judged[OTHER_COMMUNE]
    page = f"/zones/place/{beside.pk}/"
    assert "Ghi số liệu" in body(desk.get(page))
    typed = {**key(), "measure": "hard_source", "numerator": "1", "day": "17/8/2021", "source": "Đội cơ động"}
    assert "Ghi rõ nguồn" in body(desk.post(f"{page}input/", {**typed, "source": "a"}))
    told = desk.post(f"{page}input/", typed, follow=True)
    assert "Mức đề xuất nay là Đ" in body(told)
    assert AreaInput.objects.count() == 1
    announced = {**key(), "level": "3", "number": "8/TB", "issuer": "Ban Chỉ đạo tỉnh", "since": "17/8/2021"}
    assert "8/TB" in body(desk.post(f"{page}announced/", announced, follow=True))


def test_a_set_is_read_tightened_and_compared(login: Login, judged: Judged) -> None:
    desk = login(actor(*May))
    assert "2686/QĐ-BCĐQG" in body(desk.get("/zones/sets/"))
    shown = body(desk.get("/zones/sets/level-4800/?compare=1"))
    assert "cần xác nhận" in shown
    assert "địa bàn đổi mức" in shown
    edit = body(desk.get("/zones/sets/level-4800/edit/"))
    numbers = dict(re.findall(r'name="((?:scales|responses|matrix|raises|holds)[^"]+)"[^>]*value="([^"]*)"', edit))
    assert numbers["scales[0].band2"] == "20"
    head = {"name": "Bộ của huyện", "number": "9/QĐ", "area": DISTRICT, "effective_from": "17/8/2021"}
    weak = desk.post("/zones/sets/level-4800/edit/", {**key(), **head, **numbers, "scales[0].band2": "25"})
    assert "Chỉ được đặt nhỏ hơn" in body(weak)
    tried = desk.post(
        "/zones/sets/level-4800/edit/", {**key(), **head, **numbers, "scales[0].band2": "10", "do": "preview"}
    )
    assert "chưa lưu" in body(tried)
    assert "địa bàn đổi mức" in body(tried)
    assert not OwnSet.objects.exists(), "looked at before it is saved"
    saved = desk.post(
        "/zones/sets/level-4800/edit/", {**key(), **head, **numbers, "scales[0].band2": "10"}, follow=True
    )
    assert "Chặt hơn văn bản" in body(saved)
    assert "10</b> (văn bản 20)" in body(saved) or "10 (văn bản 20)" in body(saved)
    assert OwnSet.objects.get().changes == {"scales[0].band2": 10}
    assert "vungxanh levels import" in body(desk.get("/zones/series/"))


def test_the_scenario_says_what_is_short_and_when(login: Login, district: None) -> None:
    desk = login(actor(*May))
    page = body(desk.get("/zones/scenario/"))
    assert "Kịch bản 1" in re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "chưa ai ghi" in page
    typed = {**key(), "resource": "treatment_beds", "amount": "200", "day": "17/8/2021", "source": "TTYT huyện"}
    assert "Đã ghi số hiện có" in body(desk.post(f"/zones/scenario/stock/?area={DISTRICT}", typed, follow=True))
    asked = {"area": DISTRICT, "active": "150", "growth": "10", "severe": "50"}
    part = body(desk.get("/zones/scenario/", asked, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Thêm 351 ca thì sang kịch bản 3, sau 13 ngày" in re.sub(r"\s+", " ", part)
    assert "21/8/2021" in part, "200 beds are taken in four days: 150 * 1.1^4 is 220"
    assert "lớn hơn 100%" in body(desk.get("/zones/scenario/", {**asked, "critical": "60"}))
    many = body(desk.get("/zones/scenario/", {**asked, "active": "9000"}))
    assert 'max="18000"' in many, "a slider that ended at 3,000 would answer for 3,000 as soon as another is moved"
    assert "không đủ ngay hôm nay" in many


def test_beds_said_and_beds_counted_are_both_told(
    login: Login, district: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = login(actor(*May))
    ready = namedtuple("ready", "isolation treatment moderate")(0, 58, 0)
    monkeypatch.setattr("vungxanh.rooms.sites.queries.ready_beds", lambda **_asked: ready)
    assert "hệ thống đếm được" not in body(desk.get("/zones/scenario/"))
    typed = {**key(), "resource": "treatment_beds", "amount": "120", "day": "17/8/2021", "source": "TTYT huyện"}
    desk.post(f"/zones/scenario/stock/?area={DISTRICT}", typed)
    assert "hệ thống đếm được 58" in body(desk.get("/zones/scenario/"))
    desk.post(f"/zones/scenario/stock/?area={DISTRICT}", {**typed, **key(), "amount": "58"})
    assert "hệ thống đếm được" not in body(desk.get("/zones/scenario/"))


def test_the_list_costs_the_same_for_many_rows_and_strangers_see_nothing(
    login: Login, judged: Judged, django_assert_max_num_queries: Callable[..., object]
) -> None:
    desk = login(actor(*May))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert desk.get("/zones/").status_code == 200
    told = body(desk.post("/zones/evaluate/", key(), follow=True))
    assert "0 thay đổi" in told
    other = login(actor(*May, area="3/12/111/"))
    assert "Xã Bù Gia Mập" not in body(other.get("/zones/"))
    assert other.get(f"/zones/place/{judged[COMMUNE].pk}/").status_code == 404


def test_places_of_one_name_are_told_apart_as_far_as_one_sees(district: None, login: Login, judged: Judged) -> None:
    rows = [(COMMUNE, "Xã Bù Gia Mập"), (DISTRICT, "Huyện Bù Gia Mập")]
    narrow, province, country = (
        queries.called(by=actor(*May, area=area), rows=rows)[COMMUNE] for area in (DISTRICT, "3/70/", "3/")
    )
    assert narrow == "Xã Bù Gia Mập", "he knows where his communes are"
    assert province == "Xã Bù Gia Mập, Huyện Bù Gia Mập"
    assert country == "Xã Bù Gia Mập, Huyện Bù Gia Mập, Tỉnh Bình Phước"
    assert "Xã Bù Gia Mập, Huyện Bù Gia Mập" in body(login(actor(*May, area="3/70/")).get("/zones/"))


def test_what_nobody_reviewed_opens_where_it_is_reviewed(login: Login, judged: Judged) -> None:
    desk = login(actor(*May))
    asked = desk.get(f"/zones/place/{judged[COMMUNE].pk}/decide/", follow=True)
    assert asked.redirect_chain, "a form that would be refused after it was filled is not shown"
    assert "Chưa ai rà soát" in body(asked)
    desk.post(f"/zones/place/{judged[COMMUNE].pk}/review/", {**key(), "text": ""})
    assert not desk.get(f"/zones/place/{judged[COMMUNE].pk}/decide/", follow=True).redirect_chain
