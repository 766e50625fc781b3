"""From an electronic copy to what it says. Reads and computes; writes nothing."""

from vungxanh.engine.directive import api
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.directives import rules

QUICK_BYTES = 200_000
"""A text or DOCX file up to this size is read while the page waits; anything else as a job."""


def is_quick(kind: str, size: int) -> bool:
    """Whether reading takes well under a second."""
    return kind in ("txt", "docx") and size <= QUICK_BYTES


def read(data: bytes, name: str, kind: str) -> api.Directive:
    """The text of a file, and its structure and tasks. Refused, with what to do, when there is no text in it."""
    return api.parse(rules.clean(text_of(data, name, kind)))


def text_of(data: bytes, name: str, kind: str) -> str:
    """The words of a file, by what it is."""
    if kind == "txt":
        return _decoded(data)
    raise Refused(_("Chưa đọc được loại tệp này."))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
