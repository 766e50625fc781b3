"""PDF files: read in a process of their own, with limits on time and memory, because a PDF is a program from anybody."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from vungxanh.engine.directive.files import ocr, unread
from vungxanh.engine.directive.files.limits import MAX_PAGES, MAX_SCANNED_PAGES, PDF_SECONDS
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

_WORDS = {
    "password": _("Tệp PDF này đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại."),
    "pages": _("Tệp PDF có quá nhiều trang (hơn 500). Hãy tách tệp."),
    "damaged": _("Không đọc được tệp PDF này; có thể tệp bị hỏng."),
}
_THIN = 25
"""Letters on a page below which it counts as a picture."""


def text(data: bytes) -> tuple[str, bool]:
    """(text, whether any of it was recognised from pictures). Refused when damaged, locked, too long, or mostly a scan
    that cannot be recognised here; a few pictures among pages with text are named in their place instead."""
    with tempfile.TemporaryDirectory(prefix="vungxanh-pdf-") as folder:
        path = Path(folder) / "given.pdf"
        path.write_bytes(data)
        answer = _asked(path, "text")
        pages: list[str] = answer["pages"]
        scanned = [
            i for i, page in enumerate(pages) if answer["pictures"][i] and sum(c.isalpha() for c in page) < _THIN
        ]
        if len(scanned) * 2 > len(pages):
            ocr.ready(len(scanned))
        readable = ocr.available() and len(scanned) <= MAX_SCANNED_PAGES
        for i in scanned:
            pages[i] = _recognised(path, i, folder) if readable else unread.mark(i + 1)
        return "\n\n".join(pages), bool(scanned) and readable


def _recognised(path: Path, page: int, folder: str) -> str:
    _asked(path, "picture", str(page), folder)
    picture = Path(folder) / f"{page}.pgm"
    found = ocr.read(picture)
    picture.unlink()
    return found


def picture(data: bytes) -> str:
    """The text of a scanned page that came as a picture (JPEG, PNG, TIFF)."""
    ocr.ready(1)
    with tempfile.TemporaryDirectory(prefix="vungxanh-ocr-") as folder:
        path = Path(folder) / "given"
        path.write_bytes(data)
        return ocr.read(path)


def _asked(path: Path, *what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "vungxanh.engine.directive.files.pdf_process", str(path), str(MAX_PAGES), *what]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "damaged"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"error": "damaged"}
    if "error" in answer:
        raise Refused(_WORDS[answer["error"]])
    return answer
