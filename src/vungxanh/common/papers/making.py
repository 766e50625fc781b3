"""The two ways out. What each needs is imported when it is first asked for."""

from typing import Any

from vungxanh.common.papers.paper import Paper
from vungxanh.kernel.refused import Refused


def docx(paper: Paper) -> bytes:
    """A Word file that opens in Word and LibreOffice and can be written on."""
    from vungxanh.common.papers.to_docx import write

    return write(paper)


def pdf(paper: Paper) -> bytes:
    """A PDF with its fonts in it. Refused, with what to install, where the system has no Pango."""
    made: bytes = _printer().write(paper)
    return made


def sign(words: str) -> bytes:
    """A warning sign for a door, as PDF: A4 across, yellow letters on red (CV 5599/BYT-MT)."""
    made: bytes = _printer().poster(words)
    return made


def _printer() -> Any:
    try:
        from vungxanh.common.papers import to_pdf
    except OSError as missing:
        raise Refused(
            "Máy chủ chưa in được PDF: thiếu thư viện Pango (apt-get install libpango-1.0-0 libpangoft2-1.0-0). "
            "Hãy tải bản DOCX."
        ) from missing
    return to_pdf
