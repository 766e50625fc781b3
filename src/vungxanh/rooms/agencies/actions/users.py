"""Accounts are created, corrected, closed and opened again; never deleted."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.actions.members import add_membership
from vungxanh.rooms.agencies.models import User


@action(needs=Permission.USER_MANAGE, area="area_path", hide={"password"})
def create_user(
    *,
    by: Actor,
    at: datetime,
    username: str,
    full_name: str,
    password: str,
    agency_id: UUID,
    role: str,
    area_path: str,
    must_change: bool = True,
) -> User:
    """Create an account with its first role. ``password`` is temporary unless ``must_change`` is false.

    Raises Refused when the user name is taken or malformed, the password too weak, or the area not the creator's.
    """
    username = rules.check_username(username)
    if User.objects.filter(username=username).exists():
        raise Refused(_("Tên đăng nhập này đã có người dùng."), field="username")
    user = User(
        username=username,
        full_name=_full_name(full_name),
        must_change_password=must_change,
        created_at=at,
        created_in=area_path,
    )
    set_password(user, password)
    user.save(force_insert=True)
    add_membership(by, user.pk, agency_id, role, area_path, timezone.localdate(at), None)
    about(user, area=area_path)
    return user


@action(needs=Permission.USER_MANAGE)
def correct_user(*, by: Actor, at: datetime, user_id: UUID, full_name: str) -> User:
    """Correct the name of a user; the user name stays, the audit trail knows him by it."""
    user = managed(by, user_id)
    amend(user, full_name=_full_name(full_name))
    about(user, area=reach(user))
    return user


@action(needs=Permission.USER_MANAGE)
def deactivate(*, by: Actor, at: datetime, user_id: UUID, reason: str) -> User:
    """Close an account: all its sessions end at once."""
    user = managed(by, user_id)
    if user.pk == by.id:
        raise Refused(_("Bạn không thể khóa tài khoản của chính mình."))
    amend(user, is_active=False, session_stamp=user.session_stamp + 1)
    about(user, area=reach(user))
    note(reason=rules.check_reason(reason))
    return user


@action(needs=Permission.USER_MANAGE)
def reactivate(*, by: Actor, at: datetime, user_id: UUID) -> User:
    """Open a closed account again; its password stays what it was."""
    user = managed(by, user_id)
    amend(user, is_active=True)
    about(user, area=reach(user))
    return user


def managed(by: Actor, user_id: UUID) -> User:
    """A user whose account ``by`` may act on; NotYours or Refused otherwise."""
    user = queries.user(by, user_id)
    if not queries.may_manage(by, user):
        raise NotYours(_("Người này còn có vai trò ngoài địa bàn bạn quản trị; quản trị cấp trên mới sửa được."))
    return user


def reach(user: User) -> str:
    """The area under which acts on this account are filed: that of his newest role."""
    newest = user.memberships.order_by("-valid_from", "-id").first()
    return str(newest.area_path if newest else user.created_in)


def set_password(user: User, password: str, field: str = "password") -> None:
    """Put a new password on the (unsaved) user, or refuse it with the reasons of Django's validators."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field=field) from None
    user.password = make_password(password)
    user.session_stamp += 1


def _full_name(text: str) -> str:
    name = squeeze(text)
    if not 2 <= len(name) <= 120:
        raise Refused(_("Ghi họ và tên."), field="full_name")
    return name
