"""After the call: isolation, daily follow-up, the end of it, and a contact who turns positive."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.computing import compute
from vungxanh.rooms.tracing.actions.folding import call_priority, fold_up, local_day
from vungxanh.rooms.tracing.actions.parts import contact_for, lent
from vungxanh.rooms.tracing.events import ContactIsolated, ContactTurnedPositive
from vungxanh.rooms.tracing.models import Contact, FollowUp

OVERDUE_BATCH = 2000


@action(needs=Permission.FOLLOWUP_RECORD)
def isolate_contact(*, by: Actor, at: datetime, contact_id: UUID, isolated_at: datetime) -> Contact:
    """From ``isolated_at`` on he passes nothing on; those he met later fall from the lists of his index cases."""
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.FOLLOWUP_RECORD)
    rules.check_open(contact.state)
    if isolated_at > at:
        raise Refused("Giờ cách ly ở sau bây giờ.", field="isolated_at")
    amend(contact, isolated_at=isolated_at, state=rules.ContactState.FOLLOWED, next_call_at=None)
    tell(ContactIsolated(contact.pk, contact.person_id, contact.area_path))
    return contact


@action(needs=Permission.FOLLOWUP_RECORD)
def follow_up(
    *,
    by: Actor,
    at: datetime,
    contact_id: UUID,
    day: date,
    seen: bool = True,
    temperature: Decimal | None = None,
    symptoms: Sequence[str] = (),
    note_text: str = "",
) -> FollowUp:
    """One day's check; a second one of the same day replaces the first. Symptoms put him at the top of the lists."""
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.FOLLOWUP_RECORD)
    rules.check_open(contact.state)
    rules.check_temperature(temperature)
    ill = rules.has_symptoms(list(symptoms))
    if day > local_day(at):
        raise Refused("Chưa đến ngày này.", field="day")
    row, _made = FollowUp.objects.update_or_create(
        contact=contact, day=day,
        defaults={
            "seen": seen, "temperature": temperature, "symptoms": sorted(set(symptoms)), "at": at, "by_id": by.id,
            "note": note_text.strip()[:300],
        },
    )  # fmt: skip
    values: dict[str, Any] = {"last_followed_on": max(day, contact.last_followed_on or day)}
    if seen:
        values["state"] = rules.ContactState.FOLLOWED
    if ill and contact.symptomatic_since is None:
        values["symptomatic_since"] = day
    amend(contact, **values)
    amend(contact, priority=call_priority(contact, at))
    return row


@action(needs=Permission.FOLLOWUP_RECORD)
def close_finished(*, by: Actor, at: datetime) -> int:
    """Contacts whose last day of follow-up has passed are done; how many. For a timer, once a day."""
    over = queries.visible(by).filter(state__in=rules.OPEN, followed_until__lt=local_day(at))
    ids = list(over.values_list("pk", flat=True)[:OVERDUE_BATCH])
    Contact.objects.filter(pk__in=ids).update(state=rules.ContactState.DONE, priority=0, next_call_at=None)
    note(closed=len(ids), ids=ids)
    return len(ids)


@action(needs=Permission.FOLLOWUP_RECORD)
def tidy(*, by: Actor, at: datetime) -> int:
    """``close_finished``, and the call order by today's days since exposure; how many contacts moved."""
    closed = close_finished.function(by=by, at=at)
    moved: list[Contact] = []
    for contact in queries.visible(by).filter(state__in=rules.OPEN).select_related("person").iterator(chunk_size=2000):
        now = call_priority(contact, at)
        if now != contact.priority:
            contact.priority = now
            moved.append(contact)
    Contact.objects.bulk_update(moved, ["priority"], batch_size=500)
    note(reordered=len(moved))
    return closed + len(moved)


@action(needs=Permission.CASE_RECORD)
def turned_positive(
    *,
    by: Actor,
    at: datetime,
    contact_id: UUID,
    diagnosed_at: datetime,
    sampled_at: datetime | None = None,
    onset: date | None = None,
    symptomatic: bool | None = None,
    confirmed: bool = True,
) -> Any:
    """He is a case now: recorded with his source (the case of his earliest exposure), and his work as a contact ends.

    ``confirmed`` needs the right to confirm; without it the case is probable.
    """
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.CASE_RECORD)
    rules.check_open(contact.state)
    live = contact.exposures.filter(dropped_at=None).order_by("level", "first_exposed_at", "pk")
    source = live.select_related("case", "venue").first()
    facts = case_writes.CaseFacts(
        symptomatic=symptomatic if symptomatic is not None else (True if onset or contact.symptomatic_since else None),
        onset_date=onset or contact.symptomatic_since, sampled_at=sampled_at, diagnosed_at=diagnosed_at,
        exposure_start=local_day(contact.first_exposed_at), exposure_end=local_day(contact.last_exposed_at),
        isolated_at=contact.isolated_at, detection=case_writes.Detection.TRACING,
    )  # fmt: skip
    status = case_writes.Status.CONFIRMED if confirmed else case_writes.Status.PROBABLE
    seeing = (Permission.PERSON_SEE, Permission.CASE_SEE, Permission.CASE_RECORD)
    actor = lent(by, *seeing, area=contact.person.area_path)
    if source is not None:
        actor = lent(actor, Permission.CASE_SEE, area=source.case_area_path)
    case = case_writes.record(
        by=actor, at=at, person_id=contact.person_id, disease=contact.disease, facts=facts, status=status,
        source_case_id=source.case_id if source else None, source_setting=_setting(source), accept_unusual=True,
    )  # fmt: skip
    about(contact)
    fold_up([contact.pk], disease=contact.disease, at=at)
    compute(cases.get(by=actor, case_id=case.pk), at=at)
    if source is not None:
        tell(ContactTurnedPositive(contact.pk, case.pk, source.case_id, contact.area_path))
    return case


def _setting(source: Any) -> str:
    if source is None:
        return ""
    if source.household:
        return "hộ gia đình"
    return str(source.venue.name)[:120] if source.venue else "tiếp xúc trực tiếp"
