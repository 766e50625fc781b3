"""Scanned pages through Tesseract with its Vietnamese data, when the machine has them."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from vungxanh.engine.directive.files import recognised
from vungxanh.engine.directive.files.limits import MAX_SCANNED_PAGES, OCR_SECONDS
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


@cache
def _program(path: str) -> str | None:
    """Tesseract's place when it is on ``path`` (the PATH it was looked for on) and knows Vietnamese."""
    program = shutil.which("tesseract", path=path)
    if program is None:
        return None
    try:
        known = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return None
    return program if b"vie" in known.stdout.split() + known.stderr.split() else None


def available() -> bool:
    """Whether scans can be read on this machine."""
    return _program(os.environ.get("PATH", "")) is not None


def ready(pages: int) -> None:
    """Refused, with what to do, when scans cannot be read here or there are too many pages."""
    if not available():
        raise Refused(
            _(
                "Tệp này là bản quét (ảnh), không có lớp chữ, và máy chủ chưa cài Tesseract tiếng Việt nên chưa đọc được. "
                "Hãy gửi bản điện tử (DOCX, PDF có chữ), gõ nội dung vào, hoặc nhờ quản trị cài gói tesseract-ocr-vie."
            )
        )
    if pages > MAX_SCANNED_PAGES:
        raise Refused(_("Bản quét dài hơn 60 trang. Hãy tách tệp rồi gửi từng phần."))


def read(path: Path) -> str:
    """The text on a picture. Refused when Tesseract fails on it or takes too long."""
    program = _program(os.environ.get("PATH", ""))
    assert program is not None
    command = [program, str(path), "stdout", "-l", "vie", "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, capture_output=True, timeout=OCR_SECONDS, check=True, env=environment)  # noqa: S603
    except (subprocess.SubprocessError, OSError) as error:
        raise Refused(_("Không nhận dạng được chữ trên bản quét này; hãy quét lại rõ hơn (300 dpi).")) from error
    return recognised.page(done.stdout.decode("utf-8", "replace"))
