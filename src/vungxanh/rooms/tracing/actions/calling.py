"""Calls to contacts: taking the next one, opening the number, what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Subject, as_of
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.folding import local_day
from vungxanh.rooms.tracing.actions.parts import contact_for
from vungxanh.rooms.tracing.events import ContactCalled
from vungxanh.rooms.tracing.models import CallAttempt, Contact

LEASE = timedelta(minutes=15)  # nobody else is offered this contact meanwhile
REASON = "gọi truy vết"


@action(needs=Permission.CALL_RECORD)
def take_next(
    *, by: Actor, at: datetime, team_id: UUID | None = None, area: str = "", levels: Collection[int] = (),
    after: UUID | None = None, first: UUID | None = None,
) -> Contact | None:  # fmt: skip
    """The next contact to call, kept for ``by`` for a quarter of an hour; None when nobody is left.

    ``area`` and ``levels`` narrow the list. ``after`` is put back (somebody skipped): he is not offered again in this
    call. ``first`` is tried before all others (somebody pressed "call" beside his name).
    """
    rows = queries.waiting(by=by, at=at, team_id=team_id, area=area, levels=levels)
    wanted = queries.waiting(by=by, at=at).filter(pk=first).values_list("pk", flat=True) if first else ()
    order = rows.exclude(pk__in=[after] if after else []).values_list("pk", flat=True)[:20]
    for contact_id in (*wanted, *order):
        free = queries.waiting(by=by, at=at).filter(pk=contact_id)
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
    weights = as_of(Subject.CALL_PRIORITY, contact.disease, local_day(at), contact.area_path).value
    wait = weights.call_again_minutes(attempts)
    again = rules.call_again_at(came, at, wait, next_call_at) if state in rules.WAITING else None
    call = CallAttempt.objects.create(contact=contact, at=at, by_id=by.id, outcome=came, note=note_text.strip()[:300])
    amend(contact, state=state, attempts=attempts, next_call_at=again)
    Contact.objects.filter(pk=contact.pk).update(taken_by=None, taken_until=None)
    tell(ContactCalled(contact.pk, contact.area_path, came))
    return call
