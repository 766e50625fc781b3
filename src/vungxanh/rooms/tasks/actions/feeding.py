"""Secret calendar addresses of an agency."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tasks import queries
from vungxanh.rooms.tasks.models import Feed

MOST = 20  # addresses of one agency at a time


def hashed(token: str) -> str:
    """What is kept of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A token nobody guesses."""
    return secrets.token_urlsafe(32)


@action(needs=Permission.TASK_WORK, hide=("token",))
def make_feed(*, by: Actor, at: datetime, agency_id: UUID, token: str) -> Feed:
    """A calendar address for one's own agency; the token itself is shown once and not kept."""
    if agency_id not in queries.mine(by, Permission.TASK_WORK):
        raise NotYours(_("Chỉ tạo được địa chỉ lịch cho cơ quan mình."))
    if len(token) < 40:
        raise Refused(_("Mã địa chỉ quá ngắn."))
    if Feed.objects.filter(agency_id=agency_id, revoked_at=None).count() >= MOST:
        raise Refused(_("Cơ quan đã có quá nhiều địa chỉ lịch. Hãy thu hồi địa chỉ không dùng nữa."))
    made = Feed.objects.create(agency_id=agency_id, token_hash=hashed(token), created_at=at, created_by=by.id)
    about(made, area="")
    return made


@action(needs=Permission.TASK_WORK)
def revoke_feed(*, by: Actor, at: datetime, feed_id: UUID) -> Feed:
    """The address answers no more."""
    found = Feed.objects.filter(pk=feed_id).first()
    if found is None or found.agency_id not in queries.mine(by, Permission.TASK_WORK):
        raise NotYours(_("Không tìm thấy địa chỉ lịch này."))
    if found.revoked_at is None:
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
    about(found, area="")
    return found
