"""Cards, numbers, births, names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.rules import Sex

TODAY = date(2021, 8, 17)
SAMPLE = "001200012345|012345678|NGUYỄN VĂN A|15052000|Nam|Số 1 Đại Cồ Việt, Hai Bà Trưng, Hà Nội|10102021"
names = st.text(st.sampled_from("ABCĐÀẠẦÊƠƯÝ "), min_size=1, max_size=20).filter(lambda t: t.strip())
digits = st.text("0123456789")


def test_the_published_sample_card() -> None:
    card = rules.read_card(SAMPLE, TODAY)
    assert card.citizen_id == "001200012345"
    assert card.old_id == "012345678"
    assert card.full_name == "Nguyễn Văn A"
    assert (card.birth_date, card.birth_year, card.sex) == (date(2000, 5, 15), 2000, Sex.MALE)
    assert card.address == "Số 1 Đại Cồ Việt, Hai Bà Trưng, Hà Nội"
    assert card.warnings == ()


@given(old=st.sampled_from(["", "012345678"]), form=st.sampled_from(["{:02}{:02}{}", "{:02}/{:02}/{}", "{}/{}/{}"]),
       born=st.dates(date(1900, 1, 1), TODAY), name=names, tail=st.sampled_from(["", "\r", "\r\n", "\x00\x1d"]),
       more=st.lists(st.text(st.characters(exclude_characters="|", exclude_categories=["C"])), max_size=4))  # fmt: skip
def test_cards_of_every_make_are_read(old: str, form: str, born: date, name: str, tail: str, more: list[str]) -> None:
    """With or without the old number, either form of date, control characters, fields added by newer cards."""
    century = {19: 0, 20: 2}[born.year // 100] + 1
    number = f"070{century}{born.year % 100:02}000001"
    text = "|".join(
        [number, old, name, form.format(born.day, born.month, born.year), "Nữ", "Xã Thử", "01012021", *more]
    )
    card = rules.read_card(text + tail, TODAY)
    assert (card.citizen_id, card.old_id, card.birth_date, card.sex) == (number, old, born, Sex.FEMALE)
    assert card.full_name.upper() == " ".join(name.split()).upper()
    assert card.warnings == ()


def test_the_older_form_of_six_fields_is_told_apart() -> None:
    six = rules.read_card("001200012345|NGUYỄN VĂN A|15052000|Nam|Hà Nội|10102021", TODAY)
    assert (six.full_name, six.old_id, six.birth_year, six.address) == ("Nguyễn Văn A", "", 2000, "Hà Nội")


@pytest.mark.parametrize(
    "text",
    ["", "https://example.vn/x", "|||||||", SAMPLE[1:], "0012|" + SAMPLE, SAMPLE.replace("NGUYỄN VĂN A", ""),
     SAMPLE.replace("15052000", "31022000"), SAMPLE.replace("15052000", "15052030"), "001200012345||A|15052000|Nam"],
)  # fmt: skip
def test_what_is_no_card_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused) as no:
        rules.read_card(text, TODAY)
    assert no.value.field == "card"
    assert len(no.value.sentence) > 15


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        card = rules.read_card(text, TODAY)
    except Refused:
        return
    assert len(card.citizen_id) == 12


def test_a_card_that_contradicts_itself_is_read_with_a_warning() -> None:
    assert len(rules.read_card(SAMPLE.replace("|Nam|", "|Nữ|").replace("2000|", "1999|"), TODAY).warnings) == 2


@given(st.sampled_from("35789"), st.text("0123456789", min_size=8, max_size=8), st.sampled_from([" ", ".", "-", ""]))
def test_one_number_however_it_is_written(first: str, rest: str, gap: str) -> None:
    kept = f"0{first}{rest}"
    spaced = gap.join([first, rest[:2], rest[2:5], rest[5:]])
    for written in (f"0{spaced}", f"+84{gap}{spaced}", f"84{first}{rest}", f"(+84) {spaced}", f"0084{spaced}",
                    f"+84 0{spaced}", f"{first}{rest}"):  # fmt: skip
        assert rules.normal_phone(written) == kept
    assert rules.normal_phone(kept) == kept


@given(st.text("0123456789+ ()-.", max_size=20))
def test_a_number_is_refused_with_a_reason_or_kept_in_one_form(text: str) -> None:
    try:
        kept = rules.normal_phone(text)
    except Refused as no:
        said = no.sentence
        assert said.endswith(".")
        return
    assert kept == "" or rules.normal_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0271 3 870 870", "02713870870"), ("+855 12 345 678", "+85512345678"), ("", ""), ("  ", "")],
)
def test_fixed_lines_and_foreign_numbers(typed: str, kept: str) -> None:
    assert rules.normal_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [("091234567", "10 chữ số"), ("09123456789", "10 chữ số"), ("0412345678", "Đầu số"), ("abc", "chỉ gồm chữ số"),
     ("112345678", "bắt đầu bằng số 0"), ("+84", "10 chữ số")],
)  # fmt: skip
def test_the_reason_is_said(typed: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        rules.normal_phone(typed)


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [("001200012345", Sex.MALE, 2000), ("070190000001", Sex.FEMALE, 1990), ("096099000001", Sex.MALE, 1999),
     ("001305000001", Sex.FEMALE, 2005)],
)  # fmt: skip
def test_a_citizen_number_says_sex_and_year(number: str, sex: Sex, year: int) -> None:
    found = rules.read_citizen_id(number)
    assert found is not None
    assert (found.sex, found.birth_year, found.registered_in) == (sex, year, number[:3])


@given(digits)
def test_only_nine_or_twelve_digits_are_a_citizen_number(text: str) -> None:
    if len(text) in (0, 9, 12):
        assert rules.check_citizen_id(text) == text
    else:
        with pytest.raises(Refused):
            rules.check_citizen_id(text)


@pytest.mark.parametrize(
    ("typed", "birth"),
    [("17/8/1990", (date(1990, 8, 17), 1990)), ("1990", (None, 1990)), ("17081990", (date(1990, 8, 17), 1990)),
     ("1990-08-17", (date(1990, 8, 17), 1990)), ("17-08-1990", (date(1990, 8, 17), 1990)), ("", (None, None))],
)  # fmt: skip
def test_births_as_people_give_them(typed: str, birth: tuple[date | None, int | None]) -> None:
    assert rules.read_birth(typed, TODAY) == birth


@pytest.mark.parametrize("typed", ["31/2/1990", "1800", "18/8/2021", "2022", "hôm qua", "8/1990", "1/1/90"])
def test_births_that_cannot_be(typed: str) -> None:
    with pytest.raises(Refused):
        rules.read_birth(typed, TODAY)


def test_age_turns_on_the_birthday() -> None:
    assert rules.age_on(date(2021, 8, 16), date(1990, 8, 17), None) == 30
    assert rules.age_on(date(2021, 8, 17), date(1990, 8, 17), None) == 31
    assert rules.age_on(TODAY, None, 1990) == 31
    assert rules.age_on(TODAY, None, None) is None
    assert rules.birth_years_of_ages(TODAY, 60, None) == (None, 1961)
    assert rules.birth_years_of_ages(TODAY, 0, 17) == (2004, 2021)


@pytest.mark.parametrize(("typed", "sex"), [("Nam", "M"), ("NỮ", "F"), ("nu", "F"), ("Male", "M"), ("?", "U")])
def test_sex_as_written(typed: str, sex: str) -> None:
    assert rules.read_sex(typed) == sex


@given(names, st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8))
def test_every_beginning_of_a_key_lies_below_its_upper_bound(name: str, more: str) -> None:
    folded, turned = rules.name_keys(name)
    assert sorted(folded.split()) == sorted(turned.split())
    assert (folded + more).encode() < rules.upper_bound(folded).encode()
