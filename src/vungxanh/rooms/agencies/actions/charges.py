"""Leaders are put in charge of areas and fields, and relieved."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.models import Charge
from vungxanh.rooms.places import queries as places


@action(needs=Permission.TASK_ASSIGN, area="area_path")
def put_in_charge(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    post_id: UUID | None = None,
    user_id: UUID | None = None,
    field: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    decision: str = "",
    note: str = "",
) -> Charge:
    """A leader, by his post or as a user, answers for an area: in one field, or ("") in all. The same twice is refused."""
    places.get(by=by, path=area_path)
    start = valid_from or timezone.localdate(at)
    _check(field, start, valid_to)
    _check_leader(by, post_id, user_id)
    leader = {"post_id": post_id} if post_id else {"user_id": user_id}
    his = Charge.objects.filter(**leader)
    if his.filter(area_path=area_path, field=field, withdrawn="", valid_to=None).exists():
        raise Refused(_("Người này đang phụ trách đúng phần việc đó."), field="leader")
    made = Charge.objects.create(
        post_id=post_id, user_id=user_id, area_path=area_path, field=field, valid_from=start, valid_to=valid_to,
        decision=squeeze(decision)[:200], note=squeeze(note)[:300],
    )  # fmt: skip
    about(made)
    return made


@action(needs=Permission.TASK_ASSIGN)
def correct_charge(
    *,
    by: Actor,
    at: datetime,
    charge_id: UUID,
    valid_from: date,
    valid_to: date | None = None,
    decision: str = "",
    note: str = "",
) -> Charge:
    """Correct the days or the document; another leader or area is another charge."""
    found = _own(by, charge_id)
    _check(found.field, valid_from, valid_to)
    amend(found, valid_from=valid_from, valid_to=valid_to, decision=squeeze(decision)[:200], note=squeeze(note)[:300])
    return found


@action(needs=Permission.TASK_ASSIGN)
def end_charge(*, by: Actor, at: datetime, charge_id: UUID, last_day: date | None = None) -> Charge:
    """He answers for it up to ``last_day`` (today)."""
    found = _own(by, charge_id)
    last = last_day or timezone.localdate(at)
    if last < found.valid_from:
        raise Refused(_("Ngày thôi phải sau ngày bắt đầu; nếu ghi nhầm, hãy xóa."), field="last_day")
    amend(found, valid_to=last)
    return found


@action(needs=Permission.TASK_ASSIGN)
def withdraw_charge(*, by: Actor, at: datetime, charge_id: UUID, reason: str) -> Charge:
    """It was recorded by mistake: it counts for nothing any more; the row and the reason stay."""
    found = _own(by, charge_id)
    amend(found, withdrawn=rules.check_reason(reason))
    return found


def _own(by: Actor, charge_id: UUID) -> Charge:
    found = queries.charge(by, charge_id)
    by.check(Permission.TASK_ASSIGN, found.area_path)
    return found


def _check(field: str, start: date, end: date | None) -> None:
    if field and field not in rules.AREAS_OF_WORK:
        raise Refused(_("Chọn lĩnh vực."), field="field")
    if end is not None and end < start:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="valid_to")


def _check_leader(by: Actor, post_id: UUID | None, user_id: UUID | None) -> None:
    if (post_id is None) == (user_id is None):
        raise Refused(_("Chọn một người phụ trách."), field="leader")
    if post_id is not None:
        queries.post(by, post_id)
        return
    if not queries.leader_name(by, None, user_id):
        raise Refused(_("Chọn người phụ trách trong danh sách gợi ý."), field="leader")
