"""Rules, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.kernel.refused import Refused
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.rules import Body, Content, Relation, Span

pytestmark = pytest.mark.nodb


def test_the_kinds_are_those_of_the_decree_each_with_its_own_letters() -> None:
    assert len(rules.DECREE_30) == 29
    letters = [kind.letters for kind in rules.KINDS.values() if kind.letters]
    assert len(letters) == len(set(letters)) == 27 + 4


@pytest.mark.parametrize(
    ("code", "symbol", "kind"),
    [("plan", "", "plan"), (None, "TB-UBND", "notice"), (None, "UBND-TC", ""), ("official_letter", "UBND-TC", "official_letter"),
     (None, "CD-TTg", "telegram"), (None, "2021/QĐ-TTg", "decision"), (None, "NQ/TU", "resolution"), ("nonsense", "", ""),
     ("master_scheme", "ĐA-UBND", "master_scheme"), ("project", "DA-UBND", "project")],
)  # fmt: skip
def test_kind_by_what_was_read_else_by_the_symbol(code: str | None, symbol: str, kind: str) -> None:
    assert rules.kind_of(code, symbol) == kind


@pytest.mark.parametrize(
    "written", ["134/TB-UBND", "0134/TB-UBND", " 134 / tb-ubnd", "Số: 134/TB-UBND", "số 134/TB–UBND"]
)
def test_one_number_however_it_is_written(written: str) -> None:
    assert rules.key_of(written) == "134/tb-ubnd"


@pytest.mark.parametrize("written", ["", "/UBND-YT", "UBND", "abc", "12"])
def test_what_has_no_number_and_symbol_is_cited_by_nobody(written: str) -> None:
    assert rules.key_of(written) == ""


def test_number_and_symbol_together() -> None:
    assert rules.joined("05", "NQ/TU") == "05-NQ/TU"
    assert rules.joined("134", "TB-UBND") == "134/TB-UBND"
    assert rules.joined("", "UBND-YT") == "/UBND-YT"
    assert rules.joined("30", "2020/NĐ-CP") == "30/2020/NĐ-CP"


@pytest.mark.parametrize(
    ("before", "relation"),
    [("Căn cứ Thông báo số ", Relation.IMPLEMENTS), ("V/v thực hiện Công điện số ", Relation.IMPLEMENTS),
     ("Văn bản này thay thế Công văn số ", Relation.REPLACES), ("sửa đổi, bổ sung một số điều của Quyết định số ", Relation.AMENDS),
     ("Đoàn kiểm tra theo Quyết định số ", Relation.CITES), ("Căn cứ A. Xem thêm ", Relation.CITES)],
)  # fmt: skip
def test_what_the_words_before_make_of_a_citation(before: str, relation: Relation) -> None:
    assert rules.relation(f"{before}134/TB-UBND", len(before)) is relation


def test_a_day_or_a_month() -> None:
    day, month = rules.day_of("9/11/2021"), rules.day_of("2021-11")
    assert str(day) == "9/11/2021"
    assert str(month) == "11/2021"
    assert day is not None
    assert month is not None
    assert day.fits(month)
    assert not day.fits(rules.day_of("10/11/2021"))
    assert rules.day_of("") is None
    for text in ("31/2/2021", "hôm qua", "2021"):
        with pytest.raises(Refused):
            rules.day_of(text)
        assert rules.day_or_none(text) is None


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6))
def test_the_segments_are_the_text_again(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span(str(n), start, end) for n, (start, end) in enumerate(places)]
    cut = rules.segments(text, spans)
    assert "".join(s.text for s in cut) == text
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            assert "".join(s.text for s in cut if span.id in s.ids) == text[span.start : span.end]


@given(st.text(max_size=80), st.integers(-3, 90), st.integers(-3, 90))
def test_a_selection_is_whole_words_or_refused(text: str, start: int, end: int) -> None:
    try:
        first, last = rules.trimmed(text, start, end)
    except Refused:
        return
    assert text[first:last] == text[first:last].strip()
    assert 0 <= first < last <= len(text)
    assert not (first > 0 and text[first].isalnum() and text[first - 1].isalnum())


@given(st.text(max_size=400))
def test_cleaned_text_has_one_kind_of_line_end_and_can_be_searched(text: str) -> None:
    clean = rules.clean(text)
    assert "\r" not in clean
    assert "\x00" not in clean
    assert all(c == " " or ("0" <= c <= "9") or ("a" <= c <= "z") for c in rules.search_text(clean))


def test_a_passage_breaks_after_sentences_and_clauses() -> None:
    text = "Công an lập chốt; báo cáo hằng ngày. Y tế lấy mẫu."
    places = rules.breaks(text, 0, len(text))
    assert [text[at:].split()[0] for at in places] == ["báo", "Y"]
    (one, two) = rules.halves(text, 0, len(text), places[0])
    assert text[slice(*one)] == "Công an lập chốt;"
    assert text[slice(*two)].startswith("báo cáo")


@pytest.mark.parametrize(
    ("due", "words"),
    [({"kind": "by", "date": "2021-08-18", "time": "10:00"}, "10:00 18/8/2021"), ({"kind": "none"}, ""), ({}, ""),
     ({"kind": "during", "start": "2021-08-01", "date": "2021-08-31"}, "1/8/2021 – 31/8/2021"),
     ({"kind": "within", "hours": 12.0}, "trong 12 giờ"), ({"kind": "recurring", "rule": "monthly day 15,30"}, "ngày 15 và 30 hằng tháng"),
     ({"kind": "recurring", "rule": "weekly mon,fri"}, "thứ Hai, thứ Sáu hằng tuần"), ({"kind": "ongoing"}, "thường xuyên")],
)  # fmt: skip
def test_deadlines_in_words(due: dict[str, object], words: str) -> None:
    assert rules.due_words(due) == words


def test_targets_and_conditions_in_words() -> None:
    assert rules.target_words({"op": ">=", "value": 1500.0, "unit": "giường"}) == "từ 1.500 giường trở lên"
    assert rules.target_words({"op": "<=", "value": 50.0, "unit": "hộ"}) == "không quá 50 hộ"
    assert rules.target_words({"op": "=", "value": 2.5, "unit": "m"}) == "2,5 m"
    assert (
        rules.condition_words({"scenario": 1, "when": "active_cases < 100"}) == "kịch bản 1 · số ca đang điều trị < 100"
    )
    assert rules.due_words({"kind": "during", "start": "2021-08-18", "date": "2021-08-18"}) == "trong ngày 18/8/2021"


def test_a_task_is_clear_when_it_says_what_who_and_when() -> None:
    somebody = Body("Công an", ("1",))
    assert rules.doubts(Content("Lập chốt kiểm soát", lead=(somebody,), due={"kind": "by", "date": "2021-08-18"})) == []
    late = rules.doubts(Content("Lập chốt kiểm soát", lead=(somebody,)))
    assert [d.stops for d in late] == [False], "many orders name no day; they can be given all the same"
    assert any(d.stops for d in rules.doubts(Content("Lập chốt kiểm soát", lead=(Body("Đội lạ"),))))
    both = rules.together(Content("A.", lead=(somebody,)), Content("B.", lead=(somebody,), due={"kind": "ongoing"}))
    assert (both.text, len(both.lead), both.due) == ("A. B.", 1, {"kind": "ongoing"})


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("a.pdf", b"%PDF-1.7 ...", "pdf"), ("a.txt", b"%PDF-1.4", "pdf"), ("a.txt", "Công văn".encode(), "txt"),
     ("scan.png", b"\x89PNG\r\n\x1a\n..", "png"), ("u.txt", b"\xff\xfeC\x00", "txt")],
)  # fmt: skip
def test_a_file_is_what_is_in_it(name: str, data: bytes, kind: str) -> None:
    assert rules.file_type(name, data) == kind


@pytest.mark.parametrize(
    ("words", "rule", "again"),
    [
        ("Hàng ngày", "daily", "hằng ngày"),
        ("trước 16 giờ hằng ngày", "daily at 16:00", "16:00 hằng ngày"),
        ("thứ Hai, thứ Năm hằng tuần", "weekly mon,thu", "thứ Hai, thứ Năm hằng tuần"),
        ("chủ nhật hàng tuần", "weekly sun", "Chủ nhật hằng tuần"),
        ("ngày 15 và ngày 30 hàng tháng", "monthly day 15,30", "ngày 15 và 30 hằng tháng"),
        ("ngày cuối tháng", "monthly day last", "ngày cuối tháng"),
        ("hằng quý", "quarterly", "hằng quý"),
        ("3 ngày một lần", "every 3 days", "3 ngày một lần"),
        ("monthly day 15,30", "monthly day 15,30", "ngày 15 và 30 hằng tháng"),
        ("", "", "định kỳ"),
        ("khi nào tiện", None, ""),
        ("ngày 45 hằng tháng", None, ""),
        ("thứ tám hằng tuần", None, ""),
    ],
)
def test_what_comes_back_is_written_as_an_office_writes_it(words: str, rule: str | None, again: str) -> None:
    assert rules.rule_of(words) == rule
    if rule is not None:
        assert rules.rhythm(rule) == again
        assert not rule or rules.rule_of(again) == rule


@given(st.text(max_size=40))
def test_no_words_break_the_reading_of_a_rhythm(words: str) -> None:
    rules.rule_of(words)
    rules.rhythm(words)
