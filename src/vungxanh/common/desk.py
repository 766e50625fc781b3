"""The outbox as its keeper sees it: what waits, what gave up; send again, or drop."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.models import OutboxMessage
from vungxanh.common.outbox import wake
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused

State = OutboxMessage.State


def messages(by: Actor, state: str | None = None) -> QuerySet[OutboxMessage]:
    """Messages, in one state or any; unordered. The outbox knows no areas: the right over the whole centre is needed."""
    by.check(Permission.OUTBOX_SEE, centre.current().area_path)
    return OutboxMessage.objects.filter(state=state) if state else OutboxMessage.objects.all()


def dead(by: Actor) -> list[OutboxMessage]:
    """Messages whose listener failed for good, oldest first; at most 500."""
    return list(messages(by, State.DEAD).order_by("id")[:500])


def counts(by: Actor) -> dict[str, int]:
    """How many messages are in each state."""
    found = {state.value: 0 for state in State}
    return found | dict(messages(by).values_list("state").annotate(n=Count("pk")))


@action(needs=Permission.OUTBOX_RESEND)
def resend(*, by: Actor, at: datetime, message_id: UUID) -> OutboxMessage:
    """Try a dead message again from the first attempt."""
    return _move(by, message_id, State.WAITING)


@action(needs=Permission.OUTBOX_RESEND)
def resend_all(*, by: Actor, at: datetime) -> int:
    """Try every dead message again (its cause was repaired); how many."""
    by.check(Permission.OUTBOX_RESEND, centre.current().area_path)
    sent = OutboxMessage.objects.filter(state=State.DEAD).update(
        state=State.WAITING, attempts=0, due_at=timezone.now(), leased_until=None
    )
    note(sent=sent)
    wake()
    return sent


@action(needs=Permission.OUTBOX_RESEND)
def drop(*, by: Actor, at: datetime, message_id: UUID) -> OutboxMessage:
    """Give a dead message up: its listener will never hear it."""
    return _move(by, message_id, State.DROPPED)


def _move(by: Actor, message_id: UUID, to: OutboxMessage.State) -> OutboxMessage:
    by.check(Permission.OUTBOX_RESEND, centre.current().area_path)
    message = messages(by).filter(pk=message_id).first()
    if message is None:
        raise NotYours(_("Không tìm thấy tin này."))
    moved = OutboxMessage.objects.filter(pk=message_id, state=State.DEAD).update(
        state=to, attempts=0, due_at=timezone.now(), leased_until=None
    )
    if not moved:
        raise Refused(_("Tin này không còn nằm trong hàng gửi hỏng."))
    about(message, area="")
    note(listener=message.listener, error=message.error)
    message.refresh_from_db()
    return message
