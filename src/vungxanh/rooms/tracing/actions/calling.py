"""Calls to contacts: taking the next one, opening the number, what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.parts import contact_for
from vungxanh.rooms.tracing.models import CallAttempt, Contact

LEASE = timedelta(minutes=15)  # nobody else is offered this contact meanwhile
REASON = "gọi truy vết"


@action(needs=Permission.CALL_RECORD)
def take_next(
    *, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "", after: UUID | None = None
) -> Contact | None:
    """The next contact to call, kept for ``by`` for a quarter of an hour; None when nobody is left.

    ``after`` is put back (somebody skipped): he is not offered again in this call.
    """
    rows = queries.waiting(by=by, at=at, team_id=team_id, area=area)
    for contact_id in rows.exclude(pk__in=[after] if after else []).values_list("pk", flat=True)[:20]:
        free = queries.waiting(by=by, at=at, team_id=team_id, area=area).filter(pk=contact_id)
        if free.update(taken_by=by.id, taken_until=at + LEASE):
            contact = queries.get(by=by, contact_id=contact_id)
            about(contact)
            return contact
    return None


@action(needs=Permission.CALL_RECORD)
def leave(*, by: Actor, at: datetime, contact_id: UUID) -> None:
    """Give a contact back to the list without a call."""
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.CALL_RECORD)
    if contact.taken_by == by.id:
        Contact.objects.filter(pk=contact.pk).update(taken_by=None, taken_until=None)


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call. ``mate_id``: whose it is when it is that of somebody he lives with (a child, an old man)."""

    number: str = ""
    mate_id: UUID | None = None


@action(needs=Permission.CALL_RECORD)
def open_phone(*, by: Actor, at: datetime, contact_id: UUID) -> Phone:
    """His telephone number, else that of the eldest he lives with; who opened it is in the audit trail."""
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.CALL_RECORD)
    rules.check_open(contact.state)
    whose: UUID | None = contact.person_id
    if not contact.person.phone_hash:
        whose = queries.reachable_mate(by=by, contact=contact)
    if whose is None:
        note(opened="không có số")
        return Phone()
    opened = person_writes.open_sealed([whose], ["phone"], REASON)
    return Phone(opened.get(whose, {}).get("phone", ""), whose if whose != contact.person_id else None)


@action(needs=Permission.CALL_RECORD)
def log_call(
    *,
    by: Actor,
    at: datetime,
    contact_id: UUID,
    outcome: str,
    note_text: str = "",
    next_call_at: datetime | None = None,
) -> CallAttempt:
    """What came of one call. Unless reached he comes back on the list, at the hour agreed or after a while."""
    if outcome not in list(rules.CallOutcome):
        raise Refused("Chọn kết quả cuộc gọi.", field="outcome")
    came = rules.CallOutcome(outcome)
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.CALL_RECORD)
    state = rules.after_call(contact.state, came)
    attempts = min(contact.attempts + 1, 32767)
    again = rules.call_again_at(came, at, attempts, next_call_at) if state in rules.WAITING else None
    call = CallAttempt.objects.create(contact=contact, at=at, by_id=by.id, outcome=came, note=note_text.strip()[:300])
    amend(contact, state=state, attempts=attempts, next_call_at=again)
    Contact.objects.filter(pk=contact.pk).update(taken_by=None, taken_until=None)
    return call


@action(needs=Permission.EXPORT)
def take_away(*, by: Actor, at: datetime, rows: int) -> None:
    """A file of ``rows`` contacts is about to be handed out; the audit trail says to whom."""
