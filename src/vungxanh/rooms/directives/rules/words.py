"""Texts: clean for keeping, folded for searching; files: what they are."""

import re

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _

LARGEST = 30 * 1024 * 1024
"""Bytes of an electronic copy."""
MOST_SEARCHED = 400_000
"""Characters of a document that can be searched: PostgreSQL's tsvector holds 1 MB."""
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def clean(text: str) -> str:
    """The text as it is kept and as every offset counts: line ends as ``\\n``, without what no database holds."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").removeprefix("\ufeff")


def search_text(*texts: str) -> str:
    """Words only, folded: what both databases index alike. ``134/TB-UBND`` is the words 134, tb, ubnd."""
    return _NOT_WORD.sub(" ", " ".join(fold(text[:MOST_SEARCHED]) for text in texts)).strip()[:MOST_SEARCHED]


def search_words(text: str, most: int = 12) -> list[str]:
    """The words somebody looks for, in the form of ``search_text``."""
    return search_text(text[:300]).split()[:most]


def file_type(name: str, data: bytes) -> str:
    """``txt``, ``docx`` or ``pdf`` by what is in the file; Refused for anything else and for what is too large."""
    if not data.strip():
        raise Refused(_("Tệp này trống."), field="uploads")
    if len(data) > LARGEST:
        raise Refused(_("Tệp lớn hơn 30 MB. Hãy quét ở độ phân giải thấp hơn."), field="uploads")
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    ending = name.lower().rpartition(".")[2]
    if ending in ("doc", "xls", "xlsx", "zip", "rar", "jpg", "jpeg", "png", "tif", "tiff", "odt") or _binary(data):
        raise Refused(
            _("Chỉ nhận PDF, DOCX hoặc văn bản TXT. Tệp Word cũ (.doc) và ảnh: hãy lưu lại thành DOCX hoặc PDF."),
            field="uploads",
        )
    return "txt"


def _binary(data: bytes) -> bool:
    head = data[:4000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\x00" in head
