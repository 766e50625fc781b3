"""What leaves the centre in a file is written down."""

from collections.abc import Sequence
from datetime import datetime

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze

SHORTEST_REASON = 5


@action(needs=Permission.EXPORT, own=True)
def take_away(
    *,
    by: Actor,
    at: datetime,
    what: str,
    rows: int,
    form: str = "csv",
    needs: Permission = Permission.EXPORT,
    sealed: Sequence[str] = (),
    reason: str = "",
    narrowed: Sequence[str] = (),
) -> None:
    """A file of ``rows`` lines is about to be handed out; the audit trail says which, how narrowed, and to whom.

    ``needs``: the right this list asks for; ``sealed``: identity columns in it, which need IDENTITY_OPEN and a reason.
    ``narrowed``: names of the filters in force, never their words.
    """
    by.check(needs)
    if sealed:
        by.check(Permission.IDENTITY_OPEN)
        check_reason(reason)
    note(rows=rows)


def check_reason(reason: str) -> str:
    """Somebody must be able to understand later why names and numbers left."""
    text = squeeze(reason)
    if len(text) < SHORTEST_REASON:
        raise Refused("Ghi lý do lấy giấy tờ, điện thoại, địa chỉ ra tệp, ít nhất vài chữ: lý do được lưu vào nhật ký.")
    return text[:300]
