"""Two records of a person were merged, or are two again: his samples follow."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory.models import Sample
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


def _point(ids: Iterable[UUID], person_id: UUID) -> int:
    moved = Sample.objects.filter(pk__in=list(ids)).update(person=person_id)
    note(person=str(person_id), samples=moved)
    return moved
