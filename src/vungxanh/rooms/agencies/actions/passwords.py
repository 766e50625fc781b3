"""Logging in and out, passwords, and the end of sessions."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies.actions.users import managed, reach, set_password
from vungxanh.rooms.agencies.models import User


@action(needs=Permission.SYSTEM, own=True)
def log_in(*, by: Actor, at: datetime, second_step: bool = False) -> User:
    """Leave a trace of a log-in (Django itself keeps its time)."""
    user = own(by)
    about(user, area=reach(user))
    return user


@action(needs=Permission.SYSTEM, own=True)
def log_out(*, by: Actor, at: datetime) -> User:
    """Leave a trace of a log-out."""
    user = own(by)
    about(user, area=reach(user))
    return user


@action(needs=Permission.SYSTEM, own=True, hide={"old", "new"})
def change_password(*, by: Actor, at: datetime, old: str, new: str) -> User:
    """Change one's own password; all other sessions of the account end."""
    user = own(by)
    if not user.check_password(old):
        raise Refused(_("Mật khẩu đang dùng không đúng."), field="old")
    if old == new:
        raise Refused(_("Mật khẩu mới phải khác mật khẩu đang dùng."), field="new")
    set_password(user, new, field="new")
    user.must_change_password = False
    user.save(update_fields=["password", "session_stamp", "must_change_password"])
    about(user, area=reach(user))
    return user


@action(needs=Permission.USER_MANAGE, hide={"password"})
def reset_password(*, by: Actor, at: datetime, user_id: UUID, password: str, must_change: bool = True) -> User:
    """Give an account a temporary password; all its sessions end."""
    user = managed(by, user_id)
    set_password(user, password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "session_stamp", "must_change_password"])
    about(user, area=reach(user))
    return user


@action(needs=Permission.SYSTEM, own=True)
def end_sessions(*, by: Actor, at: datetime) -> User:
    """End all of one's own sessions, on whatever machine; the caller may renew the one in hand."""
    user = own(by)
    user.session_stamp += 1
    user.save(update_fields=["session_stamp"])
    about(user, area=reach(user))
    note(ended="all")
    return user


def own(by: Actor) -> User:
    """The account of whoever acts."""
    user = User.objects.filter(pk=by.id, is_active=True).first() if by.id else None
    if user is None:
        raise NotYours(_("Hãy đăng nhập."))
    return user
