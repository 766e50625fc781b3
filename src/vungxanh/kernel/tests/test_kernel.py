"""The words every room shares."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.actor import NOBODY, Actor, Scope, inside, system
from vungxanh.kernel.ids import made_at_ms, new_id
from vungxanh.kernel.period import Period
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import fold, mask_name, mask_tail, squeeze

T = datetime(2021, 8, 17, tzinfo=UTC)


def test_ids_are_version_7_and_follow_creation() -> None:
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == 5000
    assert {i.version for i in made} == {7}
    assert {i.variant for i in made} == {"specified in RFC 4122"}
    assert abs(made_at_ms(made[0]) - datetime.now(UTC).timestamp() * 1000) < 60_000


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Bù Gia Mập", "bu gia map"),
        ("ĐẮK  Ơ", "dak o"),
        ("Nguyễn\u00a0Văn An", "nguyen van an"),
        (unicodedata.normalize("NFD", "Đường Thủy"), "duong thuy"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_masks_tell_no_stranger_who_it_is() -> None:
    assert mask_name("Nguyễn Văn An") == "N*** V*** An"
    assert mask_name("An") == "A***"
    assert mask_name("") == "***"
    assert mask_tail("0951234678") == "•••••••678"
    assert mask_tail("12") == "•••12"
    assert mask_tail("") == ""


def test_a_period_holds_its_start_and_not_its_end() -> None:
    p = Period(T, T + timedelta(hours=1))
    assert T in p
    assert T + timedelta(hours=1) not in p
    assert T + timedelta(days=900) in Period(T)
    with pytest.raises(Refused, match="sau thời điểm bắt đầu"):
        Period(T, T - timedelta(seconds=1))


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_overlap_is_symmetric_and_inside_both(a: int, b: int, c: int, d: int) -> None:
    at = lambda n: T + timedelta(minutes=n)  # noqa: E731
    one, two = Period(at(min(a, b)), at(max(a, b))), Period(at(min(c, d)), None)
    both = one.overlap(two)
    assert both == two.overlap(one)
    assert (both is None) == (max(min(a, b), min(c, d)) >= max(a, b))
    if both:
        assert both.start >= one.start
        assert both.end == one.end


def actor(*scopes: tuple[str, Permission]) -> Actor:
    return Actor(id=new_id(), scopes=tuple(Scope(area=a, permissions=frozenset({p})) for a, p in scopes))


def test_a_right_counts_where_it_is_held() -> None:
    by = actor(
        ("3/70/691/25222/", Permission.CASE_SEE), ("3/70/691/", Permission.CASE_SEE), ("3/12/", Permission.EXPORT)
    )
    assert by.may(Permission.CASE_SEE, "3/70/691/25225/")
    assert not by.may(Permission.CASE_SEE, "3/70/")
    assert not by.may(Permission.CASE_SEE, "3/70/6911/")
    assert not by.may(Permission.EXPORT, "3/70/691/")
    assert by.areas(Permission.CASE_SEE) == ("3/70/691/",)
    assert by.areas(Permission.SYSTEM) == ()
    by.check(Permission.EXPORT)
    with pytest.raises(NotYours, match="không có quyền"):
        by.check(Permission.EXPORT, "3/70/")


def test_nobody_may_nothing_and_the_system_everything() -> None:
    assert not any(NOBODY.may(p) for p in Permission)
    assert all(system().may(p, "3/70/") for p in Permission)
    assert system().areas(Permission.CASE_SEE) == ("",)
    assert inside("3/70/", "")


def test_a_refusal_is_said_in_the_language_of_the_reader() -> None:
    english = {"Cần %(hours)s giờ.": "%(hours)s hours are needed.", "Không được 100%.": "Not 100%."}
    no = Refused("Cần %(hours)s giờ.", field="hours", values={"hours": 5})
    assert (str(no), no.field, no.told(english.__getitem__)) == ("Cần 5 giờ.", "hours", "5 hours are needed.")
    assert Refused("Không được 100%.").told(english.__getitem__) == "Not 100%."
