"""Text files: UTF-8, UTF-16, and the old Vietnamese encodings (Windows-1258, TCVN3 "ABC")."""

import unicodedata

from vungxanh.engine.directive.files.tcvn3 import TABLE
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

_MARKED = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"


_COMMON = (
    "của",
    "và",
    "các",
    "được",
    "dân",
    "huyện",
    "xã",
    "phòng",
    "thực",
    "hiện",
    "ngày",
    "số",
    "trước",
    "về",
    "tế",
    "tỉnh",
    "cấp",
)


def text(data: bytes) -> str:
    """The characters, line ends as "\\n" (as Python's ``open`` gives them). Never raises on damaged text; Refused when
    the bytes are no text at all."""
    found = _decoded(data)
    if found.count("\x00") > len(found) // 100:
        raise Refused(_("Tệp này không phải văn bản. Hãy gửi tệp TXT, DOCX hoặc PDF."))
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    sample = data[:4000]
    if sample and sample[1::2].count(0) > len(sample) // 8:
        return data.decode("utf-16-le", "replace")
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= max(1, len(damaged) // 500):
        return damaged
    choices = [data.decode("cp1258", "replace"), data.decode("latin-1").translate(TABLE)]
    return max(choices, key=_vietnamese)


def _vietnamese(found: str) -> int:
    """How Vietnamese a decoding looks: letters with marks against signs that stand in no sentence."""
    words = unicodedata.normalize("NFC", found[:20_000]).lower()
    good = sum(words.count(c) for c in _MARKED) + 20 * sum(words.count(f" {w} ") for w in _COMMON)
    bad = sum(1 for c in words if ord(c) > 126 and c not in _MARKED and c not in "“”‘’–—…«»°•§\u00a0")
    return good - 3 * bad
