"""Close contact and infectious period, by definitions of different dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.regulations.api import (
    Circumstances,
    ContactDefinition,
    Refused,
    Subject,
    as_of,
    infectious_period,
    is_close_contact,
)

DECEMBER = as_of(Subject.CONTACT, "covid19", date(2022, 1, 1)).value
APRIL = as_of(Subject.CONTACT, "covid19", date(2022, 5, 1)).value


@pytest.mark.parametrize(
    ("circumstances", "close", "says"),
    [
        (Circumstances(distance_m=2, minutes=15, masked=True, closed_space=False), True, "trong vòng 2 m"),
        (Circumstances(distance_m=2, minutes=14.9, masked=True, closed_space=False), False, "chưa đủ 15 phút"),
        (Circumstances(distance_m=2.1, minutes=60, masked=True, closed_space=False), False, "xa hơn 2 m"),
        (Circumstances(distance_m=2, minutes=0, masked=False, closed_space=False), True, "không đeo khẩu trang"),
        (Circumstances(distance_m=8, minutes=20, masked=True, closed_space=True), True, "không gian hẹp, kín"),
        (Circumstances(distance_m=8, minutes=20, masked=True), True, "chưa rõ không gian kín"),
        (Circumstances(minutes=20, masked=True, closed_space=False), True, "chưa rõ khoảng cách"),
        (Circumstances(distance_m=1, masked=True, closed_space=False), True, "chưa rõ thời gian"),
        (Circumstances(distance_m=1, minutes=1, closed_space=False), True, "chưa rõ khẩu trang"),
        (Circumstances(distance_m=8, minutes=0, masked=True, closed_space=False, physical=True), True, "cơ thể"),
        (Circumstances(distance_m=8, closed_space=False, care_without_ppe=True), True, "phòng hộ"),
        (Circumstances(distance_m=8, closed_space=False, same_household=True), True, "ở cùng nhà"),
        (Circumstances(), True, "chưa rõ"),
    ],
)
def test_december_2021(circumstances: Circumstances, close: bool, says: str) -> None:
    judged = is_close_contact(circumstances, DECEMBER)
    assert judged.close is close
    assert says in judged.reason


def test_one_and_a_half_metres_is_close_in_december_and_not_in_april() -> None:
    met = Circumstances(distance_m=1.5, minutes=30, masked=False, closed_space=False)
    assert is_close_contact(met, DECEMBER).close
    assert not is_close_contact(met, APRIL).close


maybe = st.none() | st.booleans()
amount = st.none() | st.floats(0, 100)


@given(amount, amount, maybe, maybe)
def test_not_knowing_never_makes_a_contact_less_close(
    distance: float | None, minutes: float | None, masked: bool | None, closed: bool | None
) -> None:
    known = Circumstances(distance_m=distance, minutes=minutes, masked=masked, closed_space=closed)
    if not is_close_contact(known, DECEMBER).close:
        return
    for gone in ("distance_m", "minutes", "masked", "closed_space"):
        fields = {"distance_m": distance, "minutes": minutes, "masked": masked, "closed_space": closed, gone: None}
        assert is_close_contact(Circumstances(**fields), DECEMBER).close


def test_a_definition_may_leave_out_closed_spaces() -> None:
    touch: ContactDefinition = as_of(Subject.CONTACT, "ebola", date(2021, 1, 1)).value
    assert not is_close_contact(Circumstances(distance_m=5, minutes=99, closed_space=True), touch).close


def test_infectious_period_july_and_december() -> None:
    july = as_of(Subject.INFECTIOUS_WINDOW, "covid19", date(2021, 8, 17)).value
    december = as_of(Subject.INFECTIOUS_WINDOW, "covid19", date(2022, 1, 1)).value
    onset, sampled = date(2021, 8, 10), date(2021, 8, 12)
    assert infectious_period(july, onset=onset).start == date(2021, 8, 7)
    assert infectious_period(december, onset=onset).start == date(2021, 8, 8)
    assert infectious_period(july, sampled=sampled).start == date(2021, 7, 29)
    assert infectious_period(july, sampled=sampled, exposed=date(2021, 8, 5)).start == date(2021, 8, 5)
    assert infectious_period(december, sampled=sampled, exposed=date(2021, 8, 5)).start == date(2021, 8, 10)
    assert infectious_period(july, onset=onset, isolated=sampled).end == sampled
    assert infectious_period(july, onset=onset, negative=sampled).end is None
    assert infectious_period(december, onset=onset, negative=sampled, isolated=onset).end == sampled
    assert "khởi phát 10/8/2021" in infectious_period(july, onset=onset).reason


def test_infectious_period_of_measles_ends_by_itself() -> None:
    window = as_of(Subject.INFECTIOUS_WINDOW, "measles", date(2021, 8, 17)).value
    assert infectious_period(window, onset=date(2021, 8, 10)).end == date(2021, 8, 18)


def test_infectious_period_needs_a_date() -> None:
    window = as_of(Subject.INFECTIOUS_WINDOW, "covid19", date(2021, 8, 17)).value
    with pytest.raises(Refused, match="ngày khởi phát"):
        infectious_period(window)
