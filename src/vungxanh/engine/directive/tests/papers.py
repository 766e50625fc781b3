"""Electronic copies made for tests: Word files, PDF files with a text layer, PDF files of pictures."""

import base64
import io
import struct
import zipfile
import zlib
from typing import Any

from docx import Document

ROWS = [
    ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"],
    ["1", "Phun hóa chất đợt 1", "Trung tâm Y tế", "Trước ngày 20/7/2022"],
    ["2", "Tập huấn cộng tác viên", "Trạm Y tế các xã", "Trước ngày 15/8/2022"],
]


def word() -> bytes:
    """A directive as officers write it: letterhead in a table, automatic numbers, a table of tasks, two-column foot."""
    paper = Document()
    head = paper.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH KHÁNH HÒA"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = "Số: 09/CT-UBND"
    head.cell(1, 1).text = "Khánh Hòa, ngày 15 tháng 6 năm 2022"
    paper.add_paragraph("CHỈ THỊ")
    paper.add_paragraph("Về việc tăng cường phòng, chống sốt xuất huyết")
    paper.add_paragraph("Chủ tịch Ủy ban nhân dân tỉnh yêu cầu thực hiện các nhiệm vụ sau:")
    for line in (
        "Sở Y tế giám sát ca bệnh, báo cáo trước ngày 30/6/2022.",
        "Sở Giáo dục và Đào tạo tổng vệ sinh.",
        "UBND các huyện:",
    ):
        paper.add_paragraph(line, style="List Number")
    paper.add_paragraph("Phát động chiến dịch diệt bọ gậy.", style="List Bullet")
    table = paper.add_table(rows=3, cols=4)
    for i, cells in enumerate(ROWS):
        for j, words in enumerate(cells):
            table.cell(i, j).text = words
    paper.add_paragraph("Yêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện./.")
    foot = paper.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Bộ Y tế;\n- Lưu: VT."
    foot.cell(0, 1).text = "CHỦ TỊCH\n\nNguyễn Tấn Lực"
    return saved(paper)


def saved(paper: Any) -> bytes:
    """The bytes of a Word file."""
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def bomb(size: int) -> bytes:
    """A Word file whose one part unpacks to ``size`` bytes."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack,
        pack.open("word/document.xml", "w") as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(b"\0" * 1_000_000)
    return out.getvalue()


def printed(html: str) -> bytes:
    """A PDF with a text layer."""
    from weasyprint import HTML

    made: bytes = HTML(string=html).write_pdf()
    return made


def photographed(html: str, dpi: int = 200) -> str:
    """The first page of a PDF as a picture that fills a page of another, in HTML."""
    import pypdfium2 as pdfium

    grey = pdfium.PdfDocument(printed(html))[0].render(scale=dpi / 72, grayscale=True).to_numpy()  # type: ignore[no-untyped-call]
    height, width = grey.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in grey.reshape(height, -1)[:, :width])
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    png = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    source = base64.b64encode(b"\x89PNG\r\n\x1a\n" + png).decode()
    return f'<img src="data:image/png;base64,{source}" style="width:100%;display:block;page-break-after:always">'


def scan(pages: int = 1) -> bytes:
    """A PDF of grey pictures without a letter."""
    picture = zlib.compress(bytes([255] * 64))
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(pages))
    parts.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    parts.append(
        b"<< /Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(picture), picture)
    )
    for i in range(pages):
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 3 0 R >> >> /Contents %d 0 R >>"
            % (5 + 2 * i)
        )
        parts.append(b"<< /Length 27 >>\nstream\nq 500 0 0 700 40 40 cm /I Do Q\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, at)
    return bytes(out)
