"""Reading, values, mapping, checking: no database, and nothing a cell may hold makes it crash."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.adapters.linelist import checking, dates, mapping, plan, reading, values
from vungxanh.adapters.linelist.checking import Reader
from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.adapters.linelist.kinds import CASES, KINDS
from vungxanh.common.web.export.cells import harmless
from vungxanh.kernel.refused import Refused

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("17/8/2021", date(2021, 8, 17)),
        ("17-08-21", date(2021, 8, 17)),
        ("2021-08-17", date(2021, 8, 17)),
        ("2021-08-17T00:00:00Z", date(2021, 8, 17)),
        ("17.8.21 07:30", date(2021, 8, 17)),
        ("17-Aug-21", date(2021, 8, 17)),
        ("17 August 2021", date(2021, 8, 17)),
        ("Aug 17, 2021", date(2021, 8, 17)),
        ("ngày 17 tháng 8 năm 2021", date(2021, 8, 17)),
        ("17 thg 8", None),
        ("20210817", date(2021, 8, 17)),
        ("44425", date(2021, 8, 17)),
        ("44425.75", date(2021, 8, 17)),
        ("5/2/1965", date(1965, 2, 5)),
        ("5/2/65", date(1965, 2, 5)),
    ],
)
def test_days(cell: str, said: date | None) -> None:
    if said is None:
        with pytest.raises(values.CellError):
            values.day(cell)
    else:
        assert values.day(cell) == said


def test_month_first_hours_and_months_alone() -> None:
    assert values.MONTH_FIRST[values.day]("8/17/2021") == date(2021, 8, 17)
    assert values.moment("44425.3125") == datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
    assert values.moment("17/8/2021 7h30") == datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
    assert values.MONTH_FIRST[values.moment]("8/17/2021 1:05 PM") == datetime(2021, 8, 17, 6, 5, tzinfo=UTC)
    for month in ("8/2021", "2021-08", "tháng 8 năm 2021", "Aug-2021"):
        with pytest.raises(values.UnclearError):
            values.day(month)
    assert (values.birth("1987"), values.birth("8/1987"), values.birth("17/8/1987")) == (1987, 1987, date(1987, 8, 17))
    assert dates.month_first(["11/20/2018", "1/2/2018", "20/11/2018", "2/21/2018"])
    assert not dates.month_first(["1/2/2018", "20/11/2018"])


@pytest.mark.parametrize("cell", ["32/8/2021", "2021-13-01", "hôm qua", "17/8/0021", "1/1/9999", "٣"])
def test_no_days(cell: str) -> None:
    with pytest.raises(values.CellError) as no:
        values.day(cell)
    assert no.value.remedy


def test_moments_are_vietnams_when_no_zone_is_given() -> None:
    assert values.moment("17/8/2021 07:30") == datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
    assert values.moment("2021-08-17T00:30:00+00:00") == datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
    assert values.moment("17/8/2021") == datetime(2021, 8, 17, 5, 0, tzinfo=UTC)
    with pytest.raises(values.CellError, match="Thiếu giờ"):
        values.exact("17/8/2021")


@pytest.mark.parametrize(
    ("cell", "years"), [("34", 34), ("34 tuổi", 34), ("46.0", 46), ("6 tháng", 0), ("30 tháng", 2), ("0.9166666", 0)]
)
def test_ages(cell: str, years: int) -> None:
    assert values.age(cell) == years


def test_a_group_of_ages_is_no_age_and_alive_is_not_recovered() -> None:
    for unclear in (lambda: values.age("50s"), lambda: values.age("50-59"), lambda: values.outcome("Alive")):
        with pytest.raises(values.UnclearError):
            unclear()
    assert values.outcome("Dead") == "died"
    with pytest.raises(values.CellError, match="tử vong"):
        values.outcome("???!")


@pytest.mark.parametrize("data", [b"", b"   \n", b"a\0b,c\n1,2", b"PK\x03\x04xxxx", b",,\n ,,\n"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        reading.read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding: str, delimiter: str) -> None:
    table = reading.read(f"ten{delimiter}tuoi\nLê Ví Dụ{delimiter}3\n".encode(encoding, "ignore"))
    assert table.header == ("ten", "tuoi")
    assert table.count == 1


def test_line_numbers_are_those_of_the_file() -> None:
    table = reading.read(b'\n\na,b\n"x\ny",1\n\n=2,\'=3\n')
    assert list(table.rows()) == [(4, ["x\ny", "1"]), (7, ["=2", "=3"])]
    assert list(table.rows(after=4)) == [(7, ["=2", "=3"])]


def test_an_open_quote_is_refused_with_its_line() -> None:
    with pytest.raises(Refused, match="từ dòng 3"):
        reading.read(b'a,b\n1,2\n"' + b"x" * 200_000)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("infector,case_id,source", "links"),
        ("from,to,exposure,diff_dt_onset", "links"),
        ("id,age,age_class,sex,place_infect,loc_hosp,dt_onset,dt_report,dt_diag,outcome,dt_death", "cases"),
        ("Mã người,Họ tên,Năm sinh,Xã,Hộ", "persons"),
        ("Mã ca,Địa điểm,Từ lúc,Đến lúc", "visits"),
        ("Mã ca,Họ tên người tiếp xúc,Điện thoại,Ngày tiếp xúc,Khẩu trang", "contacts"),
    ],
)
def test_the_kind_is_guessed(header: str, kind: str) -> None:
    assert mapping.guess_kind(header.split(",")).key == kind


def test_a_file_of_something_else_is_not_taken_for_cases() -> None:
    for header in ("policy_id,country,gov_policy,detail,end_date", "a,b,c"):
        with pytest.raises(Refused, match="Không nhận ra"):
            mapping.guess_kind(header.split(","))


def test_ho_is_a_family_name_or_a_household_by_its_diacritics() -> None:
    assert mapping.guess(KINDS["persons"], ["Họ", "Tên", "Hộ"]) == {
        "family_name": "Họ", "given_name": "Tên", "household": "Hộ",
    }  # fmt: skip


def test_a_mapping_by_hand() -> None:
    by_hand = {"x": "phone", "onset": ""}
    source = "thư mục/sổ ca.tháng 8.csv"
    made = plan.make(("id", "x", "onset"), source=source, kind="cases", by_header=by_hand, disease="covid19")
    assert dict(made.mapping) == {"id": "id", "phone": "x"}
    assert made.source == "sổ ca"
    with pytest.raises(Refused, match="Không có cột nào tên"):
        plan.make(("id",), source="a", kind="cases", by_header={"id": "nonsense"})
    with pytest.raises(Refused, match="Thiếu cột"):
        plan.make(("x",), source="a", kind="visits", mapping={})
    with pytest.raises(Refused, match="bệnh nào"):
        plan.make(("id",), source="a", kind="cases")


def reader(text: str, kind: str = "cases") -> Reader:
    table = reading.read(text.encode())
    return Reader(table, KINDS[kind], mapping.guess(KINDS[kind], table.header))


def test_a_problem_has_line_column_value_reason_and_remedy() -> None:
    (row,) = reader("Mã ca,Tuổi,Khởi phát\nBN-1,tám,32/8/2021\n").rows()
    assert [(p.line, p.column, p.value, p.fatal) for p in row.problems] == [
        (2, "Tuổi", "tám", True),
        (2, "Khởi phát", "32/8/2021", True),
    ]
    assert all(p.reason and p.remedy for p in row.problems)


def test_missing_and_surplus_cells() -> None:
    rows = list(reader("infector,case_id,setting\nA\nA,B,c,d\n", "links").rows())
    assert [p.column for p in rows[0].problems] == ["case_id"]
    assert rows[1].problems[0].value == "d"


def test_a_row_without_an_id_is_known_by_what_it_says() -> None:
    one, two, three = reader("Họ tên,Tuổi\nLê Ví Dụ,3\nLê Ví Dụ,3\nLê Ví Dụ,4\n").rows()
    assert one.key == two.key != three.key


def test_repeated_ids() -> None:
    assert checking.repeated(reader("Mã ca,Tuổi\nA,1\nB,2\nA,1\nB,3\n")) == {4: (2, True), 5: (3, False)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MERS", "mers"),
        ("Covid-19", "covid19"),
        ("sốt xuất huyết", "dengue"),
        ("Sởi", "measles"),
        ("TRUE", None),
        ("", None),
    ],
)
def test_diseases(text: str, code: str | None) -> None:
    assert disease_code(text) == code


@given(st.lists(st.text(max_size=40), min_size=len(CASES.columns), max_size=len(CASES.columns) + 2))
def test_no_cell_crashes_the_reading_of_a_row(cells: list[str]) -> None:
    header = tuple(c.name for c in CASES.columns)
    table = reading.Table(b"", header)
    for kind in KINDS.values():
        names = {c.name: header[i] for i, c in enumerate(kind.columns) if i < len(header)}
        row = Reader(table, kind, names).row(2, cells)
        assert all(p.reason and (p.remedy or not p.fatal) for p in row.problems)


@given(st.binary(max_size=400))
def test_no_file_crashes(data: bytes) -> None:
    try:
        table = reading.read(data)
        rows = list(Reader(table, CASES, mapping.guess(CASES, table.header)).rows())
        checking.samples(table)
    except Refused:
        return
    assert all(row.line > table.header_line for row in rows)


@given(st.text(max_size=20))
def test_a_cell_given_back_is_no_formula_and_reads_as_before(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "+", "-", "@"))


@pytest.mark.shared
def test_the_headers_of_the_real_files(shared: Path) -> None:
    expected = {"mers_korea_2015.linelist.csv": "cases", "mers_korea_2015.contacts.csv": "links",
                "ebola_sim.linelist.csv": "cases", "ebola_sim.contacts.csv": "links"}  # fmt: skip
    for name, kind in expected.items():
        table = reading.read((shared / "data/outbreaks" / name).read_bytes())
        assert mapping.guess_kind(table.header).key == kind
