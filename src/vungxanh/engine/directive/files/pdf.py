"""PDF files: read in a process of their own, with limits on time and memory, because a PDF is a program from anybody."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from vungxanh.engine.directive.files import ocr
from vungxanh.engine.directive.files.limits import MAX_PAGES, PDF_SECONDS
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
    """(text, whether it was recognised from pictures). Refused when damaged, locked, too long, or a scan that cannot
    be recognised here."""
    with tempfile.TemporaryDirectory(prefix="vungxanh-pdf-") as folder:
        path = Path(folder) / "given.pdf"
        path.write_bytes(data)
        pages = _asked(path, "text")
        scanned = [i for i, page in enumerate(pages) if sum(c.isalpha() for c in page) < _THIN]
        if not pages or len(scanned) * 2 <= len(pages):
            return "\n\n".join(pages), False
        ocr.ready(len(pages))
        for i in scanned:
            _asked(path, "picture", str(i), folder)
            pages[i] = ocr.recognised(Path(folder) / f"{i}.pgm")
        return "\n\n".join(pages), True


def picture(data: bytes) -> str:
    """The text of a scanned page that came as a picture (JPEG, PNG, TIFF)."""
    ocr.ready(1)
    with tempfile.TemporaryDirectory(prefix="vungxanh-ocr-") as folder:
        path = Path(folder) / "given"
        path.write_bytes(data)
        return ocr.recognised(path)


def _asked(path: Path, *what: str) -> list[str]:
    command = [sys.executable, "-m", "vungxanh.engine.directive.files.pdf_process", str(path), str(MAX_PAGES), *what]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PDF_SECONDS, check=False)  # noqa: S603
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"error": "damaged"}
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"error": "damaged"}
    if "error" in answer:
        raise Refused(_WORDS[answer["error"]])
    pages: list[str] = answer["pages"]
    return pages
