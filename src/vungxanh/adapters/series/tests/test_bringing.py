"""Rows to areas: codes first, then names inside the names above; what fits nowhere is told."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vungxanh.adapters.series.bringing import bring_in
from vungxanh.common import running
from vungxanh.kernel.actor import system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import rules as agencies
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.places import queries as areas
from vungxanh.rooms.zones.models import Series, SeriesDay
from vungxanh.testing import actor

HEAD = "ngay,tinh,huyen,xa,so_ca,ma_tinh_gso,ma_huyen_gso,ma_xa_gso\n"


@pytest.mark.django_db
def test_rows_find_their_commune(at: datetime) -> None:
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    text = HEAD + (
        "2021-07-12,Bình Phước,Bù Gia Mập,Bù Gia Mập,3,70,691,25222\n"
        "2021-07-13,Bình Phước,Bù Gia Mập,Đăk Ơ,2,70,691,\n"
        "2021-07-13,Bình Phước,Bù Gia Mập,Phú Nghĩa,4,70,691,25222\n"
        "2021-07-13,Hà Nội,Bắc Tân Uyên,Đất Cuốc,9,01,,\n"
        "2021-07-12,Bình Phước,Bù Gia Mập,Bù Gia Mập,5,70,691,25222\n"
    )
    found = bring_in(by=system(), at=at, text=text, key="x", title="Thử")
    assert (found.rows, found.cases, found.areas) == (3, 11, 3)
    days = {(d.area_path, d.day): d.cases for d in SeriesDay.objects.all()}
    assert days["3/70/691/25222/", date(2021, 7, 12)] == 5, "the larger of two rows, not their sum"
    assert days["3/70/691/25225/", date(2021, 7, 13)] == 2, "found by its name"
    assert ("3/70/691/25222/", date(2021, 7, 13)) not in days, "the code of another commune is not believed"
    told = {b.line: (b.column, b.value) for b in found.bad}
    assert told == {5: ("tinh", "Hà Nội"), 2: ("so_ca", "3")}
    again = bring_in(by=system(), at=at, text=text, key="x", title="Thử")
    assert (again.new, again.replaced) == (0, 3)
    assert Series.objects.get().last_day == date(2021, 7, 13)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, at: datetime, tmp_path: object, settings: object) -> Client:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    officer = actor(*Permission, area="3/70/")
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: officer)
    monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor", lambda user_id: officer)
    return Client()


@pytest.mark.django_db
def test_a_file_is_looked_at_and_brought_in_by_page(desk: Client, at: datetime) -> None:
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    text = HEAD + (
        "12/7/2021,Bình Phước,Bù Gia Mập,Bù Gia Mập,3,70,691,25222\n"
        "2021-07-13,Bình Phước,Bù Gia Mập,Đăk Ơ,2,70,691,\n"
        "2021-07-13,Bình Phước,Bắc Tân Uyên,Đất Cuốc,9,70,,\n"
    )

    def send(data: str, **more: str) -> object:
        sent = {"_key": str(new_id()), "title": "Báo cáo xã", "area": "3/70/", **more}
        return desk.post("/series/send/", {**sent, "upload": SimpleUploadedFile("a.csv", data.encode("utf-8"))})

    def shown(url: str) -> str:
        while running.run_next():
            pass
        return desk.get(url).content.decode()

    wrong = send("a,b\n1,2\n")
    assert wrong.status_code == 422  # type: ignore[attr-defined]
    assert "thiếu cột" in wrong.content.decode()  # type: ignore[attr-defined]
    sent = send(text)
    assert sent.status_code == 302, sent.content.decode()[-1500:]  # type: ignore[attr-defined]
    look = sent["Location"]  # type: ignore[index]
    page = shown(look)
    assert "Nhập 2 dòng" in page
    assert "Bắc Tân Uyên" in page
    assert "mọi ca được coi là ca cộng đồng" in page
    assert not Series.objects.exists(), "looked at, nothing written"
    done = desk.post(f"{look}bring/")
    page = shown(done["Location"])
    assert "Đã thay" in page
    assert SeriesDay.objects.get(area_path="3/70/691/25222/").day == date(2021, 7, 12)
    assert desk.post(f"{look}bring/")["Location"] == done["Location"], "pressed twice, brought in once"
    assert "không có huyện nào" in b"".join(desk.get(f"{look}errors/").streaming_content).decode()  # type: ignore[attr-defined]
    people = "ma_tinh,tinh,huyen,xa,dan_so\n70,Bình Phước,Bù Gia Mập,Phú Nghĩa,9100\n"
    assert "tính đến ngày nào" in send(people).content.decode()  # type: ignore[attr-defined]
    sent = send(people, as_of="1/4/2019", title="Tổng điều tra 2019")
    shown(sent["Location"])  # type: ignore[index]
    shown(desk.post(f"{sent['Location']}bring/")["Location"])  # type: ignore[index]
    found = areas.every(by=system()).get(parent_path="3/70/691/", name="Phú Nghĩa")
    assert (found.population, found.population_date) == (9100, date(2019, 4, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["head", "officer"])
def test_who_records_levels_brings_in_populations(
    role: str, desk: Client, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The right was held by nobody who reaches the page: it answered that there was no such page."""
    places.load_official_units(by=system(), at=at, only=("3/70/",))
    held = agencies.ROLES[agencies.RoleKey(role)].permissions
    people = "ma_tinh,tinh,huyen,xa,dan_so\n70,Bình Phước,Bù Gia Mập,Phú Nghĩa,9100\n"

    def send(permissions: frozenset[Permission]) -> object:
        who = actor(*permissions, area="3/70/")
        monkeypatch.setattr("vungxanh.rooms.agencies.queries.actor_of_request", lambda request: who)
        sent = {"_key": str(new_id()), "title": "Tổng điều tra", "area": "3/70/", "as_of": "1/4/2019"}
        return desk.post("/series/send/", {**sent, "upload": SimpleUploadedFile("a.csv", people.encode())})

    assert send(held).status_code == 302  # type: ignore[attr-defined]
    without = send(held - {Permission.POPULATION_RECORD})
    assert without.status_code == 422  # type: ignore[attr-defined]
    assert "không được ghi dân số" in without.content.decode()  # type: ignore[attr-defined]
