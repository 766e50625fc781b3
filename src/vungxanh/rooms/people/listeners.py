"""What this room does when something was told. Harmless when told twice."""

from datetime import datetime

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.people import actions, queries
from vungxanh.rooms.people.events import PersonsWritten

MATCHER = system("so trùng")


def persons_written(event: PersonsWritten, *, at: datetime) -> None:
    """Who may be the same as they?"""
    ids = [queries.survivor_of(pk) for pk in event.person_ids] if len(event.person_ids) < 5 else event.person_ids
    found = queries.alike_pairs(ids)
    actions.keep_alike(by=MATCHER, at=centre.now(), person_ids=ids, found=found)
