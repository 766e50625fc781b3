"""Electronic copies: what is in them is read, and what cannot be is refused with a sentence that says what to do."""

import pytest
from docx import Document

from vungxanh.engine.directive import api
from vungxanh.kernel.refused import Refused

from . import papers

SENTENCE = "Ủy ban nhân dân huyện yêu cầu Trung tâm Y tế xử lý ổ dịch trước ngày 30/8/2021."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "tcvn3"])
def test_encodings(encoding: str) -> None:
    if encoding == "tcvn3":
        from vungxanh.engine.directive.files.tcvn3 import TABLE

        back = {v: chr(k) for k, v in TABLE.items()}
        data = "".join(back.get(c, back.get(c.lower(), c)) for c in SENTENCE).encode("latin-1")
    elif encoding == "cp1258":
        data = legacy(SENTENCE)
    else:
        data = SENTENCE.encode(encoding)
    tasks = api.parse(api.text_of(data, "a.txt").text).tasks
    assert [(t.leads, t.due.date) for t in tasks] == [(("Trung tâm Y tế huyện",), "2021-08-30")]


def legacy(text: str) -> bytes:
    """Windows-1258 keeps the tone as a sign after its letter."""
    import unicodedata

    out = b""
    for c in text:
        try:
            out += c.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", c)
            tone = next(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return out


def test_word() -> None:
    read = api.text_of(papers.word(), "chỉ thị.docx")
    assert read.kind == "docx"
    assert "1. Sở Y tế giám sát" in read.text
    assert "3. UBND các huyện:\n\n- Phát động" in read.text
    found = api.parse(read.text)
    head = found.header
    assert (head.issuer, head.number, head.symbol, head.date) == ("UBND tỉnh Khánh Hòa", "09", "CT-UBND", "2022-06-15")
    assert (head.signer, head.recipients) == ("Nguyễn Tấn Lực", ("Bộ Y tế", "Lưu: VT"))
    said = [(read.text[t.start : t.end], t.leads, t.due.date) for t in found.tasks]
    assert said[-2:] == [
        ("Phun hóa chất đợt 1", ("Trung tâm Y tế tỉnh",), "2022-07-20"),
        ("Tập huấn cộng tác viên", ("Trạm Y tế các xã",), "2022-08-15"),
    ]
    assert len(said) == 5


def test_word_lists_of_several_levels() -> None:
    paper = Document()
    for style, words in (
        ("List Number", "Một"), ("List Number", "Hai"), ("List Bullet", "Gạch"), ("List Number", "Ba"), ("Normal", "Chữ"),
    ):  # fmt: skip
        paper.add_paragraph(words, style=style)
    lines = api.text_of(papers.saved(paper)).text.split("\n\n")
    assert [x.strip() for x in lines] == ["1. Một", "2. Hai", "- Gạch", "3. Ba", "Chữ"]


HEAD = """<style>@page{size:A4;margin:20mm 20mm 20mm 30mm;@top-center{content:counter(page)}}
body{font:14pt/1.4 serif} p{text-indent:1.27cm;margin:6pt 0;text-align:justify}
table{width:100%} td{width:50%;text-align:center;vertical-align:top;font-size:11pt}</style>
<table><tr><td>ỦY BAN NHÂN DÂN<br>HUYỆN CẦN ĐƯỚC</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td>Số: 45/KH-UBND</td><td><i>Cần Đước, ngày 02 tháng 3 năm 2023</i></td></tr></table>
<div style="text-align:center"><b>KẾ HOẠCH<br>Phòng, chống dịch bệnh mùa hè</b></div>
<p>UBND huyện yêu cầu các đơn vị thực hiện các nhiệm vụ sau:</p>"""
ITEM = (
    "<p>{n}. Trung tâm Y tế huyện phối hợp với UBND các xã, thị trấn tổ chức giám sát, điều tra, xử lý ổ dịch tại cộng đồng; bảo đảm "
    "đủ hóa chất, vật tư, nhân lực. Tổng hợp kết quả gửi về UBND huyện trước ngày {n}/4/2023 để theo dõi, chỉ đạo chung.</p>"
)
FOOT = """<table><tr><td style="text-align:left">Nơi nhận:<br>- UBND tỉnh;<br>- Lưu: VT.</td>
<td><b>TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH</b><br><br><br>Nguyễn Văn Đát</td></tr></table>"""


def test_pdf_with_two_columns_and_pages() -> None:
    data = papers.printed(HEAD + "".join(ITEM.format(n=n) for n in range(1, 13)) + FOOT)
    read = api.text_of(data, "kế hoạch.pdf")
    assert read.kind == "pdf"
    found = api.parse(read.text)
    head = found.header
    assert (head.issuer, head.number, head.date) == ("UBND huyện Cần Đước", "45", "2023-03-02")
    assert (head.signer, head.signer_title) == ("Nguyễn Văn Đát", "Chủ tịch")
    assert head.recipients == ("UBND tỉnh", "Lưu: VT")
    assert [t.due.date for t in found.tasks] == [f"2023-04-{n:02d}" for n in range(1, 13)]
    assert {t.leads for t in found.tasks} == {("Trung tâm Y tế huyện",)}


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(Refused) as no:
        api.text_of(data, name)
    return no.value.sentence


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "Không tìm thấy chữ"),
        (b"   \n ", "Không tìm thấy chữ"),
        (b"PK\x03\x04 broken", "Không đọc được tệp Word"),
        (b"%PDF-1.4 broken", "Không đọc được tệp PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, ".docx"),
        (b"{\\rtf1 abc}", ".docx"),
        (b"MZ\x90\x00\x03\x00\x00\x00" * 200, "không phải văn bản"),
    ],
)
def test_what_cannot_be_read(data: bytes, says: str) -> None:
    assert says in refused(data)


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert "quá lớn" in refused(papers.bomb(210_000_000))


def test_too_large() -> None:
    assert "50 MB" in refused(b"a" * 50_000_001)
    assert "5 triệu" in refused(b"a b c d " * 700_000)
