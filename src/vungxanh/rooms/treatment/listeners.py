"""What this room does when something was told. Each is harmless when it is told twice."""

from datetime import datetime
from typing import Any

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.treatment import actions

NURSE = system("điều trị")


def case_changed(event: Any, *, at: datetime) -> None:
    """Any event with ``case_id``: the unit that manages the case may be another one."""
    actions.follow_case(by=NURSE, at=centre.now(), case_id=event.case_id)
