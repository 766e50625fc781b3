"""Words people type, as they are kept."""

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze

TITLE = 160


def title_of(text: str) -> str:
    """The beginning of a passage as a title, cut at a word."""
    line = squeeze(text)
    if len(line) <= TITLE:
        return line
    cut = line[: TITLE - 1]
    return f"{cut[: max(cut.rfind(' '), TITLE // 2)].rstrip(' ,;:.')}…"


def reason_of(text: str, field: str = "reason") -> str:
    """A reason somebody can read later; Refused when there is none."""
    reason = squeeze(text)
    if len(reason) < 5:
        raise Refused(_("Ghi lý do, ít nhất vài chữ, để người xem lại sau này hiểu."), field=field)
    return reason[:1000]


def text_of(text: str, field: str = "text", least: int = 3) -> str:
    """What is told, with its line breaks; Refused when it says nothing."""
    told = "\n".join(squeeze(line) for line in text.splitlines()).strip()
    if len(told) < least:
        raise Refused(_("Ghi nội dung, ít nhất vài chữ."), field=field)
    return told[:4000]
