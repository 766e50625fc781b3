"""Recording, correcting, finding venues."""

from dataclasses import replace
from datetime import datetime

import pytest

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.venues import actions, queries
from vungxanh.rooms.venues.models import Venue
from vungxanh.rooms.venues.rules import Description
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, actor, venue

pytestmark = pytest.mark.django_db
MARKET = Description(name="Chợ Bù Gia Mập", kind="market", area_path=COMMUNE, address="Thôn Bù Nga")
ELSEWHERE = "3/12/111/03598/"


def test_a_venue_is_recorded_with_its_audit_row(areas: None, at: datetime, officer: Actor) -> None:
    made = actions.record(by=officer, at=at, described=MARKET)
    assert queries.get(by=officer, venue_id=made.pk).name_folded == "cho bu gia map"
    row = AuditEntry.objects.get(action="venues.record")
    assert (row.subject_id, row.area_path) == (made.pk, COMMUNE)


def test_the_same_key_records_once(areas: None, at: datetime, officer: Actor) -> None:
    key = str(new_id())
    first = actions.record.once(key, by=officer, at=at, described=MARKET)
    assert actions.record.once(key, by=officer, at=at, described=MARKET).pk == first.pk
    assert Venue.objects.count() == 1


def test_a_namesake_is_refused_unless_one_insists(areas: None, at: datetime, officer: Actor) -> None:
    actions.record(by=officer, at=at, described=MARKET)
    with pytest.raises(Refused, match="cùng tên"):
        actions.record(by=officer, at=at, described=replace(MARKET, name="CHO BU GIA MAP"))
    actions.record(by=officer, at=at, described=replace(MARKET, area_path=OTHER_COMMUNE))
    actions.record(by=officer, at=at, described=replace(MARKET, kind="shop"))
    actions.record(by=officer, at=at, described=MARKET, anyway=True)
    assert Venue.objects.count() == 4


def test_an_unknown_area_is_refused(areas: None, at: datetime, officer: Actor) -> None:
    with pytest.raises(Refused):
        actions.record(by=officer, at=at, described=replace(MARKET, area_path="3/70/691/99999/"))
    assert not Venue.objects.exists()


def test_an_itinerary_may_leave_the_district_but_not_into_a_home(areas: None, at: datetime, officer: Actor) -> None:
    actions.record(by=officer, at=at, described=replace(MARKET, name="Bệnh viện", kind="health", area_path=ELSEWHERE))
    with pytest.raises(NotYours):
        actions.record(
            by=officer, at=at, described=replace(MARKET, name="Nhà ông Ba", kind="home", area_path=ELSEWHERE)
        )
    assert Venue.objects.count() == 1


def test_who_may_not_record_does_not(areas: None, at: datetime) -> None:
    with pytest.raises(NotYours):
        actions.record(by=actor(Permission.PERSON_SEE), at=at, described=MARKET)


def test_a_correction_keeps_the_old_value_in_the_trail(areas: None, at: datetime, officer: Actor) -> None:
    made = venue()
    actions.correct(by=officer, at=at, venue_id=made.pk, described=replace(MARKET, capacity=400))
    changes = AuditEntry.objects.get(action="venues.correct").detail["changes"]
    assert {"field": "capacity", "from": None, "to": 400}.items() <= next(
        c for c in changes if c["field"] == "capacity"
    ).items()


def test_strangers_correct_nothing_and_move_nothing_away(
    areas: None, at: datetime, officer: Actor, stranger: Actor
) -> None:
    made = venue()
    with pytest.raises(NotYours):
        actions.correct(by=stranger, at=at, venue_id=made.pk, described=MARKET)
    with pytest.raises(NotYours):
        actions.correct(by=officer, at=at, venue_id=made.pk, described=replace(MARKET, area_path=ELSEWHERE))
    made.refresh_from_db()
    assert made.area_path == COMMUNE


def test_a_home_is_seen_only_in_its_area(officer: Actor, stranger: Actor) -> None:
    home, market = venue("Nhà ông Ba", kind="home"), venue()
    assert set(queries.visible(by=officer)) == {home, market}
    assert set(queries.visible(by=stranger)) == {market}
    assert not queries.mine(by=stranger).exists()
    assert not queries.visible(by=actor(Permission.AREA_SEE)).exists()
    with pytest.raises(NotYours):
        queries.get(by=stranger, venue_id=home.pk)
    assert queries.names(by=stranger, ids=[home.pk, market.pk]) == {market.pk: "Chợ Bù Gia Mập"}


def test_finding_needs_no_diacritics_and_puts_own_areas_first(officer: Actor) -> None:
    far, near = venue("Chợ An", area=ELSEWHERE), venue("Chợ Bình Minh")
    venue("Trường Bình Minh", kind="school")
    assert queries.find(by=officer, text="cho") == [near, far]
    assert queries.find(by=officer, text="minh chợ") == [near]
    assert queries.find(by=officer, text="chợ", within_area="3/12/") == [far]
    assert queries.find(by=officer, text="  ") == []


def test_many_are_recorded_in_one_go_and_a_repeat_is_harmless(areas: None, at: datetime, officer: Actor) -> None:
    rows = [replace(MARKET, name=f"Quán {n}", kind="shop", id=new_id()) for n in range(300)]
    ids = actions.record_many(by=officer, at=at, rows=rows)
    assert ids == [row.id for row in rows]
    assert actions.record_many(by=officer, at=at, rows=rows) == ids
    assert Venue.objects.count() == 300
    assert AuditEntry.objects.filter(action="venues.record_many").count() == 2


@pytest.mark.parametrize("bad", [replace(MARKET, kind="casino"), replace(MARKET, area_path="3/70/691/99999/")])
def test_one_bad_row_stops_all(areas: None, at: datetime, officer: Actor, bad: Description) -> None:
    with pytest.raises(Refused):
        actions.record_many(by=officer, at=at, rows=[MARKET, bad])
    assert not Venue.objects.exists()


def test_many_outside_ones_area_are_not_recorded(areas: None, at: datetime, stranger: Actor) -> None:
    with pytest.raises(NotYours):
        actions.record_many(by=stranger, at=at, rows=[MARKET])


def test_the_database_refuses_half_a_point() -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        venue(lat=12.0)
