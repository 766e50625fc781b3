"""Files: harmless cells that come back as they were, and a workbook other programs read."""

import io
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.common.web.export import xlsx
from vungxanh.common.web.export.cells import harmless, meant, plain, text_of
from vungxanh.common.web.export.writers import file_bytes, in_batches

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@given(st.text(max_size=12) | st.from_regex(r"'{0,3}[=+\-@\t\r]\w*", fullmatch=True))
def test_a_cell_is_harmless_and_comes_back(text: str) -> None:
    cell = harmless(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert meant(cell) == text


@pytest.mark.parametrize(("text", "cell"), [("=1+1", "'=1+1"), ("'=x", "''=x"), ("O'-Hara", "O'-Hara"), ("", "")])
def test_only_what_looks_like_a_formula_is_touched(text: str, cell: str) -> None:
    assert harmless(text) == cell


def test_values_become_what_our_import_reads() -> None:
    moment = datetime(2021, 8, 17, 0, 30, tzinfo=UTC)
    assert [text_of(plain(v)) for v in (True, False, None, date(2021, 8, 5), moment, 1.5, -3, ["a", "b"])] == [
        "có", "không", "", "2021-08-05", "2021-08-17 07:30", "1.5", "-3", "a; b",
    ]  # fmt: skip
    assert text_of(plain(moment.replace(second=7))) == "2021-08-17 07:30:07"


def cells(data: bytes, sheet: int = 1) -> list[list[str]]:
    book = zipfile.ZipFile(io.BytesIO(data))
    assert book.testzip() is None
    tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [["".join(c.itertext()) for c in row.findall("m:c", NS)] for row in tree.iterfind(".//m:row", NS)]


def test_a_workbook_keeps_every_text_and_wakes_no_formula() -> None:
    odd = ["=1+1", "a & <b>", "0951234567", "x\x00y", "_x0041_", "hai\ndòng"]
    data = b"".join(file_bytes("xlsx", "Ca: bệnh/[1]", in_batches([["Mã", "Ngày"], odd, [date(2021, 8, 17), 3]])))
    assert cells(data) == [
        ["Mã", "Ngày"],
        ["=1+1", "a & <b>", "0951234567", "xy", "_x005F_x0041_", "hai\ndòng"],
        ["44425", "3"],
    ]
    book = zipfile.ZipFile(io.BytesIO(data))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert 'name="Ca  bệnh  1"' in book.read("xl/workbook.xml").decode()
    assert set(book.namelist()) >= {"[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/_rels/workbook.xml.rels"}


def test_a_list_longer_than_a_worksheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 3)
    rows = [["đầu"], *([str(n)] for n in range(4))]
    data = b"".join(xlsx.written("x", iter([[row] for row in rows])))
    assert cells(data) == [["đầu"], ["0"], ["1"]]
    assert cells(data, 2) == [["đầu"], ["2"], ["3"]]


def test_no_batch_is_held_back() -> None:
    """A piece leaves after each batch: memory does not grow with the list."""
    asked: list[int] = []

    def batches():  # type: ignore[no-untyped-def]
        for n in range(50):
            asked.append(n)
            yield [["x" * 5000] for _ in range(10)]

    pieces = xlsx.written("x", batches())
    next(pieces)
    assert len(asked) <= 2
