"""What leaves the centre in a file is written down."""

from datetime import datetime

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission


@action(needs=Permission.EXPORT)
def take_away(*, by: Actor, at: datetime, what: str, rows: int) -> None:
    """A file of ``rows`` lines is about to be handed out; the audit trail says which and to whom."""
    note(what=what, rows=rows)
