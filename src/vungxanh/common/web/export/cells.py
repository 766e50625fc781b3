"""Values as cells: harmless to a spreadsheet, the same again when they are brought in."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from vungxanh.common.web.formats import local

# A text that begins so is a formula to a spreadsheet; with quotes before it, it would not come back as it was.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
YES, NO = "có", "không"


def plain(value: Any) -> Any:
    """A str, int, float, date or naive local datetime; None for nothing. Yes and no in words."""
    if type(value) is str:  # most of them
        return value or None
    if value is None:
        return None
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime):
        return local(value).replace(tzinfo=None)
    if isinstance(value, Promise | UUID):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        return "; ".join(str(plain(part)) for part in value)
    return value


def text_of(value: Any) -> str:
    """A plain value as CSV text; ISO days and times, to the precision they have."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, datetime):
        exact = "microseconds" if value.microsecond else "seconds" if value.second else "minutes"
        return value.isoformat(sep=" ", timespec=exact)
    return value.isoformat() if isinstance(value, date) else str(value)


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula; ``meant`` takes the apostrophe off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def meant(cell: str) -> str:
    """What a cell said before it was made harmless."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
