"""The daily digest of one person: once a day, in the console and, when he wants it, by e-mail."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks import queries
from vungxanh.rooms.tasks.events import DigestMade
from vungxanh.rooms.tasks.models import Digest, DigestChoice


@action(needs=Permission.SYSTEM)
def make_digest(*, by: Actor, at: datetime, user_id: UUID) -> Digest | None:
    """What somebody is told today; once a day whatever calls it how often. None when nothing waits for him."""
    day = timezone.localdate(at)
    known = Digest.objects.filter(user_id=user_id, day=day).first()
    if known is not None:
        return known
    body = queries.digest_body(by=agencies.actor(user_id, on=day), at=at)
    address = DigestChoice.objects.filter(user_id=user_id).first()
    to = address.address if address and body else ""
    made, fresh = Digest.objects.get_or_create(
        user_id=user_id, day=day, defaults={"made_at": at, "body": body, "mail_to": to}
    )
    if fresh and to:
        tell(DigestMade(digest_id=made.pk))
    return made


@action(needs=Permission.SYSTEM)
def mailed(*, by: Actor, at: datetime, digest_id: UUID) -> bool:
    """The mail server has taken it. False when that was written before."""
    return bool(Digest.objects.filter(pk=digest_id, mailed_at=None).update(mailed_at=at))


@action(needs=Permission.TASK_SEE, hide=("address",), own=True)
def choose_mail(*, by: Actor, at: datetime, address: str) -> None:
    """Where one's own digest goes by e-mail; "" keeps it in the console."""
    if by.id is None:
        raise Refused(_("Chỉ người dùng có tài khoản mới chọn được."))
    address = address.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise Refused(_("Địa chỉ thư điện tử không đúng."), field="address") from None
    DigestChoice.objects.update_or_create(user_id=by.id, defaults={"address": address})
    note(chosen=bool(address))
