"""Any file: codes, delimiters, workbooks, headers of other programs; and what is hostile is refused in words."""

import io
import resource
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.adapters.linelist import mapping, reading
from vungxanh.adapters.linelist.kinds import KINDS
from vungxanh.adapters.linelist.reading import Choice, letters
from vungxanh.adapters.linelist.tests.books import book, rows
from vungxanh.kernel.refused import Refused

pytestmark = pytest.mark.nodb
NAMES = ("Nguyễn Văn Thử", "Trần Thị Ví Dụ", "Điểu Mẫu", "Đặng Hữu Phước", "Lý Thị Ưng", "Huỳnh Ngọc Ẩn")
TCVN3 = {new: old for old, new in letters._TCVN3.items()}
VNI = {new: old for old, new in sorted(letters._VNI.items(), key=lambda pair: -len(pair[0]))}


def lowered(text: str) -> str:
    """TCVN3 has no capitals with tones: its capital fonts draw small letters."""
    return "".join(c.lower() if c.lower() in TCVN3 and c not in TCVN3 else c for c in text)


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "tcvn3", "vni"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_every_code_is_found_and_read(name: str, sign: str) -> None:
    text = f"Họ tên{sign}Tuổi\n" + "".join(f"{lowered(n)}{sign}3{i}\n" for i, n in enumerate(NAMES))
    if name in ("tcvn3", "vni"):
        table = TCVN3 if name == "tcvn3" else VNI
        data = "".join(table.get(c, c) for c in text).encode("cp1252")
    else:
        data = as_1258(text) if name == "cp1258" else text.encode(name)
    found = reading.read(data)
    assert found.delimiter == sign
    assert found.encoding_name == reading.NAMES[name.removesuffix("-sig")]
    assert found.header == ("Họ tên", "Tuổi")
    import unicodedata

    assert [unicodedata.normalize("NFC", c[0]) for _l, c in found.rows()] == [lowered(n) for n in NAMES]


def as_1258(text: str) -> bytes:
    """Windows-1258 writes the tones as letters of their own."""
    import unicodedata

    apart = []
    for letter in text:
        try:
            letter.encode("cp1258")
            apart.append(letter)
        except UnicodeEncodeError:
            whole = unicodedata.normalize("NFD", letter)
            tones = [c for c in whole if c in "\u0300\u0301\u0303\u0309\u0323"]
            apart.append(unicodedata.normalize("NFC", "".join(c for c in whole if c not in tones)) + "".join(tones))
    return "".join(apart).encode("cp1258")


def test_an_old_font_in_a_new_file_and_a_choice_by_hand() -> None:
    old = "".join(TCVN3.get(c, c) for c in "Họ tên,Tuổi\n" + "".join(f"{lowered(n)},3\n" for n in NAMES))
    found = reading.read(old.encode("utf-8"))
    assert (found.encoding, found.header[0]) == ("tcvn3", "Họ tên")
    assert reading.read(old.encode(), Choice(encoding="utf-8")).header[0] == "Hä tªn"
    assert reading.read(b"a;b,c\n1;2,3\n", Choice(delimiter=";")).header == ("a", "b,c")


def test_german_and_plain_files_are_left_as_they_are() -> None:
    assert reading.read("Vorname;Straße\nGünther;Königsweg\nJürgen;Äußere Gasse\n".encode()).encoding == "utf-8"
    assert reading.read(b"id,age\n1,2\n").encoding == "utf-8"


def test_titles_above_and_unnamed_and_repeated_columns() -> None:
    table = reading.read("DANH SÁCH CA BỆNH\n\nNgày 17/8/2021,,,\nMã ca,Họ tên,Họ tên,,\nA-1,Lê Ví Dụ,x,y\n".encode())
    assert (table.header, table.header_line) == (("Mã ca", "Họ tên", "Họ tên (2)", "(cột 4)"), 4)
    assert list(table.rows()) == [(5, ["A-1", "Lê Ví Dụ", "x", "y"])]


