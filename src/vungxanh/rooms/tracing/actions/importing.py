"""What other people's lists say of contacts: that somebody is one, and how each day of his follow-up went."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.audit import changed as record_changed
from vungxanh.common.bulk import insert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.actions.folding import _ill, _until, call_priority, local_day
from vungxanh.rooms.tracing.models import Contact, FollowUp
from vungxanh.rooms.tracing.queries import chunks

_CONTACT = (
    "id", "person_id", "disease", "area_path", "level", "state", "priority", "first_exposed_at", "last_exposed_at",
    "followed_until", "household", "exposure_count", "attempts", "override_level", "override_reason", "created_at",
)  # fmt: skip
_SAID = ("seen", "temperature", "symptoms", "note")
_DAY = ("id", "contact_id", "day", "seen", "temperature", "symptoms", "note", "at", "by_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedContact:
    """Somebody a list calls a contact without saying of whom, or with its own level (1–3). Times aware."""

    person_id: UUID
    area_path: str
    first: datetime
    last: datetime
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """One day's check. ``symptoms``: words of ``rules.Symptom``; ``temperature`` in °C."""

    person_id: UUID
    day: date
    seen: bool = True
    temperature: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    note: str = ""


@action(needs=Permission.TRACE_RECORD)
def name_contacts_many(
    *, by: Actor, at: datetime, rows: Sequence[NamedContact], disease: str, source: str
) -> dict[UUID, UUID]:
    """Person → contact, made for those under tracing for the disease nowhere yet. The list's level stands, with the
    list as its reason, until somebody clears it; exposures computed later are added to it.
    """
    for area in {row.area_path for row in rows}:
        by.check(Permission.TRACE_RECORD, area)
    found: dict[UUID, UUID] = {}
    for part in chunks(row.person_id for row in rows):
        there = Contact.objects.filter(disease=disease, person_id__in=part)
        found.update(there.values_list("person_id", "pk"))
    fresh = {row.person_id: row for row in rows if row.person_id not in found}
    made = [_contact(row, disease, source, at) for row in fresh.values()]
    insert(Contact, _CONTACT, made)
    ids = [UUID(str(values[0])) for values in made]
    _settle(ids, disease, at)
    note(source=source, created=len(ids), ids=ids)
    return found | dict(zip(fresh, ids, strict=True))


def _contact(row: NamedContact, disease: str, source: str, at: datetime) -> tuple[object, ...]:
    return (
        new_id(), row.person_id, disease, row.area_path, row.level, rules.ContactState.TO_CALL.value, 0, row.first,
        max(row.first, row.last), None, False, 0, 0, row.level, f"Ghi trong danh sách nhập: {source}"[:300], at,
    )  # fmt: skip


def _settle(ids: Sequence[UUID], disease: str, at: datetime) -> None:
    """Until when each is followed, his place in the call order; whoever is a case already is one."""
    for part in chunks(ids):
        contacts = list(Contact.objects.filter(pk__in=part).select_related("person"))
        ill = _ill({contact.person_id for contact in contacts}, disease)
        for contact in contacts:
            with suppress(Refused):  # no regulation for the disease: he is followed until somebody ends it
                contact.followed_until = _until(contact, contact.level, [], at)
            contact.case_id = ill.get(contact.person_id)
            if contact.case_id:
                contact.state = rules.ContactState.CASE
            elif contact.followed_until and rules.is_over(contact.followed_until, local_day(at)):
                contact.state = rules.ContactState.DONE
            with suppress(Refused):
                contact.priority = call_priority(contact, at)
        Contact.objects.bulk_update(contacts, ["followed_until", "state", "priority", "case"], batch_size=500)


@action(needs=Permission.FOLLOWUP_RECORD)
def record_follow_ups_many(
    *, by: Actor, at: datetime, rows: Sequence[FollowUpRow], disease: str, source: str, update: bool = False
) -> rules.BatchResult:
    """Write days of follow-up of contacts there are; a day known already stays as it is unless ``update``."""
    contacts, problems = _contacts_of(by, rows, disease)
    wanted = {(contacts[r.person_id], r.day): (i, r) for i, r in enumerate(rows) if r.person_id in contacts}
    there: dict[tuple[UUID, date], FollowUp] = {}
    for part in chunks({contact for contact, _day in wanted}):
        there.update({(f.contact_id, f.day): f for f in FollowUp.objects.filter(contact_id__in=part)})
    bad = {p.index for p in problems}
    fresh: list[tuple[object, ...]] = []
    changed: list[FollowUp] = []
    for spot, (index, row) in wanted.items():
        try:
            rules.check_temperature(row.temperature)
            rules.has_symptoms(list(row.symptoms))
            if row.day > local_day(at):
                raise Refused("Chưa đến ngày này.", field="day")
        except Refused as no:
            problems.append(rules.RowProblem(index, no.field or "", no.sentence))
            bad.add(index)
            continue
        old = there.get(spot)
        if old is None:
            fresh.append((new_id(), *spot, row.seen, row.temperature, list(row.symptoms), row.note[:300], at, by.id))
        elif update and (old.seen, old.temperature, tuple(old.symptoms), old.note) != _said(row):
            said = dict(zip(_SAID, (row.seen, row.temperature, list(row.symptoms), row.note[:300]), strict=True))
            record_changed(old, {name: (getattr(old, name), value) for name, value in said.items()})
            about(old.contact)
            for name, value in said.items():
                setattr(old, name, value)
            changed.append(old)
    insert(FollowUp, _DAY, fresh)
    FollowUp.objects.bulk_update(changed, _SAID, batch_size=500)
    _last_days(contact for contact, _day in wanted)
    note(source=source, created=len(fresh), changed=[f.pk for f in changed], ids=[row[0] for row in fresh])
    return rules.BatchResult(len(fresh), len(rows) - len(bad) - len(fresh), tuple(problems))


def _said(row: FollowUpRow) -> tuple[object, ...]:
    return row.seen, row.temperature, row.symptoms, row.note[:300]


def _contacts_of(
    by: Actor, rows: Sequence[FollowUpRow], disease: str
) -> tuple[dict[UUID, UUID], list[rules.RowProblem]]:
    found: dict[UUID, UUID] = {}
    for part in chunks({row.person_id for row in rows}):
        there = Contact.objects.filter(disease=disease, person_id__in=part)
        mine = {
            p: pk
            for p, pk, area in there.values_list("person_id", "pk", "area_path")
            if by.may(Permission.FOLLOWUP_RECORD, area)
        }
        found.update(mine)
    lacking = [i for i, row in enumerate(rows) if row.person_id not in found]
    words = "Người này chưa là người tiếp xúc, hoặc ngoài địa bàn của bạn."
    return found, [rules.RowProblem(index, "person", words) for index in lacking]


def _last_days(contact_ids: Iterable[UUID]) -> None:
    """The last day each was asked, kept on the contact for the lists."""
    for part in chunks(set(contact_ids)):
        latest: dict[UUID, tuple[date, bool]] = {}
        for pk, day, seen in FollowUp.objects.filter(contact_id__in=part).values_list("contact_id", "day", "seen"):
            if pk not in latest or day > latest[pk][0]:
                latest[pk] = (day, seen)
        contacts = list(Contact.objects.filter(pk__in=latest))
        for contact in contacts:
            day, seen = latest[contact.pk]
            contact.last_followed_on = max(day, contact.last_followed_on or day)
            if seen and contact.state in rules.OPEN:
                contact.state = rules.ContactState.FOLLOWED
        Contact.objects.bulk_update(contacts, ["last_followed_on", "state"], batch_size=500)
