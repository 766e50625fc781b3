"""Pages that could not be read: named in their place in the text, and found again there as an anomaly."""

import re
from collections.abc import Iterator

from vungxanh.engine.directive.model import Anomaly

_MARK = re.compile(r"^\[Trang (\d{1,3}) là ảnh, chưa đọc\]$", re.MULTILINE)


def mark(page: int) -> str:
    """What stands for a page that is a picture; ``page`` counts from 1."""
    return f"[Trang {page} là ảnh, chưa đọc]"


def found(text: str) -> Iterator[Anomaly]:
    """One anomaly for all pages left out, at the first of them."""
    places = list(_MARK.finditer(text))
    if places:
        pages = ", ".join(m[1] for m in places)
        words = f"Trang {pages} là ảnh, chưa đọc: máy chủ chưa cài Tesseract tiếng Việt hoặc có quá nhiều trang ảnh. Hãy đọc trên bản gốc."
        yield Anomaly("page_unread", words, *places[0].span())
