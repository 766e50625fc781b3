"""What stands on a paper about patients; who printed it is in the trail."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.people.actions import OnPaper
from vungxanh.rooms.treatment import queries

MOST = 1000


@action(needs=Permission.IDENTITY_OPEN)
def open_for_paper(*, by: Actor, at: datetime, course_ids: Sequence[UUID], what: str) -> dict[UUID, OnPaper]:
    """By course, for those one may see; NotYours when one of them is another's."""
    rows = list(queries.visible(by).filter(pk__in=list(course_ids)[:MOST]).select_related("case"))
    if len(rows) != len(set(course_ids)):
        raise NotYours("Không có đợt điều trị này, hoặc không thuộc địa bàn của bạn.")
    people = person_writes.on_paper([course.case.person_id for course in rows], what)
    if len(rows) == 1:
        about(rows[0])
    note(said=what, count=len(rows))
    return {c.pk: people[c.case.person_id] for c in rows}
