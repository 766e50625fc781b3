"""Other names of agencies, and the people who head them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, changed, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.actions.bodies import managed_agency
from vungxanh.rooms.agencies.models import Agency, AgencyAlias, Charge, Membership, Post


@action(needs=Permission.AGENCY_MANAGE)
def add_alias(*, by: Actor, at: datetime, agency_id: UUID, name: str) -> AgencyAlias:
    """Record another name or abbreviation of an agency; one taken away comes back."""
    body = managed_agency(by, agency_id)
    name = squeeze(name)
    if not 2 <= len(name) <= 200:
        raise Refused(_("Tên gọi khác dài từ 2 đến 200 chữ."), field="name")
    made, new = AgencyAlias.objects.get_or_create(agency=body, folded=fold(name), defaults={"name": name})
    if not new and made.removed_at is None:
        raise Refused(_("Cơ quan này đã có tên gọi đó."), field="name")
    if not new:
        made.name, made.removed_at = name, None
        made.save(update_fields=["name", "removed_at"])
    changed(body, {"alias": (None, name)})
    return made


@action(needs=Permission.AGENCY_MANAGE)
def remove_alias(*, by: Actor, at: datetime, alias_id: UUID) -> AgencyAlias:
    """Take a name away; documents are no longer read by it."""
    found = AgencyAlias.objects.select_related("agency").filter(pk=alias_id, removed_at=None).first()
    if found is None:
        raise NotYours(_("Không tìm thấy tên gọi này, hoặc nó ngoài địa bàn của bạn."))
    body = managed_agency(by, found.agency_id)
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    changed(body, {"alias": (found.name, None)})
    return found


@action(needs=Permission.AGENCY_MANAGE, hide={"phone"})
def record_post(
    *,
    by: Actor,
    at: datetime,
    agency_id: UUID,
    title: str,
    holder: str,
    is_head: bool = False,
    user_id: UUID | None = None,
    phone: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Post:
    """Record who holds a post. A new head ends the one before him on the day before; a past one is recorded with both days."""
    body = managed_agency(by, agency_id)
    start = valid_from or timezone.localdate(at)
    title, holder, phone = _said(title, holder, phone)
    _check_days(start, valid_to)
    if is_head and valid_to is None:
        _end_head_before(body, start)
    made = Post.objects.create(
        agency=body, title=title, holder=holder, user_id=_own_user(body, user_id), is_head=is_head, phone=phone,
        valid_from=start, valid_to=valid_to,
    )  # fmt: skip
    changed(body, {"post": (None, str(made))})
    return made


@action(needs=Permission.AGENCY_MANAGE, hide={"phone"})
def correct_post(
    *,
    by: Actor,
    at: datetime,
    post_id: UUID,
    title: str,
    holder: str,
    phone: str = "",
    user_id: UUID | None = None,
) -> Post:
    """Correct what was mistyped; a change of the person is a new post."""
    found, body = _managed_post(by, post_id)
    title, holder, phone = _said(title, holder, phone)
    amend(found, title=title, holder=holder, user_id=_own_user(body, user_id))
    if found.phone != phone:
        found.phone = phone
        found.save(update_fields=["phone"])
        changed(found, {"phone": (None, "•")})
    about(body)
    return found


@action(needs=Permission.AGENCY_MANAGE)
def end_post(*, by: Actor, at: datetime, post_id: UUID, last_day: date | None = None) -> Post:
    """He holds it up to ``last_day`` (today); what he was in charge of by this post ends with it."""
    found, body = _managed_post(by, post_id)
    last = last_day or timezone.localdate(at)
    _check_days(found.valid_from, last, field="last_day")
    amend(found, valid_to=last)
    ended = [c for c in Charge.objects.filter(post=found, withdrawn="") if c.valid_to is None or c.valid_to > last]
    for charge in ended:
        charge.valid_to = max(last, charge.valid_from)
        charge.save(update_fields=["valid_to"])
    note(charges_ended=len(ended))
    about(body)
    return found


@action(needs=Permission.AGENCY_MANAGE)
def withdraw_post(*, by: Actor, at: datetime, post_id: UUID, reason: str) -> Post:
    """It was recorded by mistake; refused while somebody is in charge by it."""
    found, body = _managed_post(by, post_id)
    if Charge.objects.filter(post=found, withdrawn="").exists():
        raise Refused(_("Người này đang hoặc đã được phân công phụ trách: hãy cho thôi giữ chức, đừng xóa."))
    amend(found, withdrawn=rules.check_reason(reason))
    about(body)
    return found


def _managed_post(by: Actor, post_id: UUID) -> tuple[Post, Agency]:
    found = queries.post(by, post_id)
    return found, managed_agency(by, found.agency_id)


def _end_head_before(body: Agency, start: date) -> None:
    for former in Post.objects.filter(agency=body, is_head=True, valid_to=None, withdrawn=""):
        if former.valid_from >= start:
            raise Refused(
                _("%(name)s đã đứng đầu từ ngày này hoặc sau đó; hãy sửa ngày, hoặc cho người ấy thôi trước.")
                % {"name": former.holder},
                field="valid_from",
            )
        former.valid_to = start - timedelta(days=1)
        former.save(update_fields=["valid_to"])
        changed(body, {"head": (str(former), None)})


def _own_user(body: Agency, user_id: UUID | None) -> UUID | None:
    if user_id is None:
        return None
    if not Membership.objects.filter(user_id=user_id, agency=body).exists():
        raise Refused(_("Tài khoản này không thuộc cơ quan."), field="user_id")
    return user_id


def _said(title: str, holder: str, phone: str) -> tuple[str, str, str]:
    title, holder, phone = squeeze(title), squeeze(holder), squeeze(phone)
    if not 2 <= len(title) <= 120:
        raise Refused(_("Ghi chức vụ, thí dụ: Chủ tịch UBND xã."), field="title")
    if not 2 <= len(holder) <= 120:
        raise Refused(_("Ghi họ và tên."), field="holder")
    if phone and not 8 <= sum(c.isdigit() for c in phone) <= 15:
        raise Refused(_("Số điện thoại gồm 8–15 chữ số."), field="phone")
    return title, holder, phone


def _check_days(start: date, end: date | None, field: str = "valid_to") -> None:
    if end is not None and end < start:
        raise Refused(_("Ngày kết thúc phải sau ngày bắt đầu."), field=field)
