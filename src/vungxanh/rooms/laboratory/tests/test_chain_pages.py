"""Pages of tubes, sessions, boxes, plates and plans."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import actions
from vungxanh.rooms.laboratory.models import Batch, Campaign, LabTest, Plate, SamplingSession, Tube
from vungxanh.rooms.laboratory.rules import Series
from vungxanh.testing import COMMUNE, DISTRICT, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]
EXPORT = """* Block Type = 96-Well Block (0.2mL)
* Instrument Type = QuantStudio 5 System

[Results]
Well,Well Position,Omit,Sample Name,Target Name,Task,Reporter,Quencher,CT
1,A1,false,{first},N gene,UNKNOWN,FAM,NFQ-MGB,22.5
1,A1,false,{first},RNase P,UNKNOWN,VIC,NFQ-MGB,25.1
9,A2,false,X-1,N gene,UNKNOWN,FAM,NFQ-MGB,Undetermined
9,A2,false,X-1,RNase P,UNKNOWN,VIC,NFQ-MGB,26.0
95,G12,false,PC,N gene,STANDARD,FAM,NFQ-MGB,20.0
"""


def body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, at: datetime) -> list[datetime]:
    """The centre's clock in a test's hand."""
    hand = [at]
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: hand[0])
    return hand


@pytest.mark.requirement("TST-09")
def test_from_the_phone_to_the_paper(login: Login, officer: Actor, at: datetime, now: list[datetime]) -> None:
    desk = login(officer)
    key = lambda: str(new_id())  # noqa: E731
    lab = {"_key": key(), "name": "TTYT huyện", "capacity": "500", "area_path": DISTRICT}
    assert desk.post("/laboratory/laboratories/new/", lab).status_code == 302
    laboratory = actions.ListResult and Tube._meta.get_field("laboratory").related_model.objects.get()
    start = {
        "_key": key(), "place": "Nhà văn hóa", "area_path": COMMUNE, "team": "1", "pool_size": "2", "laboratory": laboratory.pk,
        "material": "nasopharyngeal", "disease": "covid19",
    }  # fmt: skip
    made = desk.post("/laboratory/sessions/new/", start)
    assert made.status_code == 302, body(made)[-2000:]
    session = SamplingSession.objects.get()
    people = [person(name, citizen_hash="") for name in ("Lò Thị Páo", "Giàng A Sử")]
    url, code = f"/laboratory/sessions/{session.pk}/scan/", Series("25222", at.date(), 1).code(1)

    def scan(**given: object) -> str:
        tube = Tube.objects.order_by("-id").first()
        return body(desk.post(url, {"_key": key(), "tube": tube.pk if tube else "", **given}))

    assert "Quét mã ống trước" in scan(person=people[0].pk)
    assert "ký tự kiểm tra" in scan(text=code[:-1] + ("1" if code[-1] != "1" else "2"))
    assert code in scan(text=code.replace("-", "").lower())
    assert "Lò Thị Páo" in scan(text="lo thi pao"), "a name gives hits to press"
    assert "Đã thêm Lò Thị Páo" in scan(person=people[0].pk)
    assert "đã ở trong ống này" in scan(person=people[0].pk)
    now[0] = at + timedelta(seconds=20)
    assert "2/2" in scan(person=people[1].pk)
    assert code in body(desk.get(f"/laboratory/sessions/{session.pk}/list/"))
    assert desk.post(f"/laboratory/sessions/{session.pk}/end/", {"_key": key()}).status_code == 302

    now[0] = at + timedelta(hours=1)
    tube = Tube.objects.get()
    page = body(desk.get("/laboratory/clock/"))
    assert code in page
    assert "và 1 người" in page
    asked = desk.post("/laboratory/batches/new/", {"pick": [tube.pk]})
    assert asked.status_code == 200
    packed = {"pick": [tube.pk], "_key": key(), "laboratory": laboratory.pk, "area_path": COMMUNE, "carrier": "Xe 1"}
    assert desk.post("/laboratory/batches/new/", packed).status_code == 302
    box = f"/laboratory/batches/{Batch.objects.get().pk}/"
    desk.post(f"{box}press/send/", {"_key": key(), "count": "2"})
    assert "danh sách có 1 ống" in body(desk.get(box))
    desk.post(f"{box}press/send/", {"_key": key(), "count": "1"})
    wrong = desk.post(f"{box}press/receive/", {"_key": key(), "count": "0"})
    assert wrong.status_code == 422
    assert desk.post(f"{box}press/receive/", {"_key": key(), "count": "1"}).status_code == 302

    laid = {"_key": key(), "laboratory": laboratory.pk, "name": "Đĩa 1", "count": "94", "area_path": COMMUNE}
    assert desk.post("/laboratory/plates/new/", laid).status_code == 302
    plate = f"/laboratory/plates/{Plate.objects.get().pk}/"
    desk.post(f"{plate}run/", {"_key": key()})
    now[0] = at + timedelta(hours=3)
    turned = EXPORT.format(first=Series("25222", at.date(), 1).code(2))
    desk.post(plate, {"_key": key(), "file": SimpleUploadedFile("run.csv", turned.encode())})
    assert f"giếng A1: đĩa xếp ống {code}" in body(desk.get("/laboratory/unmatched/")), "the plate lies turned round"
    assert Tube.objects.get().result == "pending"
    file = SimpleUploadedFile("run.csv", EXPORT.format(first=code).encode())
    assert desk.post(plate, {"_key": key(), "file": file}).status_code == 302
    page = body(desk.get(plate))
    assert "1 kết quả mới, 0 đã có," in page
    assert "well-positive" in page
    assert "X-1" in body(desk.get("/laboratory/unmatched/"))

    given = {"pick": [tube.pk], "_key": key(), "to": "Trạm Y tế xã", "channel": "list"}
    assert desk.post("/laboratory/clock/back/", {"pick": [tube.pk]}).status_code == 200
    assert desk.post("/laboratory/clock/back/", given).status_code == 302
    assert "Trạm Y tế xã" in body(desk.get(f"/laboratory/tube/{tube.pk}/"))
    assert desk.get(f"/laboratory/tube/{tube.pk}/notice/docx/").status_code == 200
    wrong = f"/laboratory/test/{LabTest.objects.get(tube=tube, replaced_by=None).pk}/correct/"
    assert "đã báo cho 1 nơi" in body(desk.get(wrong)), "the test is of the tube, not of one person's sample"
    typed = {
        "_key": key(),
        "result": "negative",
        "method": "pcr",
        "resulted_at": "17/08/2021 07:30",
        "reason": "Nhầm giếng",
    }
    fixed = desk.post(wrong, typed)
    assert (fixed.status_code, fixed["Location"]) == (302, "/laboratory/again/"), body(fixed)[-2000:]
    assert "Trạm Y tế xã" in body(desk.get("/laboratory/again/")), "who was told the wrong one is told again"
    assert "TTYT huyện" in body(desk.get("/laboratory/figures/"))
    sheet = {
        "_key": key(),
        "area_path": COMMUNE,
        "day": "17/08/2021",
        "team": "1",
        "first": "1",
        "count": "3",
        "copies": "1",
    }
    labels = body(desk.post("/laboratory/labels/", sheet))
    assert labels.count('class="label"') == 2, "the code on a tube is not printed again"


def test_a_campaign_finds_its_people(login: Login, officer: Actor, at: datetime, now: list[datetime]) -> None:
    desk = login(officer)
    person("Người bán hàng", occupation="Tiểu thương chợ")
    assert desk.post("/laboratory/groups/load/", {"_key": "a", "area": DISTRICT}).status_code == 302
    page = body(desk.get("/laboratory/groups/"))
    assert page.count("<tr>") == 12
    new = {
        "_key": str(new_id()), "name": "Cả xã", "reason": "area", "area_path": COMMUNE, "day": "17/08/2021",
        "disease": "covid19", "pool_size": "1",
    }  # fmt: skip
    made = desk.post("/laboratory/campaigns/new/", new)
    assert made.status_code == 302, body(made)[-3000:]
    campaign = Campaign.objects.get()
    assert "Người bán hàng" in body(desk.get(f"/laboratory/campaigns/{campaign.pk}/"))
    assert "Người bán hàng" in body(desk.get(f"/laboratory/campaigns/{campaign.pk}/list/"))
    none = desk.post("/laboratory/campaigns/new/", new | {"_key": str(new_id()), "reason": "symptoms"})
    assert "Không ai trong địa bàn đang có triệu chứng" in body(none)
    for url in ("sessions", "batches", "plates", "campaigns", "again", "clock", ""):
        assert desk.get(f"/laboratory/{url}{'/' if url else ''}").status_code == 200


def test_the_clock_costs_the_same_for_many_rows(
    login: Login,
    officer: Actor,
    at: datetime,
    now: list[datetime],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    session = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Chợ")
    for n in range(1, 9):
        tube = actions.open_tube(by=officer, at=at, session_id=session.pk, code=f"T-{n}")
        actions.put_person(by=officer, at=at, tube_id=tube.pk, person_id=person(f"Người {n}").pk)
    desk = login(officer)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        assert "T-8" in body(desk.get("/laboratory/clock/"))
