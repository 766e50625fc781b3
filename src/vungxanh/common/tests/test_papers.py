"""Papers in the layout of Decree 30/2020."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.shared import Mm, Pt

from vungxanh.common import papers
from vungxanh.common.papers import Annex, Column, Heading, Line, Paper, Section, Signature, Table
from vungxanh.common.papers.words import broken, closed, recipients

ROWS = tuple((str(n), "Rà soát <b>nhóm</b> ưu tiên & báo cáo", "UBND các xã", "25/8/2021") for n in range(1, 41))
PLAN = Paper(
    issuer="Ủy ban nhân dân huyện Bù Gia Mập",
    place="Bù Gia Mập",
    number="7",
    symbol="KH-UBND",
    day=date(2021, 2, 5),
    kind="Kế hoạch",
    subject="Phòng, chống dịch bệnh",
    grounds=("Luật Tổ chức chính quyền địa phương", "Quyết định số 2686/QĐ-BCĐQG."),
    blocks=(
        Section(
            Heading("Nhiệm vụ", "I."),
            (
                Section(Heading("Truy vết", "1.", 2), (Line("Truy vết F1 trong 6 giờ.", "a)"),)),
                Table(
                    (Column("TT", 0.4, "center"), Column("Nhiệm vụ", 3), Column("Chủ trì", 1.5), Column("Hạn")), ROWS
                ),
            ),
        ),
        Line("Yêu cầu nghiêm túc thực hiện."),
    ),
    recipients=("UBND tỉnh;", "UBND các xã"),
    keeper="VT, YT",
    signature=Signature("Phó Chủ tịch", "Nguyễn Văn Thử", "TM. Ủy ban nhân dân", "KT. Chủ tịch"),
    annexes=(Annex("Danh sách", (Line("Trạm Y tế"),), "I"),),
)
LETTER = Paper(
    parent="UBND huyện",
    issuer="Ban Chỉ đạo",
    place="Bù Gia Mập",
    symbol="BCĐ-YT",
    year=2021,
    subject="tăng cường truy vết",
    addressees=("Các phòng, ban", "UBND các xã"),
    blocks=(Line("Truy vết ngay trong đêm", "1."),),
    draft=True,
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2021, 2, 5), "Bù Gia Mập, ngày 05 tháng 02 năm 2021"),
        (date(2021, 8, 17), "Bù Gia Mập, ngày 17 tháng 8 năm 2021"),
        (date(2021, 12, 1), "Bù Gia Mập, ngày 01 tháng 12 năm 2021"),
    ],
)
def test_numbers_and_dates_are_written_as_the_decree_says(day: date, said: str) -> None:
    assert papers.dated("Bù Gia Mập", day) == said
    assert papers.code("5", "KH-UBND") == "05/KH-UBND"
    assert papers.code("152", "KH-UBND") == "152/KH-UBND"
    assert papers.code("", "KH-UBND").endswith("/KH-UBND")
    assert papers.dated("Bù Gia Mập", None, 2021).endswith("năm 2021")
    assert papers.file_name(PLAN, "docx") == "ke-hoach-7-kh-ubnd.docx"
    assert broken("Ủy ban nhân dân huyện Bù Gia Mập").split("\n")[1] == "huyện Bù Gia Mập"
    assert broken("Phòng Nội vụ - Lao động - Thương binh và Xã hội").count("\n") == 0


def test_lists_and_the_last_line_end_as_they_must() -> None:
    assert recipients(PLAN) == ["UBND tỉnh;", "UBND các xã;", "Lưu: VT, YT."]
    assert recipients(LETTER) == ["Như trên;", "Lưu: VT."]
    last = closed(PLAN.blocks)[-1]
    assert isinstance(last, Line)
    assert last.text == "Yêu cầu nghiêm túc thực hiện./."


def test_the_word_file_has_the_formal_parts_in_their_places() -> None:
    doc = Document(BytesIO(papers.docx(PLAN)))
    page = doc.sections[0]
    assert [round(side.mm) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        20,
        20,
        30,
        15,
    ]
    assert round(Mm(210).mm) == round(page.page_width.mm)
    assert page.different_first_page_header_footer
    head, rows, foot = doc.tables
    assert head.cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN\nHUYỆN BÙ GIA MẬP")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in head.cell(0, 1).text
    assert head.cell(1, 0).text == "Số: 07/KH-UBND"
    assert head.cell(1, 1).text == "Bù Gia Mập, ngày 05 tháng 02 năm 2021"
    assert head.cell(1, 1).paragraphs[0].runs[0].italic
    assert "tblHeader" in rows.rows[0]._tr.xml
    assert len(rows.rows) == 41
    assert foot.cell(0, 0).text.startswith("Nơi nhận:\n- UBND tỉnh;")
    assert foot.cell(0, 1).text.split("\n")[:3] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    body = [p for p in doc.paragraphs if p.text.strip()]
    assert [p.text for p in body[:2]] == ["KẾ HOẠCH", "Phòng, chống dịch bệnh"]
    assert "I. NHIỆM VỤ" in [p.text for p in body]
    assert body[-4].text == "Yêu cầu nghiêm túc thực hiện./."
    assert body[-4].paragraph_format.space_after == Pt(6)
    assert doc.styles["Normal"].font.name == "Times New Roman"
    letter = Document(BytesIO(papers.docx(LETTER)))
    assert "V/v tăng cường truy vết" in letter.tables[0].cell(1, 0).text
    assert "DỰ THẢO" in letter.tables[0].cell(1, 0).text


def test_the_pdf_says_the_same_with_its_own_fonts() -> None:
    data = papers.pdf(PLAN)
    doc = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in doc]
    assert [round(side / 72 * 25.4) for side in doc[0].get_size()] == [210, 297]
    assert "Số: 07/KH-UBND" in texts[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts[0]
    assert "Rà soát <b>nhóm</b> ưu tiên & báo cáo" in texts[0]
    assert not texts[0].rstrip().endswith("\n1")
    assert texts[1].rstrip().endswith("\n2")
    assert sum("Nhiệm vụ" in text for text in texts) >= 2
    assert any("TM. ỦY BAN NHÂN DÂN" in text for text in texts)
    assert "Phụ lục I" in texts[-1]
    fonts = {found.get_font() for found in doc[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])}
    assert all("Tinos" in font.get_base_name() and font.is_embedded for font in fonts)
    one = pypdfium2.PdfDocument(papers.pdf(LETTER))
    assert len(one) == 1


@pytest.mark.requirement("QUA-02")
def test_a_warning_sign_is_one_red_page_with_its_words() -> None:
    made = pypdfium2.PdfDocument(papers.sign("ĐỊA ĐIỂM CÁCH LY Y TẾ PHÒNG, CHỐNG DỊCH COVID-19"))
    assert len(made) == 1
    assert "CÁCH LY Y TẾ" in made[0].get_textpage().get_text_range().replace("\r\n", " ")
    assert made[0].get_width() > made[0].get_height()
    assert made[0].render(scale=0.1).to_pil().convert("RGB").getpixel((2, 2))[0] > 180, "red to the edge"


def test_a_paper_fetches_nothing() -> None:
    from vungxanh.common.papers.to_pdf import _nothing

    with pytest.raises(ValueError, match="fetches nothing"):
        _nothing("http://example.invalid/x.png")
