"""Rows to areas: codes first, then names inside the names above; what fits nowhere is told."""

from datetime import date, datetime

import pytest

from vungxanh.adapters.series.bringing import bring_in
from vungxanh.kernel.actor import system
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.zones.models import Series, SeriesDay

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
