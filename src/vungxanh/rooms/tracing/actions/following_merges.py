"""Two records of a person were merged, or are two again: where he was and whom he met follows, and so does the work.

A meeting of the two records with each other is none: it is taken out, and put back by an undo. Where both are
contacts for one disease, each keeps his row: the levels computed anew leave the one merged away without exposures.
The state of the work on both is remembered too, for computing anew changes it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.people import actions as people_actions
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing.actions.parts import stamp
from vungxanh.rooms.tracing.events import HistoryChanged
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Visit

VISIT, MET, OTHER = "tracing.visit.person", "tracing.meeting.person", "tracing.meeting.other"
CONTACT, REMOVED = "tracing.contact.person", "tracing.meeting.removed"
WAS = "tracing.contact.was."  # and the state, and how often he was called
POINTERS: dict[str, tuple[type[Model], str]] = {
    VISIT: (Visit, "person_id"),
    MET: (ContactEvent, "person_id"),
    OTHER: (ContactEvent, "other_id"),
    CONTACT: (Contact, "person_id"),
}


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Visits, meetings and the work of tracing become the survivor's, and are remembered. Nothing once it is undone."""
    made = people.merge_in_force(merge_id, lock=True)
    if made is None:
        return 0
    survivor, away = made.survivor_id, made.away_id
    _remember_work(merge_id, survivor, away)
    _take_out(merge_id, ContactEvent.objects.filter(person=away, other=survivor, removed_at=None))
    _take_out(merge_id, ContactEvent.objects.filter(person=survivor, other=away, removed_at=None))
    there = set(Contact.objects.filter(person=survivor).values_list("disease", flat=True))
    moved = {
        VISIT: _ids(Visit.objects.filter(person=away)),
        MET: _ids(ContactEvent.objects.filter(person=away).exclude(other=survivor)),
        OTHER: _ids(ContactEvent.objects.filter(other=away).exclude(person=survivor)),
        CONTACT: _ids(Contact.objects.filter(person=away).exclude(disease__in=there)),
    }
    for kind, rows in moved.items():
        people_actions.remember_moved(merge_id, kind, rows)
        _point(kind, rows, away, survivor)
    return _tell(moved, people.moved(merge_id, (REMOVED,))[REMOVED])


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's."""
    if people.merge_in_force(merge_id, lock=True) is not None:
        return 0
    moved = people.moved(merge_id, (*POINTERS, REMOVED))
    for kind in POINTERS:
        _point(kind, moved[kind], survivor_id, away_id)
    works = people.moved_like(merge_id, WAS)
    _put_work_back(works)
    out = moved.pop(REMOVED)
    ContactEvent.objects.filter(pk__in=out).update(removed_at=None, changed_at=stamp())
    people_actions.forget_moved(merge_id, (*POINTERS, REMOVED, *works))
    return _tell(moved, out)


def _ids(rows: Any) -> list[UUID]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _remember_work(merge_id: UUID, *persons: UUID) -> None:
    if people.moved_like(merge_id, WAS):
        return  # followed late: what was before is remembered already
    for pk, state, attempts in Contact.objects.filter(person__in=persons).values_list("pk", "state", "attempts"):
        people_actions.remember_moved(merge_id, f"{WAS}{state}.{attempts}", [pk])


def _put_work_back(works: dict[str, list[UUID]]) -> None:
    """Unless he was called since."""
    for kind, ids in works.items():
        state, attempts = kind.removeprefix(WAS).split(".")
        Contact.objects.filter(pk__in=ids, attempts=int(attempts)).update(state=state)


def _take_out(merge_id: UUID, rows: Any) -> None:
    """``removed_at`` remembers nothing of the past, so what was removed before is left alone."""
    ids = _ids(rows)
    people_actions.remember_moved(merge_id, REMOVED, ids)
    ContactEvent.objects.filter(pk__in=ids).update(removed_at=stamp(), changed_at=stamp())


def _point(kind: str, rows: Iterable[UUID], old: UUID, new: UUID) -> None:
    model, column = POINTERS[kind]
    values: dict[str, Any] = {column: new}
    if model is not Contact:
        values["changed_at"] = stamp()
    elif model is Contact:
        free = Contact.objects.filter(person=new).values_list("disease", flat=True)
        rows = _ids(Contact.objects.filter(pk__in=list(rows)).exclude(disease__in=list(free)))
    model._default_manager.filter(pk__in=list(rows), **{column: old}).update(**values)


def _tell(moved: dict[str, list[UUID]], out: list[UUID]) -> int:
    """Contacts that may differ now are computed anew by whoever listens."""
    meetings = tuple(sorted({*moved[MET], *moved[OTHER], *out}))
    if moved[VISIT] or meetings:
        tell(HistoryChanged(visit_ids=tuple(moved[VISIT]), meeting_ids=meetings))
    note(rows={kind: len(rows) for kind, rows in moved.items()}, taken_out=len(out))
    return sum(map(len, moved.values())) + len(out)
