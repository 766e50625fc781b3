"""Saying that an area is distancing, by which paper of that place, and taking it back."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.meetings import queries, rules
from vungxanh.rooms.meetings.models import Distancing

DECIDE = Permission.MEETING_DECIDE


@action(needs=DECIDE, area="area_path")
def state_distancing(
    *, by: Actor, at: datetime, area_path: str, set_id: str, number: str, start: date, until: date | None = None
) -> Distancing:
    """A directive is applied in an area by a numbered paper, from a day on. ``set_id``: of regulations (meeting_limit)."""
    if set_id not in {one.id for one in queries.directives_known()}:
        raise Refused(_("Chọn chỉ thị."), field="set_id")
    if until is not None and until < start:
        raise Refused(_("Ngày hết phải sau ngày bắt đầu."), field="until")
    said = rules.number_of(squeeze(number))
    made = Distancing.objects.create(
        area_path=area_path, set_id=set_id, number=said, start=start, until=until, said_at=at, by_name=by.name[:120]
    )
    about(made, area=area_path)
    return made


@action(needs=DECIDE)
def withdraw_distancing(
    *, by: Actor, at: datetime, distancing_id: UUID, reason: str, until: date | None = None
) -> Distancing:
    """It ended on a day (``until``, the last one), or was recorded by mistake."""
    found = queries.distancing(by=by, distancing_id=distancing_id)
    by.check(DECIDE, found.area_path)
    if found.withdrawn_at is not None:
        raise Refused(_("Văn bản này đã rút rồi."))
    why = rules.reason_of(reason)
    if until is not None:
        if until < found.start:
            raise Refused(_("Ngày hết phải sau ngày bắt đầu."), field="until")
        amend(found, until=until, withdrawn_why=why)
    else:
        amend(found, withdrawn_at=at, withdrawn_why=why)
    about(found, area=found.area_path)
    return found
