"""A plate of 96 wells: rows A–H, columns 1–12, filled column by column as pipettes do. Pure."""

import re
from collections.abc import Sequence
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

ROWS, COLUMNS = "ABCDEFGH", range(1, 13)
WELLS = tuple(f"{row}{column}" for column in COLUMNS for row in ROWS)
CONTROLS = ("G12", "H12")
"""The wells kept for the positive and the negative control."""
ROOM = len(WELLS) - len(CONTROLS)
_WELL = re.compile(r"([A-Ha-h])0?([1-9]|1[0-2])")


class WellUse(StrEnum):
    """What is in a well."""

    TUBE = "tube"
    POSITIVE_CONTROL = "pc"
    NEGATIVE_CONTROL = "nc"


def well(text: str) -> str:
    """``a01`` as ``A1``; "" for what is no well."""
    found = _WELL.fullmatch(text.strip())
    return f"{found[1].upper()}{int(found[2])}" if found else ""


def fill(taken: Sequence[str], count: int) -> list[str]:
    """The next free wells for so many tubes, in the order of filling; the controls' wells stay free.

    Refused when they do not fit.
    """
    free = [name for name in WELLS if name not in taken and name not in CONTROLS]
    if count > len(free):
        raise Refused(_("Đĩa chỉ còn chỗ cho ít ống hơn số ống đã chọn. Hãy mở thêm một đĩa."), field="tubes")
    return free[:count]
