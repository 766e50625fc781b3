"""Asking leave for a meeting, changing what is asked, withdrawing it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.actions.parts import columns, restraint_of, step
from vungxanh.rooms.meetings.models import Meeting
from vungxanh.rooms.tasks import queries as tasks

ASK = Permission.MEETING_ASK
S = rules.State


@action(needs=ASK)
def ask(*, by: Actor, at: datetime, agency_id: UUID, decider_id: UUID, facts: rules.Facts) -> Meeting:
    """Ask the competent level for leave; refused at once where distancing forbids it in any case."""
    if not queries.may_ask(by, agency_id):
        raise NotYours(_("Chỉ xin họp thay cho cơ quan mình."))
    decider = next((one for one in queries.competent(by, agency_id) if one.pk == decider_id), None)
    if decider is None:
        raise Refused(_("Chọn cấp có thẩm quyền của cơ quan mình."), field="decider")
    area = str(tasks.bodies([agency_id])[agency_id].area_path)
    rules.check(facts, restraint_of(by, area, facts.starts_at), at)
    made = Meeting.objects.create(
        area_path=area,
        agency_id=agency_id,
        decider_id=decider_id,
        asked_at=at,
        asked_by=by.name[:120],
        **columns(facts),
    )
    step(made, "asked", by, at)
    return made


@action(needs=ASK)
def change(*, by: Actor, at: datetime, meeting_pk: UUID, facts: rules.Facts, reason: str) -> Meeting:
    """Ask for something else; what was decided before no longer holds and stays in the course."""
    found = queries.to_change(by=by, meeting_pk=meeting_pk)
    if found.state not in rules.CHANGEABLE:
        raise Refused(_("Cuộc họp đã diễn ra hoặc đã rút, không sửa được nữa."))
    rules.check(facts, restraint_of(by, found.area_path, facts.starts_at), at)
    why = rules.reason_of(reason)
    amend(
        found, **columns(facts), state=S.ASKED, number="", conditions="", reason="", decided_at=None, decided_by="",
        restraint="",
    )  # fmt: skip
    step(found, "changed", by, at, why)
    return found


@action(needs=ASK)
def withdraw(*, by: Actor, at: datetime, meeting_pk: UUID, reason: str) -> Meeting:
    """It will not take place."""
    found = queries.to_change(by=by, meeting_pk=meeting_pk)
    if found.state not in rules.CHANGEABLE:
        raise Refused(_("Cuộc họp đã diễn ra hoặc đã rút rồi."))
    why = rules.reason_of(reason)
    amend(found, state=S.WITHDRAWN)
    step(found, "withdrawn", by, at, why)
    return found
