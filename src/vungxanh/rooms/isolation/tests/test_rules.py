"""Rules of isolation, without a database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity, Subject, as_of
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.rules import Asked, Guest, Kind, Reason, RoomState
from vungxanh.rooms.isolation.rules.ending import Taken

pytestmark = pytest.mark.nodb
DAY = date(2021, 8, 17)


def asked(**more: Any) -> Asked:
    given: dict[str, Any] = {
        "disease": "covid19",
        "reason": Reason.F1,
        "kind": Kind.HOME,
        "on": DAY,
        "start": DAY,
        "area": "3/70/691/",
    }
    return Asked(**given | {"last_exposure": date(2021, 8, 15)} | more)


@pytest.mark.parametrize(
    ("more", "until", "citation"),
    [
        ({}, date(2021, 8, 29), "5599/BYT-MT"),
        ({"kind": Kind.HOTEL}, date(2021, 8, 29), "5599/BYT-MT"),
        ({"on": date(2021, 6, 1), "start": date(2021, 6, 1), "last_exposure": date(2021, 5, 31), "kind": Kind.CENTRALISED}, date(2021, 6, 21), "tháng 5/2021"),
        ({"on": date(2022, 3, 1), "start": date(2022, 3, 1), "last_exposure": date(2022, 2, 28), "immunity": Immunity(doses=2, last_dose=date(2021, 12, 1))}, date(2022, 3, 5), "762/BYT-DP"),
        ({"on": date(2022, 3, 1), "start": date(2022, 3, 1), "last_exposure": date(2022, 2, 28)}, date(2022, 3, 7), "762/BYT-DP"),
        ({"reason": Reason.TRAVELLER, "kind": Kind.CENTRALISED, "last_exposure": None}, date(2021, 8, 31), "5599/BYT-MT"),
        ({"reason": Reason.RELEASED, "last_exposure": None}, date(2021, 8, 31), "3416/QĐ-BYT"),
        ({"reason": Reason.OTHER, "last_exposure": None, "until": date(2021, 8, 20)}, date(2021, 8, 20), ""),
    ],
)  # fmt: skip
def test_the_last_day_is_that_of_the_rule_in_force(more: dict[str, Any], until: date, citation: str) -> None:
    terms = rules.decide(asked(**more))
    assert terms.until == until
    assert citation in terms.citation


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"last_exposure": None}, "last_exposure"),
        ({"last_exposure": DAY + timedelta(days=1)}, "last_exposure"),
        ({"last_exposure": DAY - timedelta(days=40)}, "last_exposure"),
        ({"reason": Reason.OTHER, "last_exposure": None}, "until"),
        ({"until": DAY - timedelta(days=1)}, "until"),
        ({"until": DAY + timedelta(days=90)}, "until"),
        ({"on": date(2022, 5, 1), "start": date(2022, 5, 1), "last_exposure": date(2022, 4, 30)}, "until"),
    ],
)
def test_what_cannot_be_decided_is_refused_at_its_field(more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        rules.decide(asked(**more))
    assert no.value.field == field


def test_rounds_are_counted_through_the_night() -> None:
    def at(day: int, hour: int) -> int:
        return rules.round_at(datetime(2021, 8, day, hour, tzinfo=UTC), (6, 14)).number

    assert [at(17, 6), at(17, 14), at(18, 5), at(18, 6)] == [at(17, 6), at(17, 6) + 1, at(17, 6) + 1, at(17, 6) + 2]
    now = rules.round_at(datetime(2021, 8, 18, 7, tzinfo=UTC), (6, 14))
    assert (now.opens.hour, now.closes.hour, now.nth) == (6, 14, 1)
    assert [rules.missed(now.number - n, now) for n in (0, 1, 2, 5)] == [0, 0, 1, 4]


def test_samples_answer_the_days_they_belong_to() -> None:
    dues = [date(2021, 8, 17), date(2021, 8, 22), date(2021, 8, 29)]

    def taken(n: int, day: int, result: str) -> Taken:
        return Taken(UUID(int=n), date(2021, 8, day), result)

    found = rules.match(dues, [taken(1, 18, "negative"), taken(2, 21, "pending"), taken(3, 23, "negative")], 1)
    assert {due.day: int(one.key) for due, one in found.items()} == {17: 1, 22: 3}
    assert rules.match(dues, [taken(1, 20, "negative"), taken(2, 18, "positive")], 1)[dues[0]].result == "positive"
    open_ones = rules.conditions(today=date(2021, 8, 29), until=dues[2], tests=[rules.Tested(d) for d in dues])
    assert [c.met for c in open_ones] == [True, False, False, False]


DAYS = st.integers(0, 6).map(lambda n: DAY - timedelta(days=n))
HOUSES = st.one_of(st.none(), st.integers(1, 4).map(lambda n: UUID(int=n)))


@st.composite
def houses(draw: st.DrawFn) -> tuple[list[Guest], list[RoomState]]:
    """Guests to be placed, and rooms some of which are partly full by the same rules."""

    def guest(n: int) -> Guest:
        return Guest(
            UUID(int=100 + n), draw(st.sampled_from("MFU")), draw(DAYS), draw(st.sampled_from(["f", "returnee"])), draw(HOUSES),
            source=draw(HOUSES), ill=draw(st.integers(0, 9)) == 0,
        )  # fmt: skip

    rooms = []
    for n in range(draw(st.integers(0, 5))):
        beds = [(UUID(int=10_000 + n * 10 + b), str(b)) for b in range(draw(st.integers(1, 4)))]
        first = guest(500 + n) if draw(st.booleans()) else None
        room = RoomState(UUID(int=1000 + n), str(n), beds)
        if first is not None and room.free:
            room.free.pop()
            room.inside.append(first)
        rooms.append(room)
    return [guest(n) for n in range(draw(st.integers(0, 12)))], rooms


@pytest.mark.requirement("QUA-09")
@settings(max_examples=200, deadline=None)
@given(houses())
def test_nobody_is_put_where_he_infects_or_is_infected(made: tuple[list[Guest], list[RoomState]]) -> None:
    guests, rooms = made
    free = {bed for room in rooms for bed, _label in room.free}
    before = {room.id: list(room.inside) for room in rooms}
    found = rules.propose(guests, rooms, 1)
    by_id = {g.id: g for g in guests}
    assert sorted([p.guest for p in found.placed] + [u.guest for u in found.unplaced]) == sorted(by_id)
    beds = [p.bed for p in found.placed]
    assert len(set(beds)) == len(beds)
    assert set(beds) <= free
    inside = before
    for one in found.placed:
        there, guest = inside[one.room], by_id[one.guest]
        family = guest.household is not None and all(g.household == guest.household for g in there)
        if there:
            assert not guest.ill
            assert not any(g.ill for g in there)
        if there and not family:
            assert {g.sex for g in there} == {guest.sex} <= {"M", "F"}
            assert {g.cause for g in there} == {guest.cause}
            assert guest.exposed <= min(g.exposed for g in there), "never later than somebody there"
            assert max(g.exposed for g in there) - guest.exposed <= timedelta(days=1)
        inside[one.room].append(guest)
        assert one.reasons
    for left in found.unplaced:  # whoever is left without could go nowhere even now
        assert all(not room.free or rules.why_not(room.inside, by_id[left.guest], 1) for room in rooms)


def test_a_household_stays_together_and_an_ill_one_alone() -> None:
    def guest(n: int, sex: str, house: int | None = None, ill: bool = False) -> Guest:
        return Guest(UUID(int=n), sex, DAY, "f", UUID(int=house) if house else None, ill=ill)

    rooms = [
        RoomState(UUID(int=50 + n), str(n), [(UUID(int=100 + n * 10 + b), str(b)) for b in range(4)]) for n in range(3)
    ]
    people = [guest(1, "M", 9), guest(2, "F", 9), guest(3, "F", 9), guest(4, "F", ill=True), guest(5, "M")]
    room_of = {int(p.guest): p.room for p in rules.propose(people, rooms, 1).placed}
    assert room_of[1] == room_of[2] == room_of[3]
    assert len({room_of[1], room_of[4], room_of[5]}) == 3


def test_a_locked_area_opens_after_days_without_a_case_and_negative_rounds() -> None:
    rule = as_of(Subject.LOCKDOWN, "covid19", DAY).value
    start, rounds = date(2021, 8, 1), [rules.SampledRound(date(2021, 8, n), 100, n == 4) for n in (4, 8, 12)]
    assert rules.next_sampling(start, [], rule) == start
    assert rules.next_sampling(start, rounds, rule) == date(2021, 8, 15)

    def met(today: date, last: date | None, done: list[rules.SampledRound]) -> list[bool]:
        return [c.met for c in rules.may_end(today=today, started_on=start, last_case=last, rounds=done, rule=rule)]

    assert met(DAY, None, rounds) == [True, True]
    assert met(DAY, date(2021, 8, 4), rounds) == [False, True]
    assert met(DAY, None, rounds[:2]) == [True, False], "one of the last two was positive"
    assert met(DAY, None, [*rounds, rules.SampledRound(DAY, 90, 0, 90)]) == [True, False], "results still to come"
