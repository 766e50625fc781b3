"""Who works for which agency, in which role, where and how long."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, changed
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.models import Agency, Membership


def add_membership(
    by: Actor, user_id: UUID, agency_id: UUID, role: str, area_path: str, valid_from: date, valid_to: date | None
) -> Membership:
    """The common part of giving a role; ``by`` must manage users over the whole area."""
    if by.id is not None and by.id == user_id:
        raise Refused(_("Không ai tự giao vai trò cho mình. Nhờ một quản trị viên khác."))
    if role not in rules.ROLES:
        raise Refused(_("Chọn vai trò."), field="role")
    if not by.may(Permission.USER_MANAGE, area_path):
        raise Refused(_("Bạn chỉ giao được vai trò trong địa bàn mình quản trị."), field="area_path")
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or not by.may(Permission.AGENCY_SEE, agency.area_path):
        raise Refused(_("Chọn cơ quan."), field="agency_id")
    if not agency.active:
        raise Refused(_("Cơ quan này đã đóng."), field="agency_id")
    if valid_to is not None and valid_to < valid_from:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field="valid_to")
    known = Membership.objects.filter(user_id=user_id, agency=agency, role=role, area_path=area_path).first()
    if known is None:
        return Membership.objects.create(
            user_id=user_id, agency=agency, role=role, area_path=area_path, valid_from=valid_from, valid_to=valid_to
        )
    amend(known, valid_from=min(known.valid_from, valid_from), valid_to=valid_to)
    return known


@action(needs=Permission.USER_MANAGE, area="area_path")
def give_membership(
    *,
    by: Actor,
    at: datetime,
    user_id: UUID,
    agency_id: UUID,
    role: str,
    area_path: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Give a user a role in an area. The same one given again is prolonged, not doubled."""
    user = queries.user(by, user_id)
    given = add_membership(by, user.pk, agency_id, role, area_path, valid_from or timezone.localdate(at), valid_to)
    changed(user, {"membership": (None, f"{role} @ {area_path or '*'}")})
    about(user, area=area_path)
    return given


@action(needs=Permission.USER_MANAGE)
def end_membership(*, by: Actor, at: datetime, membership_id: UUID) -> Membership:
    """End a role today: from this moment it gives no rights."""
    given = Membership.objects.select_related("user").filter(pk=membership_id).first()
    if given is None or not by.may(Permission.USER_MANAGE, given.area_path):
        raise NotYours(_("Không tìm thấy vai trò này, hoặc nó ngoài địa bàn của bạn."))
    if by.id is not None and by.id == given.user_id:
        raise Refused(_("Không ai tự thôi vai trò của mình. Nhờ một quản trị viên khác."))
    yesterday = timezone.localdate(at) - timedelta(days=1)
    if given.valid_from > yesterday:  # given only today: it shrinks to nothing instead
        given.valid_from = yesterday
    old, given.valid_to = given.valid_to, yesterday
    given.save(update_fields=["valid_from", "valid_to"])
    changed(given.user, {f"membership {given.role} @ {given.area_path or '*'}": (old, yesterday)})
    about(given.user, area=given.area_path)
    return given
