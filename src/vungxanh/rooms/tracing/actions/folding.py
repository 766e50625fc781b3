"""From the exposures of a contact to his level, state, place in the call order and end of follow-up."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from vungxanh.kernel.actor import system
from vungxanh.regulations.api import Immunity, Subject, as_of
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import queries, rules
from vungxanh.rooms.tracing.models import Contact, Exposure
from vungxanh.rooms.tracing.queries import chunks
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

_FOLDED = [
    "area_path", "level", "state", "priority", "first_exposed_at", "last_exposed_at", "followed_until", "household",
    "exposure_count", "case", "next_call_at",
]  # fmt: skip


def local_day(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def fold_up(contact_ids: Iterable[UUID], *, disease: str, at: datetime) -> None:
    """Bring contacts in line with their live exposures and cases; writes only those that differ."""
    for part in chunks(contact_ids):
        live = _live(part)
        contacts = list(Contact.objects.filter(pk__in=part).select_related("person"))
        ill = _ill({c.person_id for c in contacts}, disease)
        moved = [c for c in contacts if _fold(c, live.get(c.pk, []), ill.get(c.person_id), at)]
        Contact.objects.bulk_create(
            moved, batch_size=500, update_conflicts=True, unique_fields=["id"], update_fields=_FOLDED
        )


def _live(contact_ids: Iterable[UUID]) -> dict[UUID, list[tuple[Any, ...]]]:
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    rows = Exposure.objects.filter(contact_id__in=contact_ids, dropped_at=None).values_list(
        "contact_id", "level", "first_exposed_at", "last_exposed_at", "household", "case__diagnosed_at"
    )
    for contact_id, *exposure in rows:
        found.setdefault(contact_id, []).append(tuple(exposure))
    return found


def _ill(persons: set[UUID], disease: str) -> dict[UUID, UUID]:
    every = cases.active_index_cases(by=system(), disease=disease)
    found: dict[UUID, UUID] = {}
    for part in chunks(persons):
        found.update(every.filter(person_id__in=part).order_by("pk").values_list("person_id", "pk"))
    return found


def _fold(c: Contact, exposures: list[tuple[Any, ...]], case_id: UUID | None, at: datetime) -> bool:
    """Set what follows on the (unsaved) contact; whether anything differs."""
    before = {name: getattr(c, name) for name in _FOLDED if name != "case"} | {"case_id": c.case_id}
    now = rules.standing([e[:4] for e in exposures], c.override_level)
    c.area_path, c.household, c.exposure_count = c.person.area_path, now.household, min(now.count, 32767)
    c.case_id = case_id
    newly = now.last is not None and now.last > c.last_exposed_at
    if now.first and now.last:
        c.first_exposed_at, c.last_exposed_at = now.first, now.last
        c.followed_until = _until(c, now.level, exposures, at)
    c.state = rules.after_recompute(
        before["state"], exposed=now.level is not None, is_case=case_id is not None and bool(exposures),
        over=rules.is_over(c.followed_until, local_day(at)), newly_exposed=newly,
        more_serious=bool(c.level and now.level and now.level < c.level),
    )  # fmt: skip
    if c.state != before["state"] and c.state == rules.ContactState.TO_CALL:
        c.next_call_at = None
    c.level = now.level or 0
    c.priority = call_priority(c, at)
    return any(getattr(c, name) != value for name, value in before.items())


def _until(c: Contact, level: int | None, exposures: list[tuple[Any, ...]], at: datetime) -> date | None:
    if level is None:
        return c.followed_until
    last = local_day(c.last_exposed_at)
    diagnosed = [local_day(e[4]) for e in exposures if e[4] is not None]
    person = c.person
    plan = rules.follow_plan(
        disease=c.disease, level=level, last_exposure=last, on=min(max([last, *diagnosed]), max(local_day(at), last)),
        area=c.area_path, immunity=Immunity(doses=person.vaccine_doses, last_dose=person.last_dose_date),
    )  # fmt: skip
    return plan.until


def call_priority(c: Contact, at: datetime) -> int:
    """His place in the call order by the centre's setting of today."""
    if c.state not in rules.OPEN or not c.level:
        return 0
    weights = as_of(Subject.CALL_PRIORITY, c.disease, local_day(at), c.area_path).value
    return rules.priority(queries.facts_of(c, at), weights)[0]
