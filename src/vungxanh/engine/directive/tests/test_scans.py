"""Pages that are pictures: recognised where Tesseract is, refused or named where it is not."""

import os
import stat
from pathlib import Path

import pytest

from vungxanh.engine.directive import api
from vungxanh.engine.directive.files import ocr, recognised
from vungxanh.kernel.refused import Refused

from . import papers
from .test_files import FOOT, HEAD, ITEM

WORDS = "1. Giao Phòng Y tế lập kế hoạch trước ngày 5/5/2022."
COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"


def table(*lines: tuple[int, int, str]) -> str:
    """Tesseract's table for lines of words, each at (left, top) on a page of A4 at 300 dpi."""
    rows = [COLUMNS.split(), ["1", "1", "0", "0", "0", "0", "0", "0", "2480", "3508", "-1", "_"]]
    for n, (left, top, words) in enumerate(lines, 1):
        for k, word in enumerate(words.split(" ")):
            place = [left + sum(len(w) + 1 for w in words.split(" ")[:k]) * 22, top, len(word) * 22, 45]
            rows.append(["5", "1", str(n), "1", "1", str(k + 1), *map(str, place), "9" if word == "~" else "80", word])
    return "\n".join("\t".join(r) for r in rows) + "\n"


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program that says what is asked of Tesseract; recognition itself is Tesseract's."""
    (tmp_path / "said").write_text(table((300, 300, WORDS)), "utf-8")
    program = tmp_path / "tesseract"
    program.write_text(
        "#!/bin/sh\n"
        'if [ "$1" = "--list-langs" ]; then echo eng; echo vie; exit 0; fi\n'
        'head -c 2 "$1" | grep -q P5 || exit 1\n'
        f'echo "$2 $3 $4 $7" >> {tmp_path}/asked; cat {tmp_path}/said\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return tmp_path


@pytest.fixture
def mixed() -> bytes:
    """Three pages, the second a picture, the last almost empty but no picture."""
    page = HEAD + ITEM.format(n=1)
    return papers.printed(
        f"{page}<div style='page-break-after:always'></div>{papers.photographed(page, 30)}<p>Nơi nhận:<br>- Lưu: VT.</p>"
    )


def test_scan_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    for data in (papers.scan(), b"\x89PNG\r\n\x1a\n" + b"0" * 100):
        with pytest.raises(Refused, match=r"bản quét.*tesseract-ocr-vie"):
            api.text_of(data)


def test_scan_goes_through_tesseract(stand_in: Path) -> None:
    read = api.text_of(papers.scan(2), "quét.pdf")
    assert (read.kind, read.text) == ("scan", "\n\n".join([WORDS] * 2))
    assert (stand_in / "asked").read_text() == "stdout -l vie tsv\n" * 2
    assert api.parse(read.text).tasks[0].leads == ("Phòng Y tế",)


def test_a_picture_among_pages_with_text_is_recognised(stand_in: Path, mixed: bytes) -> None:
    read = api.text_of(mixed, "kế hoạch.pdf")
    assert (stand_in / "asked").read_text() == "stdout -l vie tsv\n"
    assert read.kind == "scan"
    assert [t.due.date for t in api.parse(read.text).tasks] == ["2023-04-01", "2022-05-05"]


def test_a_picture_that_is_not_read_is_named(monkeypatch: pytest.MonkeyPatch, mixed: bytes) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    read = api.text_of(mixed, "kế hoạch.pdf")
    found = api.parse(read.text)
    odd = [a for a in found.anomalies if a.code == "page_unread"]
    assert [(read.text[a.start : a.end], a.words.split(":")[0]) for a in odd] == [
        ("[Trang 2 là ảnh, chưa đọc]", "Trang 2 là ảnh, chưa đọc")
    ]
    assert [t.due.date for t in found.tasks] == ["2023-04-01"], "what stands for the page orders nothing"


def test_columns_and_bullets_of_a_scan() -> None:
    said = table(
        (300, 200, "ỦY BAN NHÂN DÂN"), (1400, 200, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), (300, 260, "Số: 1533/UBND-VP"), (1400, 260, "Độc lập - Tự do"),
        (300, 320, "V/v thực hiện Công văn số 1070/TTg-"), (300, 380, "KGVX của Thủ tướng Chính phủ về"), (300, 440, "~"),
        (500, 520, "Kính gửi:"), (450, 700, "— Các phòng, ban;"), (450, 860, "h Ủy ban nhân dân các xã."), (450, 1020, "Theo dõi"),
    )  # fmt: skip
    assert recognised.page(said).split("\n\n") == [
        "ỦY BAN NHÂN DÂN\nSố: 1533/UBND-VP\nV/v thực hiện Công văn số 1070/TTg-\nKGVX của Thủ tướng Chính phủ về",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nĐộc lập - Tự do",
        "Kính gửi:",
        "- Các phòng, ban;",
        "- Ủy ban nhân dân các xã.",
        "Theo dõi",
    ]


@pytest.mark.skipif(not ocr.available(), reason="Tesseract with Vietnamese data is not installed")
def test_tesseract_itself() -> None:
    data = papers.printed(papers.photographed(HEAD + ITEM.format(n=4) + ITEM.format(n=6) + FOOT))
    found = api.parse(api.text_of(data, "quét.pdf").text)
    head = found.header
    assert (head.issuer, head.number, head.symbol) == ("UBND huyện Cần Đước", "45", "KH-UBND")
    assert (head.signer, head.recipients) == ("Nguyễn Văn Đát", ("UBND tỉnh", "Lưu: VT"))
    assert [(t.leads, t.due.date) for t in found.tasks] == [
        (("Trung tâm Y tế huyện",), f"2023-04-0{n}") for n in (4, 6)
    ]
