"""Rules of sites, without a database."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.sites import rules
from vungxanh.rooms.sites.rules import Zone
from vungxanh.testing import AT

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize(
    ("first", "count", "found"),
    [("101", 3, ["101", "102", "103"]), ("B09", 2, ["B09", "B10"]), ("Hội trường", 1, ["Hội trường"])],
)
def test_rooms_are_numbered_on(first: str, count: int, found: list[str]) -> None:
    assert rules.labels(first, count) == found


@pytest.mark.parametrize(("first", "count"), [("", 1), ("Hội trường", 2)])
def test_rooms_that_cannot_be_numbered_are_refused(first: str, count: int) -> None:
    with pytest.raises(Refused):
        rules.labels(first, count)


@pytest.mark.requirement("QUA-13")
def test_everything_is_due_within_the_hours_of_the_order() -> None:
    there = rules.readiness(AT, date(2021, 8, 17), "3/70/691/25222/")
    assert (there.due_at, there.source, there.verified) == (AT + timedelta(hours=24), "152/KH-UBND", True)
    assert all(AT < item.due_at <= there.due_at for item in there.items)
    assert not rules.readiness(AT, date(2021, 8, 17), "3/12/111/").verified


def test_beds_count_where_people_may_lie() -> None:
    def spot(n: int, zone: Zone, usable: bool = True, held: bool = False) -> rules.Spot:
        key = UUID(int=n)
        return rules.Spot(key, key, "A", 1, "101", str(n), zone, usable, key if held else None)

    full = rules.count_beds(
        [
            spot(1, Zone.ISOLATION, held=True),
            spot(2, Zone.ISOLATION),
            spot(3, Zone.ISOLATION, usable=False),
            spot(4, Zone.CLEAN),
        ]
    )
    assert (full.beds, full.held, full.free, full.broken, full.percent) == (2, 1, 1, 1, 50)


def test_a_site_opens_with_beds_and_everything_ready_or_a_reason() -> None:
    rules.check_open("ordered", 10, 0, "")
    rules.check_open("ordered", 10, 2, "nhận trước dãy A")
    for state, beds, left in (("planned", 10, 0), ("ordered", 0, 0), ("ordered", 10, 1)):
        with pytest.raises(Refused):
            rules.check_open(state, beds, left, "")
