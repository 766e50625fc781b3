"""Two records of people become one, or two again: whose decisions these are, which one holds, which bed he lies in."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation.actions.housing import put
from vungxanh.rooms.isolation.actions.parts import ended, out_of_bed
from vungxanh.rooms.isolation.models import Decision, Stay
from vungxanh.rooms.isolation.rules import State
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people import queries

KIND, GAVE_WAY, BED = "isolation.decision.person", "isolation.decision.gave_way", "isolation.stay.moved"
WHY = "gộp hồ sơ trùng"


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Decisions of the record merged away become the survivor's, and are remembered; how many."""

    def settle(made: object) -> None:  # one person is not isolated twice: what ends earlier gives way
        survivor, away = made.survivor_id, made.away_id  # type: ignore[attr-defined]
        running = Decision.objects.select_for_update().filter(state=State.IN_FORCE)
        theirs = {one.disease: one for one in running.filter(person=survivor)}
        for other in running.filter(person=away, disease__in=list(theirs)):
            mine = theirs[other.disease]
            gives_way, holds = (mine, other) if other.until_on > mine.until_on else (other, mine)
            _gave_way(merge_id, gives_way, holds, at)

    return people.follow_merge(merge_id, KIND, Decision.objects.all(), first=settle)


def _gave_way(merge_id: UUID, gives_way: Decision, holds: Decision, at: datetime) -> None:
    """He lies in one bed: that of the decision that holds, or else the one he has goes on under it."""
    stay = gives_way.stays.filter(to_at=None).first()
    out_of_bed(gives_way, at, WHY)
    ended(gives_way, State.REVOKED, at, WHY)
    people.remember_moved(merge_id, GAVE_WAY, [gives_way.pk])
    if stay is not None and not holds.stays.filter(to_at=None).exists():
        people.remember_moved(merge_id, BED, [put(holds, stay.bed_id, at, WHY).pk])


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's; what gave way is in force again."""
    rows = queries.moved(merge_id, (GAVE_WAY, BED))
    done = people.follow_undo(merge_id, KIND, Decision.objects.all(), survivor_id=survivor_id, away_id=away_id)
    if done:
        _hold_again(rows, at)
        people.forget_moved(merge_id, (GAVE_WAY, BED))
    return done


def _hold_again(rows: dict[str, list[UUID]], at: datetime) -> None:
    for gone in Decision.objects.select_for_update().filter(pk__in=rows[GAVE_WAY], state=State.REVOKED):
        others = Decision.objects.filter(person=gone.person_id, disease=gone.disease, state=State.IN_FORCE)
        if others.exists():
            continue  # decided anew meanwhile
        amend(gone, state=State.IN_FORCE, ended_at=None, ended_why="", ended_by="")
        for stay in Stay.objects.filter(pk__in=rows[BED], to_at=None).select_related("decision"):
            out_of_bed(stay.decision, at, WHY)
            put(gone, stay.bed_id, at, stay.why)
