"""Lists of households, teams and areas: what they show, how they narrow, and the files they leave as."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.testing import AT, COMMUNE, OTHER_COMMUNE, OTHER_DISTRICT, client_as

pytestmark = pytest.mark.django_db
BY = system("thử")


@pytest.fixture(autouse=True)
def units() -> None:
    places.load_official_units(by=BY, at=AT, only=("3/70/",))


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def lines(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_households() -> None:
    home = people.record_household(by=BY, at=AT, area_path=COMMUNE, code="H-07", hamlet="Thôn 3", address="Cạnh giếng")
    people.record_household(by=BY, at=AT, area_path=OTHER_COMMUNE, code="K-01")
    people.record_household(by=BY, at=AT, area_path=OTHER_DISTRICT, code="X-01")
    people.record(by=BY, at=AT, area_path=COMMUNE, full_name="Lê Văn Mẫu", household_id=home.pk)
    officer = client_as("officer")
    shown = page(officer, "/people/households/")
    assert ("H-07" in shown, "K-01" in shown, "X-01" in shown, "Cạnh giếng" in shown) == (True, True, False, False)
    assert "K-01" not in officer.post("/people/households/", {"q": "h-"}, follow=True).content.decode()
    plain, opened = ({"export": "csv"}, {"export": "csv", "sealed": ["address"], "reason": "chuyển sang trung tâm mới"})
    assert lines(officer.post("/people/households/", plain)) == [
        {"Mã hộ": "H-07", "Mã xã": "25222", "Thôn/ấp/tổ": "Thôn 3"}, {"Mã hộ": "K-01", "Mã xã": "25225", "Thôn/ấp/tổ": ""},
    ]  # fmt: skip
    found = lines(officer.post("/people/households/", opened))
    assert [row["Địa chỉ"] for row in found] == ["Cạnh giếng", ""]
    entry = AuditEntry.objects.get(action="people.open_households")
    assert entry.detail["reason"] == "chuyển sang trung tâm mới"
    assert str(home.pk) in entry.detail["opened_of"]


def test_teams() -> None:
    police = agencies.found(by=BY, at=AT, name="Công an xã", kind="police", area_path=COMMUNE)
    for name, area in (("Tổ Một", COMMUNE), ("Tổ Hai", OTHER_COMMUNE)):
        tracing.form_team(by=BY, at=AT, name=name, agency_id=police.pk, area_path=area)
    officer = client_as("officer")
    assert "Tổ Hai" not in page(officer, "/tracing/teams/?q=mot")
    assert "Tổ Một" not in page(officer, f"/tracing/teams/?area={OTHER_COMMUNE}")
    found = lines(officer.post("/tracing/teams/", {"export": "csv"}))
    assert [(row["Tên tổ"], row["Cơ quan"], row["Số người trong tổ"]) for row in found] == [
        ("Tổ Một", "Công an xã", "0"), ("Tổ Hai", "Công an xã", "0"),
    ]  # fmt: skip


def test_areas() -> None:
    clerk = client_as("clerk")
    shown = page(clerk, f"/places/list?q=dak+o&area={COMMUNE[:5]}")
    assert ("Xã Đak Ơ" in shown, "Xã Bù Gia Mập" in shown) == (True, False)
    found = lines(clerk.post(f"/places/list?level=commune&area={COMMUNE[:9]}", {"export": "csv"}))
    assert {row["Mã"]: row["Thuộc"] for row in found}["25225"].startswith("Huyện Bù Gia Mập")
