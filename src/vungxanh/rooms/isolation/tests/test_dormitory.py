"""Boarding houses: what their people share is kept apart as one."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import actions, queries
from vungxanh.rooms.isolation.rules import PaperFacts
from vungxanh.rooms.isolation.tests.test_actions import decided
from vungxanh.rooms.sites import actions as building
from vungxanh.rooms.sites import queries as sites
from vungxanh.testing import COMMUNE, body, person, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
HOUR = timedelta(hours=1)


@pytest.mark.requirement("QUA-04")
@pytest.mark.parametrize(("model", "units"), [("own-toilet", 4), ("shared-toilet", 2), ("hall", 1)])
def test_a_dormitory_is_kept_apart_by_its_model(
    model: str, units: int, officer: Actor, at: datetime, paper: PaperFacts, login: Any
) -> None:
    house = building.plan(
        by=system(), at=at, area_path=COMMUNE, facts=building.SiteFacts(name="Nhà trọ Sao Mai", kind=building.SiteKind.DORMITORY)
    )  # fmt: skip
    for floor in (1, 2):
        building.add_rooms(
            by=system(), at=at, site_id=house.pk, building="K", floor=floor, first=f"{floor}01", count=2, beds=2
        )
    building.order(by=system(), at=at, site_id=house.pk, ordered_at=at)
    building.open_site(by=system(), at=at, site_id=house.pk, reason="thử nghiệm")
    desk, page = login(officer), f"/isolation/site/{house.pk}/"
    assert "Chưa chọn mô hình" in body(desk.get(page))
    for wrong in ("", "khong-co"):
        sent(desk, f"{page}dormitory/", model=wrong)
    assert "Chưa chọn mô hình" in body(desk.get(page))
    assert sent(desk, f"{page}dormitory/", model=model).status_code == 302
    other = building.SiteFacts(name="Trường", kind=building.SiteKind.CENTRALISED)
    school = building.plan(by=system(), at=at, area_path=COMMUNE, facts=other)
    with pytest.raises(Refused, match="không phải nhà trọ"):
        actions.set_dormitory(by=officer, at=at, site_id=school.pk, model=model)
    shown = body(desk.get(page))
    assert ("cách ly riêng từng phòng" in shown, "cả tầng" in shown) == (units == 4, units == 2)
    rooms = queries.rooms_of(by=officer, site_id=house.pk, on=at.date())
    assert (len(rooms), sum(len(one.free) for one in rooms)) == (units, 8)

    first, later = decided(officer, at, paper, person(sex="F")), decided(officer, at, paper, person(sex="M"))
    beds = {spot.room: spot.bed_id for spot in sites.spots(by=officer, site_id=house.pk)}
    actions.give_bed(by=officer, at=at, isolation_id=first.pk, bed_id=beds["101"])
    for room, refused in (
        ("102", units < 4),
        ("201", units == 1),
    ):  # a man where a woman shares the toilet, or the hall
        if refused:
            with pytest.raises(Refused, match="khác giới"):
                actions.give_bed(by=officer, at=at, isolation_id=later.pk, bed_id=beds[room])
        else:
            actions.give_bed(by=officer, at=at, isolation_id=later.pk, bed_id=beds[room])
    actions.give_bed(by=officer, at=at, isolation_id=later.pk, bed_id=beds["102"], reason="hai người là vợ chồng")
    (stay,) = first.stays.all()
    mates = queries.room_sharers(stay=stay, start=at, end=at + HOUR)
    assert len(mates) == (units < 4), "who shares what infects is told of when one is positive"
