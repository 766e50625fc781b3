"""Which set is in force: borders of dates, precedence of areas, the explanation."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from vungxanh.kernel.refused import Refused
from vungxanh.regulations import api
from vungxanh.regulations.choose import choose
from vungxanh.regulations.loader import load_all
from vungxanh.regulations.sets import RegulationSet
from vungxanh.regulations.values import Subject

CONTACT = """
[regulation]
id = "{id}"
kind = "regulation"
number = "{id}/QĐ"
issuer = "người thử"
level = "{level}"
title = "thử"
area = "{area}"
diseases = ["covid19"]
effective_from = {start}
{end}
verified = true
source = "thử"

[values]
hours = {hours}
"""


def made(root: Path, *sets: tuple[str, str, str, str, int]) -> tuple[RegulationSet, ...]:
    """Sets of (area, from, to, level, hours); the id is the hours."""
    folder = root / "notification"
    folder.mkdir(parents=True)
    for area, start, end, level, hours in sets:
        until = f"effective_to = {end}" if end else ""
        text = CONTACT.format(id=f"s{hours}", level=level, area=area, start=start, end=until, hours=hours)
        (folder / f"s{hours}.toml").write_text(text, "utf-8")
    return load_all(root)


def hours(sets: tuple[RegulationSet, ...], on: date, area: str = "") -> int:
    why = choose(sets, subject=Subject.NOTIFICATION, disease="covid19", on=on, area=area)
    return int(why.chosen.value.hours)


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2021, 7, 29), "3468/QĐ-BYT"),
        (date(2021, 7, 30), "3638/QĐ-BYT"),
        (date(2021, 12, 28), "3638/QĐ-BYT"),
        (date(2021, 12, 29), "11042/BYT-DP"),
        (date(2022, 4, 14), "11042/BYT-DP"),
        (date(2022, 4, 15), "1909/BYT-DP"),
    ],
)
def test_the_day_before_and_the_day_of_each_change(on: date, number: str) -> None:
    for subject in (Subject.CONTACT, Subject.INFECTIOUS_WINDOW):
        assert api.as_of(subject, "covid19", on).explanation.chosen.number == number


def test_every_effective_date_is_a_border() -> None:
    for s in load_all():
        if s.effective_from == date.min or s.subject is Subject.ISOLATION:
            continue
        assert api.as_of(s.subject, s.diseases[0], s.effective_from, s.area).explanation.chosen.id == s.id
        before = date.fromordinal(s.effective_from.toordinal() - 1)
        assert s.id not in {t.set.id for t in api.timeline(s.subject, s.diseases[0], s.area) if t.start <= before}


def test_distance_and_f2_change_with_the_date() -> None:
    july = api.as_of(Subject.CONTACT, "covid19", date(2021, 8, 17)).value
    december = api.as_of(Subject.CONTACT, "covid19", date(2022, 1, 1)).value
    april = api.as_of(Subject.CONTACT, "covid19", date(2022, 4, 15)).value
    assert (july.distance_m, july.f2_managed) == (2, True)
    assert (december.distance_m, december.minutes_with_mask, december.f2_managed) == (2, 15, False)
    assert april.distance_m == 1


def test_deeper_area_wins_over_a_later_national_set(tmp_path: Path) -> None:
    sets = made(
        tmp_path,
        ("", "2021-01-01", "", "national", 48),
        ("", "2021-09-01", "", "national", 36),
        ("3/70/", "2021-02-01", "", "province", 24),
        ("3/70/691/", "2021-03-01", "2021-03-31", "district", 12),
    )
    assert hours(sets, date(2021, 8, 31)) == 48
    assert hours(sets, date(2021, 9, 1)) == 36
    assert hours(sets, date(2021, 9, 1), "3/70/") == 24
    assert hours(sets, date(2021, 3, 31), "3/70/691/25222/") == 12
    assert hours(sets, date(2021, 4, 1), "3/70/691/25222/") == 24
    assert hours(sets, date(2021, 3, 31), "3/70/692/") == 24
    assert hours(sets, date(2021, 9, 1), "701/") == 36


def test_explanation_says_why_the_others_were_not_chosen(tmp_path: Path) -> None:
    sets = made(
        tmp_path,
        ("", "2021-01-01", "", "national", 48),
        ("", "2021-12-01", "", "national", 36),
        ("3/70/", "2020-01-01", "2020-12-31", "province", 12),
        ("3/70/", "2021-02-01", "", "province", 24),
    )
    why = choose(sets, subject=Subject.NOTIFICATION, disease="covid19", on=date(2021, 6, 1), area="3/70/691/")
    assert why.chosen.id == "s24"
    assert {c.set.id: c.why_not for c in why.considered} == {
        "s12": "hết hiệu lực từ sau 31/12/2020",
        "s36": "chưa có hiệu lực (từ 1/12/2021)",
        "s48": "s24/QĐ của địa bàn cụ thể hơn được ưu tiên",
    }
    assert why.verified
    assert why.in_words() == "Theo s24/QĐ, người thử, áp dụng trong địa bàn của cơ quan ban hành, từ 1/2/2021."


def test_between_two_sets_the_refusal_names_both(tmp_path: Path) -> None:
    sets = made(
        tmp_path,
        ("", "2021-01-01", "2021-01-31", "national", 48),
        ("", "2021-03-01", "", "national", 24),
    )
    with pytest.raises(api.NoRegulation) as refusal:
        hours(sets, date(2021, 2, 15))
    assert isinstance(refusal.value, Refused)
    assert refusal.value.before is not None
    assert refusal.value.after is not None
    assert (refusal.value.before.id, refusal.value.after.id) == ("s48", "s24")
    assert "15/2/2021" in str(refusal.value)
    assert "từ 1/3/2021" in str(refusal.value)


def test_unverified_values_are_named_in_the_sentence() -> None:
    words = api.as_of(Subject.CONTACT, "covid19", date(2021, 8, 17)).explanation.in_words()
    assert "3638/QĐ-BYT" in words
    assert "cần xác nhận: Khoảng cách tiếp xúc gần" in words
    verified = api.as_of(Subject.INFECTIOUS_WINDOW, "covid19", date(2022, 1, 1)).explanation
    assert verified.verified
    assert "cần xác nhận" not in verified.in_words()
    assert "cần xác nhận" in api.as_of(Subject.CONTACT, "mers", date(2015, 6, 1)).explanation.in_words()
    dates = api.as_of(Subject.NOTIFICATION, "measles", date(2021, 8, 17)).explanation
    assert "cần xác nhận: ngày hiệu lực" in dates.in_words()


def test_dengue_has_no_contacts_and_says_so() -> None:
    with pytest.raises(api.NoRegulation, match="không truy vết theo tiếp xúc"):
        api.as_of(Subject.CONTACT, "dengue", date(2021, 8, 17))


def test_local_result_target_only_inside_its_district() -> None:
    local = api.as_of(Subject.TEST_RESULT, "covid19", date(2021, 12, 1), "3/12/111/03598/")
    assert local.explanation.chosen.area == "3/12/111/"
    assert api.as_of(Subject.TEST_RESULT, "covid19", date(2021, 12, 1), "74/723/").explanation.chosen.area == ""


def test_timeline_is_unbroken_and_ends_open() -> None:
    stretches = api.timeline(Subject.CONTACT, "covid19")
    assert [s.set.name for s in stretches][-3:] == ["3638/QĐ-BYT", "11042/BYT-DP", "1909/BYT-DP"]
    assert stretches[-1].until is None
    for one, following in pairwise(stretches):
        assert one.until is not None
        assert one.until.toordinal() + 1 == following.start.toordinal()


def test_timeline_leaves_gaps_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sets = made(tmp_path, ("", "2021-01-01", "2021-01-31", "national", 48), ("", "2021-03-01", "", "national", 24))
    monkeypatch.setattr(api, "load_all", lambda: sets)
    found = [(s.start, s.until, s.set.id) for s in api.timeline(Subject.NOTIFICATION, "covid19")]
    assert found == [(date(2021, 1, 1), date(2021, 1, 31), "s48"), (date(2021, 3, 1), None, "s24")]
