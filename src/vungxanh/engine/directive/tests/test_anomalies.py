"""What is wrong in a document is said, and does not stop the reading. Source: domain notes §0.2."""

import pytest

from vungxanh.engine.directive import api

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN TÂN BIÊN

Số: 12/KH-UBND

Tân Biên, ngày 10 tháng 6 năm 2022

KẾ HOẠCH
Phòng, chống dịch năm 2022

UBND huyện giao các đơn vị thực hiện các nhiệm vụ sau:

"""
FOOT = "\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn An\n"


def codes(body: str, head: str = HEAD) -> dict[str, str]:
    text = head + body + FOOT
    found = api.parse(text)
    for a in found.anomalies:
        assert 0 <= a.start < a.end <= len(text)
    return {a.code: text[a.start : a.end] for a in found.anomalies}


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        ("1. Phòng Y tế lập kế hoạch trước ngày 01/6/2022.", "due_before_document", "Phòng Y tế lập"),
        ("1. Phòng Y tế lập kế hoạch trước ngày 11/6/2022.", "lead_time_short", "Phòng Y tế lập"),
        ("1. Phòng Y tế lập kế hoạch.\n\n3. Công an huyện tuần tra.", "numbering", "Công an huyện tuần tra."),
        ("1. Phòng Y tế họp ngày 31/6/2022.", "no_such_day", "ngày 31/6/2022"),
        ("1. Phòng Y tế thực hiện Công điện số 88/CD-TTg.", "symbol_mangled", "88/CD-TTg"),
        ("1. Phòng Y tế thực hiện Công văn số 88/UBND-\nVXNV của tỉnh.", "symbol_broken", "8/UBND-\nVXNV"),
        ("1. Phòng Y tế tiêm đạt $> 95\\%$ dân số.", "residue", "$> 95\\%$"),
        ("1. Phòng Y tế lập danh sách.\n\n(Kèm theo phụ lục phân công)", "annex_missing", "Kèm theo phụ lục"),
    ],
)
def test_found(body: str, code: str, where: str) -> None:
    assert codes(body)[code].startswith(where)


def test_two_denominators() -> None:
    body = (
        "1. Trung tâm Y tế tiêm vắc xin đạt trên 90% dân số trong độ tuổi vào cuối năm 2022.\n\n"
        "2. Trạm Y tế các xã tiêm vắc xin đạt 90% dân số cần tiêm."
    )
    assert "two_denominators" in codes(body)
    assert "two_denominators" not in codes(body.replace("dân số cần tiêm", "dân số trong độ tuổi"))


def test_blank_number_and_day() -> None:
    head = HEAD.replace("Số: 12/KH-UBND", "Số: /KH-UBND").replace("ngày 10 tháng 6", "ngày    tháng 6")
    found = codes("1. Phòng Y tế lập kế hoạch.", head)
    assert {"number_blank", "date_blank"} <= set(found)
    assert api.parse(head + FOOT).header.date == "2022-06"


def test_a_sound_document_has_none() -> None:
    body = (
        "1. Phòng Y tế lập kế hoạch trước ngày 30/6/2022:\n\na) Họp.\n\nb) Bàn.\n\nc) Chốt.\n\nd) Làm.\n\nđ) Xong.\n\n"
        "e) Báo cáo.\n\n2. Công an huyện tuần tra."
    )
    assert codes(body) == {}
