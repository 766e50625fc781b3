"""Two records of a person were merged, or are two again: his samples follow."""

from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sample, Wanted
from vungxanh.rooms.people import actions as people_actions

KIND = "laboratory.sample.person"


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Samples of the record merged away become the survivor's, and are remembered; how many."""
    return people_actions.follow_merge(merge_id, KIND, Sample.objects.all(), first=_move_wanted)


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's."""
    return people_actions.follow_undo(merge_id, KIND, Sample.objects.all(), survivor_id=survivor_id, away_id=away_id)


def _move_wanted(made: Any) -> None:
    """One person waits once: what the survivor waits for already is dropped from the other record."""
    waits = rules.WantedState.WAITING
    twice = Wanted.objects.filter(person=made.survivor_id, state=waits).values_list("disease", flat=True)
    dropped = {"state": rules.WantedState.DROPPED, "note": "gộp hồ sơ"}
    Wanted.objects.filter(person=made.away_id, state=waits, disease__in=list(twice)).update(**dropped)
    Wanted.objects.filter(person=made.away_id).update(person=made.survivor_id)
