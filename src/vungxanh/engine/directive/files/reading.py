"""What kind of file it is, and its text."""

from dataclasses import dataclass

from vungxanh.engine.directive.files import docx, pdf, plain
from vungxanh.engine.directive.files.limits import MAX_BYTES, MAX_CHARACTERS
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


@dataclass(frozen=True, slots=True)
class FileText:
    """``kind``: txt, docx, pdf, or scan (recognised by Tesseract: expect wrong letters)."""

    text: str
    kind: str


def text_of(data: bytes, name: str = "") -> FileText:
    """The words of an electronic copy, told by its first bytes, not by its name. Refused, with what to do instead,
    when it is too large, empty, of a kind that is not read, damaged, locked, or a scan where Tesseract is missing."""
    if len(data) > MAX_BYTES:
        raise Refused(_("Tệp lớn hơn 50 MB. Hãy tách tệp hoặc giảm dung lượng bản quét."))
    found = _read(data, name)
    if len(found.text) > MAX_CHARACTERS:
        raise Refused(_("Văn bản dài hơn 5 triệu ký tự. Hãy tách thành nhiều tệp."))
    if not found.text.strip():
        raise Refused(_("Không tìm thấy chữ nào trong tệp."))
    return found


def _read(data: bytes, name: str) -> FileText:
    if data[:4] == b"PK\x03\x04":
        return FileText(docx.text(data), "docx")
    if b"%PDF-" in data[:1024]:
        found, scanned = pdf.text(data)
        return FileText(found, "scan" if scanned else "pdf")
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(_("Tệp Word đời cũ (.doc) chưa đọc được. Hãy mở bằng Word rồi lưu lại thành .docx hoặc PDF."))
    if data[:5] == b"{\\rtf":
        raise Refused(_("Tệp RTF chưa đọc được. Hãy mở bằng Word rồi lưu lại thành .docx hoặc PDF."))
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] in (b"II*\x00", b"MM\x00*"):
        return FileText(pdf.picture(data), "scan")
    return FileText(plain.text(data), "txt")
