"""What this room does when something was told. Harmless when told twice."""

from datetime import datetime

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.people import actions
from vungxanh.rooms.people.events import PersonsWritten

MATCHER = system("so trùng")


def persons_written(event: PersonsWritten, *, at: datetime) -> None:
    """Who may be the same as they?"""
    actions.match(by=MATCHER, at=centre.now(), person_ids=event.person_ids)