def test_sormas_headers_captions_and_comments() -> None:
    text = (
        "CaseData,CaseData,Person,Sample,Sample\nepidNumber,disease,person.firstName,sampleDateTime,sampleDateTime\n"
        "##EPID number,Disease,First name,Date,Date\nA,EVD,Test,1/2/2020,\n"
    )
    table = reading.read(text.encode())
    assert table.units[0] == "CaseData"
    assert table.header[-1] == "sampleDateTime (2)"
    assert [line for line, _cells in table.rows()] == [4]
    assert mapping.guess_kind(table.header, table.units).key == "cases"
    captions = text.replace("##", "")
    assert [line for line, _cells in reading.read(captions.encode()).rows()] == [4]


def test_a_workbook_with_its_sheets_dates_and_line_numbers() -> None:
    data = rows(("Mã ca", "Khởi phát"), (), ("A-1", "17/8/2021"), ("=1+1", "&lt;b&gt;x&lt;/b&gt;"))
    formula = '<row r="5"><c r="A5"><f>1+1</f><v>2</v></c><c r="B5"><v>44425</v></c></row>'
    made = book(("Bìa", rows(("Sở Y tế",))), ("Số liệu", data + formula))
    table = reading.read(made)
    assert list(table.rows()) == [(3, ["A-1", "17/8/2021"]), (4, ["=1+1", "<b>x</b>"]), (5, ["2", "44425"])]
    assert reading.read(made, Choice(sheet=0)).header == ("Sở Y tế",)


BOMBS = {
    "far cell": book(("x", rows(("a", "b")) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "beyond the sheet": book(("x", rows(("a", "b")) + '<row r="10000000"><c r="A10000000"><v>1</v></c></row>')),
    "zeros": book(("x", "<!--" + " " * 51_000_000 + "-->" + rows(("a", "b")))),
    "torn": book(("x", rows(("a", "b"))))[:400],
    "not a book": b"PK\x03\x04" + b"x" * 200,
    "old and broken": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.mark.parametrize("name", BOMBS)
def test_hostile_workbooks_are_refused_and_harm_nothing(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused) as no:
        reading.read(BOMBS[name])
    assert "Excel" in no.value.sentence or "Trang tính" in no.value.sentence or "dòng" in no.value.sentence
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1," + b"x" * 1_200_000 + b"\n", "đây không phải là một bảng"),
        (b"a,b\n1,2\n\0,3\n", "không phải là bảng văn bản"),
        (b'a,b\n"1\n' + b"x,y\n" * 3000, "ngoặc kép"),
        (b",".join(b"c%d" % n for n in range(3000)) + b"\n1\n", "tối đa 2000 cột"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "không phải là bảng văn bản"),
    ],
)
def test_hostile_texts_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        list(reading.read(data).rows())


def test_a_large_file_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"id,name,phone\n")
        for _n in range(12):
            file.write(b"BN-0001,Le Vi Du,0951234567\n" * 25_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reading.read_text(path).count == 300_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 6_000, "kilobytes; the file has 8,400"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_mutation_of_a_text_crashes(data: st.DataObject) -> None:
    whole = bytearray(
        'Mã ca;Họ tên;Tuổi\nA-1;"Lê; Ví Dụ";3\nA-2;Trần Thử;4\n'.encode(data.draw(st.sampled_from(["utf-8", "utf-16"])))
    )
    for _n in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not whole:
            break
    try:
        table = reading.read_text(bytes(whole))
        for kind in KINDS.values():
            mapping.guess(kind, table.header)
        list(table.rows())
    except Refused:
        return


@pytest.mark.shared
@pytest.mark.slow
def test_mutated_real_workbooks_do_not_crash(shared: Path) -> None:
    import random

    whole = (shared / "data/epirhandbook/linelist_cleaned.xlsx").read_bytes()
    rng = random.Random(3)
    for _n in range(20):
        torn = bytearray(whole)
        for _m in range(rng.randrange(1, 30)):
            torn[rng.randrange(len(torn))] = rng.randrange(256)
        if rng.random() < 0.3:
            del torn[rng.randrange(len(torn)) :]
        try:
            next(iter(reading.read(bytes(torn)).rows()), None)
        except Refused:
            continue


def test_a_zip_that_lies_about_its_size() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
    with pytest.raises(Refused):
        reading.read(out.getvalue())
