"""Names and the keys they are found by."""

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.kernel.text import gettext_noop as _

_LAST = chr(0x10FFFF)


def check_name(text: str, field: str = "full_name") -> str:
    """The name as it is kept; Refused when there is none or it is too long."""
    name = squeeze(text)
    if not (name[:1].isalpha() or any(letter.isalpha() for letter in name)):
        raise Refused(_("Ghi họ và tên."), field=field)
    if len(name) > 120:
        raise Refused(_("Họ tên dài quá 120 chữ."), field=field)
    return name


def name_keys(name: str) -> tuple[str, str]:
    """(folded, folded with the given name first): ``Trần Thị An`` -> ``tran thi an``, ``an thi tran``."""
    folded = fold(name)[:120]
    return folded, " ".join(reversed(folded.split(" ")))


def upper_bound(prefix: str) -> str:
    """Above every string that begins with ``prefix``, below all others, in byte order."""
    return prefix + _LAST
