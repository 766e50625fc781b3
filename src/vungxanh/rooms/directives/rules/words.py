"""Texts: clean for keeping, folded for searching; files: what they are."""

import re

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _

LARGEST = 30 * 1024 * 1024
"""Bytes of an electronic copy."""
FOLDER = "directives"
"""Where ``common.files`` keeps electronic copies."""
MOST_SEARCHED = 400_000
"""Characters of a document that can be searched: PostgreSQL's tsvector holds 1 MB."""
TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
}
_OTHERS = {"doc", "xls", "xlsx", "ppt", "pptx", "zip", "rar", "odt", "rtf", "exe"}
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


_MAGIC = (
    (b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"II*\x00", "tif"), (b"MM\x00*", "tif"),
)  # fmt: skip


def file_type(name: str, data: bytes) -> str:
    """A key of ``TYPES``, by what is in the file; Refused for anything else and for what is too large."""
    if not data.strip():
        raise Refused(_("Tệp này trống."), field="uploads")
    if len(data) > LARGEST:
        raise Refused(_("Tệp lớn hơn 30 MB. Hãy quét ở độ phân giải thấp hơn."), field="uploads")
    for magic, kind in _MAGIC:
        if data.startswith(magic) or (kind == "pdf" and magic in data[:1024]):
            return kind
    if data.startswith(b"PK\x03\x04") and b"word/" in data:
        return "docx"
    if name.lower().rpartition(".")[2] in _OTHERS or _binary(data):
        raise Refused(
            _(
                "Chỉ nhận PDF, DOCX, ảnh quét hoặc văn bản TXT. Tệp Word cũ (.doc): hãy mở rồi lưu lại thành DOCX hoặc PDF."
            ),
            field="uploads",
        )
    return "txt"


def _binary(data: bytes) -> bool:
    return not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in data[:4000]
