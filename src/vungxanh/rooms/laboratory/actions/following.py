"""Two records of a person were merged, or are two again: his samples follow."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sample, Wanted
from vungxanh.rooms.people import actions as people_actions
from vungxanh.rooms.people import queries as people

KIND = "laboratory.sample.person"


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Samples of the record merged away become the survivor's, and are remembered; how many."""
    made = people.merge_in_force(merge_id, lock=True)
    if made is None:
        return 0
    away = list(Sample.objects.filter(person=made.away_id).values_list("pk", flat=True))
    people_actions.remember_moved(merge_id, KIND, away)
    _move_wanted(made.away_id, made.survivor_id)
    return _point(away, made.survivor_id)


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's."""
    if people.merge_in_force(merge_id, lock=True) is not None:
        return 0
    rows = people.moved(merge_id, (KIND,))[KIND]
    back = list(Sample.objects.filter(pk__in=rows, person=survivor_id).values_list("pk", flat=True))
    people_actions.forget_moved(merge_id, (KIND,))
    return _point(back, away_id)


def _move_wanted(away_id: UUID, survivor_id: UUID) -> None:
    """One person waits once: what the survivor waits for already is dropped from the other record."""
    waits = rules.WantedState.WAITING
    twice = Wanted.objects.filter(person=survivor_id, state=waits).values("disease")
    dropped = {"state": rules.WantedState.DROPPED, "note": "gộp hồ sơ"}
    Wanted.objects.filter(
        person=away_id, state=waits, disease__in=list(twice.values_list("disease", flat=True))
    ).update(**dropped)
    Wanted.objects.filter(person=away_id).update(person=survivor_id)


def _point(ids: Iterable[UUID], person_id: UUID) -> int:
    moved = Sample.objects.filter(pk__in=list(ids)).update(person=person_id)
    note(person=str(person_id), samples=moved)
    return moved
