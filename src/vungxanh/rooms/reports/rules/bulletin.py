"""How a bulletin is made, changed and signed."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.reports.rules.catalogue import FIGURES
from vungxanh.rooms.reports.rules.values import Value, Values


class State(StrEnum):
    """Tình trạng bản tin."""

    DRAFT = "draft"
    SIGNED = "signed"


STATE_NAMES = {State.DRAFT: _("chờ ký duyệt"), State.SIGNED: _("đã ký duyệt")}
MOST = 4000


def check_writable(state: str, latest: bool) -> None:
    """A signed bulletin, or one that a later version replaced, stays as it is."""
    if not latest:
        raise Refused(_("Bản này đã có bản đính chính thay thế; hãy mở bản mới nhất."))
    if state == State.SIGNED:
        raise Refused(_("Bản tin đã ký duyệt thì không sửa được; hãy lập bản đính chính."))


def check_remarks(text: str) -> str:
    """What may stand in a bulletin besides its figures."""
    if len(text) > MOST:
        raise Refused(_("Phần nhận định dài quá 4.000 chữ cái."), field="remarks")
    return text.strip()


def check_restating(reason: str) -> str:
    """A new version says why."""
    if len(reason.strip()) < 4:
        raise Refused(_("Ghi lý do đính chính, ít nhất vài chữ."), field="reason")
    return reason.strip()


def of_version(fresh: Values, before: Values, *, same_day: bool) -> dict[str, Value]:
    """Figures of a new version. What stood at the moment of the cut-off cannot be counted later: it is kept.

    ``same_day``: the day is not over, so everything is counted anew. Corrections said by hand stay said.
    """
    found = {}
    for key in {**before, **fresh}:
        old, new = before.get(key), fresh.get(key)
        if old is not None and old.said:
            found[key] = old
        elif new is not None and (same_day or old is None or (key in FIGURES and FIGURES[key].countable)):
            found[key] = new
        else:
            found[key] = old if old is not None else Value(None)
    return found


def corrected(values: Values, said: Mapping[str, float], reason: str) -> dict[str, Value]:
    """The figures with some numbers as somebody says them."""
    found = dict(values)
    for key, number in said.items():
        if key not in FIGURES:
            raise Refused(_("Không có số liệu này trong bản tin."), field="figure")
        if number < 0:
            raise Refused(_("Số liệu không nhỏ hơn 0."), field="number")
        found[key] = replace(found.get(key, Value(None)), n=number, why="", part="", said=reason)
    return found
