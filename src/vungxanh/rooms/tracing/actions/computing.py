"""Levels: computed for one index case, stored as exposures, folded into contacts; overridden with a reason."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.actions.folding import fold_up
from vungxanh.rooms.tracing.actions.parts import contact_for, stamp
from vungxanh.rooms.tracing.events import LevelsChanged
from vungxanh.rooms.tracing.models import CaseTrace, Contact, Exposure
from vungxanh.rooms.tracing.queries import Finding, Found, chunks

_SAID = (
    "case_area_path", "level", "first_exposed_at", "last_exposed_at", "through_id", "venue_id", "contact_event_id",
    "visit_id", "minutes", "household", "rule", "reason", "dropped_at",
)  # fmt: skip
_WRITTEN = [name.removesuffix("_id") for name in _SAID] + ["computed_at"]


@action(needs=Permission.TRACE_RECORD)
def recompute(*, by: Actor, at: datetime, case_id: UUID) -> CaseTrace:
    """Find the contacts of one case anew. What no longer follows is marked dropped, never deleted."""
    return compute(cases.get(by=by, case_id=case_id), at=at)


def compute(case: Any, *, at: datetime) -> CaseTrace:
    """``recompute`` within another act."""
    CaseTrace.objects.get_or_create(case_id=case.pk, defaults={"computed_at": stamp()})
    row = CaseTrace.objects.select_for_update().get(case_id=case.pk)  # one at a time for one case
    clock = stamp()
    finding = queries.find(case, at=at) if queries.traced(case) else Finding(case.pk, None)
    managed = finding.plan.managed if finding.plan else 0
    wanted = {f.person_id: f for f in finding.found if f.level <= managed}
    touched = _store(case, wanted, at)
    fold_up(touched, disease=case.disease, at=at)
    row.computed_at, row.refusal = clock, finding.refusal[:300]
    if finding.plan is not None:
        row.window_start, row.window_end = finding.plan.start, finding.plan.end
        row.levels, row.managed, row.rule = finding.plan.levels, managed, finding.plan.rule[:80]
    levels = [f.level for f in wanted.values()]
    row.f1, row.f2, row.f3 = (levels.count(n) for n in (1, 2, 3))
    row.save()
    about(case)
    note(f1=row.f1, f2=row.f2, f3=row.f3, changed=len(touched), rule=row.rule)
    if touched:
        tell(LevelsChanged(case.pk, case.area_path, len(touched)))
    return row


def _store(case: Any, wanted: dict[UUID, Found], at: datetime) -> set[UUID]:
    """Write what differs from what is stored; ids of the contacts concerned."""
    stored = {e.contact.person_id: e for e in Exposure.objects.filter(case=case).select_related("contact")}
    known = {person: e.contact_id for person, e in stored.items()}
    known |= _contacts_of([p for p in wanted if p not in known], wanted, case, at)
    moved: list[Exposure] = []
    for person, found in wanted.items():
        fresh = _exposure(found, case, known[person], at)
        old = stored.get(person)
        if old is None or any(getattr(old, name) != getattr(fresh, name) for name in _SAID):
            fresh.pk = old.pk if old else fresh.pk
            moved.append(fresh)
    Exposure.objects.bulk_create(
        moved, batch_size=1000, update_conflicts=True, unique_fields=["contact", "case"], update_fields=_WRITTEN
    )
    gone = [e for person, e in stored.items() if person not in wanted and e.dropped_at is None]
    for part in chunks(e.pk for e in gone):
        Exposure.objects.filter(pk__in=part).update(dropped_at=at, computed_at=at)
    return {e.contact_id for e in (*moved, *gone)}


def _exposure(f: Found, case: Any, contact_id: UUID, at: datetime) -> Exposure:
    return Exposure(
        id=new_id(), contact_id=contact_id, case_id=case.pk, case_area_path=case.area_path, level=f.level,
        first_exposed_at=f.first, last_exposed_at=f.last, through_id=f.through_id, venue_id=f.venue_id,
        contact_event_id=f.meeting_id, visit_id=f.visit_id, minutes=f.minutes, household=f.household, rule=f.rule,
        reason=f.reason, computed_at=at, dropped_at=None,
    )  # fmt: skip


def _contacts_of(persons: Iterable[UUID], wanted: dict[UUID, Found], case: Any, at: datetime) -> dict[UUID, UUID]:
    """The contact row of each person, made where there is none; its level and state come by ``fold_up``."""
    found: dict[UUID, UUID] = {}
    for part in chunks(persons):
        there = Contact.objects.filter(disease=case.disease, person_id__in=part)
        found.update(there.values_list("person_id", "pk"))
        fresh = [p for p in part if p not in found]
        homes = people.cards(system(), fresh)
        made = [
            Contact(
                id=new_id(), person_id=p, disease=case.disease, area_path=homes[p].area_path, level=0,
                state=rules.ContactState.DROPPED, first_exposed_at=wanted[p].first, last_exposed_at=wanted[p].last,
                created_at=at,
            )
            for p in fresh
        ]  # fmt: skip
        Contact.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
        there = Contact.objects.filter(disease=case.disease, person_id__in=fresh)
        found.update(there.values_list("person_id", "pk"))
    return found


@action(needs=Permission.TRACE_OVERRIDE)
def override(*, by: Actor, at: datetime, contact_id: UUID, level: int, reason: str) -> Contact:
    """Somebody who knows better says the level (0: not a contact), and why; computing does not undo it.

    Refused for somebody of whom no exposure is recorded any more: a level is the level of one.
    """
    why = rules.check_override(level, reason)
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.TRACE_OVERRIDE)
    if not contact.exposure_count:
        raise Refused(
            "Người này không còn lần phơi nhiễm nào được ghi: hãy ghi lần gặp hoặc lượt đến, rồi mới sửa mức.",
            field="level",
        )
    amend(contact, override_level=level, override_reason=why)
    return _folded(contact, at)


@action(needs=Permission.TRACE_OVERRIDE)
def clear_override(*, by: Actor, at: datetime, contact_id: UUID) -> Contact:
    """Back to the level that follows from what is recorded."""
    contact = contact_for(by=by, contact_id=contact_id, needs=Permission.TRACE_OVERRIDE)
    amend(contact, override_level=None, override_reason="")
    return _folded(contact, at)


def _folded(contact: Contact, at: datetime) -> Contact:
    fold_up([contact.pk], disease=contact.disease, at=at)
    return Contact.objects.select_related("person", "team").get(pk=contact.pk)
