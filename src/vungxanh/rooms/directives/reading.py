"""From an electronic copy to what it says. Reads and computes; writes nothing."""

from vungxanh.engine.directive import api
from vungxanh.rooms.directives import rules

QUICK_BYTES = 200_000
"""A text or DOCX file up to this size is read while the page waits; anything else as a job."""


def is_quick(kind: str, size: int) -> bool:
    """Whether reading takes well under a second."""
    return kind in ("txt", "docx") and size <= QUICK_BYTES


def read(data: bytes, name: str) -> api.Directive:
    """The text of a file, and its structure and tasks. Refused, with what to do, when there is no text in it."""
    return api.parse(rules.clean(api.text_of(data, name).text))
