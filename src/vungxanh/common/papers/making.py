"""The two ways out. What each needs is imported when it is first asked for."""

from vungxanh.common.papers.paper import Paper
from vungxanh.kernel.refused import Refused


def docx(paper: Paper) -> bytes:
    """A Word file that opens in Word and LibreOffice and can be written on."""
    from vungxanh.common.papers.to_docx import write

    return write(paper)


def pdf(paper: Paper) -> bytes:
    """A PDF with its fonts in it. Refused, with what to install, where the system has no Pango."""
    try:
        from vungxanh.common.papers.to_pdf import write
    except OSError as missing:
        raise Refused(
            "Máy chủ chưa in được PDF: thiếu thư viện Pango (apt-get install libpango-1.0-0 libpangoft2-1.0-0). "
            "Hãy tải bản DOCX."
        ) from missing
    return write(paper)
