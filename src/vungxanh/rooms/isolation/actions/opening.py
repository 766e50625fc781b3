"""What stands on a paper about people in isolation; who printed it is in the trail."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.isolation import queries
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.people.actions import OnPaper

MOST = 1000


@action(needs=Permission.IDENTITY_OPEN)
def open_for_paper(*, by: Actor, at: datetime, isolation_ids: Sequence[UUID], what: str) -> dict[UUID, OnPaper]:
    """By decision, for those one may decide about; NotYours when one of them is another's."""
    rows = list(queries.visible(by).filter(pk__in=list(isolation_ids)[:MOST]))
    if len(rows) != len(set(isolation_ids)):
        raise NotYours("Không có quyết định này, hoặc không thuộc địa bàn của bạn.")
    for decision in rows:
        by.check(Permission.ISOLATION_SEE, decision.site_area_path or decision.area_path)
    people = person_writes.on_paper([decision.person_id for decision in rows], what)
    if len(rows) == 1:
        about(rows[0])
    note(said=what, count=len(rows))
    return {d.pk: people[d.person_id] for d in rows}
