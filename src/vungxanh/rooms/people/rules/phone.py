"""Vietnamese telephone numbers: mobile, ten digits from 0; fixed lines, eleven."""

import re

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

_USUAL = re.compile(r"0[35789][0-9]{8}").fullmatch
_SEPARATORS = re.compile(r"[\s.\-()/\u00a0\u2010-\u2015]")


def normal_phone(text: str, field: str = "phone") -> str:
    """The number as it is kept and compared: ``+84 912 345 678``, ``84912345678`` -> ``0912345678``; "" for nothing.

    A foreign number keeps its ``+`` and country code. Raises Refused with the reason when it can be no number.
    """
    if _USUAL(text):
        return text
    if not text.strip():
        return ""
    number = _digits(text)
    reason = why_not_a_phone(number)
    if reason:
        raise Refused(reason, field=field)
    return number


def _digits(text: str) -> str:
    number = _SEPARATORS.sub("", text.strip())
    number = re.sub(r"^00", "+", number) if not number.startswith("000") else number
    if number.startswith("+84"):
        number = "0" + number[3:].removeprefix("0")
    elif re.fullmatch(r"84\d{9,10}", number):
        number = "0" + number[2:]
    elif re.fullmatch(r"[35789]\d{8}", number):  # a spreadsheet ate the zero
        number = "0" + number
    return number


def why_not_a_phone(number: str) -> str:
    """What is wrong with a number written in digits; "" when nothing is."""
    if number.startswith("+"):
        fine = re.fullmatch(r"\+[1-9]\d{6,14}", number)
        return "" if fine else _("Số điện thoại nước ngoài gồm dấu +, mã nước và 6 đến 14 chữ số.")
    if not re.fullmatch(r"[0-9]+", number):
        return _("Số điện thoại chỉ gồm chữ số.")
    if not number.startswith("0"):
        return _("Số điện thoại bắt đầu bằng số 0 (hoặc +84).")
    if number.startswith("02"):
        return "" if len(number) in (10, 11) else _("Số máy bàn gồm 11 chữ số, bắt đầu bằng 02.")
    if len(number) != 10:
        return _("Số di động gồm 10 chữ số.")
    if number[1] not in "35789":
        return _("Đầu số không đúng: số di động bắt đầu bằng 03, 05, 07, 08 hoặc 09.")
    return ""
