"""The optional second step of logging in: a code from a telephone (TOTP), and backup codes."""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.actions.passwords import own
from vungxanh.rooms.agencies.actions.users import managed, reach
from vungxanh.rooms.agencies.models import User

CODES = 10


@action(needs=Permission.SYSTEM, own=True)
def begin_second_step(*, by: Actor, at: datetime) -> TOTPDevice:
    """Prepare a secret; it counts only once a code made from it was typed in. Asked again, the same one is given."""
    user = own(by)
    if TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise Refused(_("Bước xác thực thứ hai đã bật rồi."))
    device: TOTPDevice
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "totp"})
    about(user, area=reach(user))
    return device


@action(needs=Permission.SYSTEM, own=True, hide={"code"})
def confirm_second_step(*, by: Actor, at: datetime, code: str) -> list[str]:
    """Switch the second step on; gives the backup codes, readable this one time. Other sessions end."""
    user = own(by)
    device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(code):
        raise Refused(_("Mã không đúng. Xem lại đồng hồ của điện thoại rồi nhập mã mới."), field="code")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    user.second_step = True
    user.session_stamp += 1
    user.save(update_fields=["second_step", "session_stamp"])
    about(user, area=reach(user))
    return _new_codes(user)


@action(needs=Permission.SYSTEM, own=True)
def renew_backup_codes(*, by: Actor, at: datetime) -> list[str]:
    """New backup codes; the old ones are void."""
    user = own(by)
    if not TOTPDevice.objects.filter(user=user, confirmed=True).exists():
        raise Refused(_("Bước xác thực thứ hai chưa bật."))
    about(user, area=reach(user))
    return _new_codes(user)


@action(needs=Permission.SYSTEM, own=True, hide={"password"})
def stop_second_step(*, by: Actor, at: datetime, password: str) -> User:
    """Switch one's own second step off; the password is asked again. Other sessions end."""
    user = own(by)
    if not user.check_password(password):
        raise Refused(_("Mật khẩu không đúng."), field="password")
    _drop(user)
    return user


@action(needs=Permission.USER_MANAGE)
def drop_second_step(*, by: Actor, at: datetime, user_id: UUID, reason: str) -> User:
    """Take the second step off somebody's account (his telephone is lost); his sessions end."""
    user = managed(by, user_id)
    _drop(user)
    note(reason=rules.check_reason(reason))
    return user


def _drop(user: User) -> None:
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    user.second_step = False
    user.session_stamp += 1
    user.save(update_fields=["second_step", "session_stamp"])
    about(user, area=reach(user))


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="backup", confirmed=True)
    codes = [secrets.token_hex(4) for _n in range(CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
