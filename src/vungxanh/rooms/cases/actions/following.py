"""Two records of a person were merged, or are two again: his cases follow. Merging never joins cases: he has both."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.events import CaseCorrected
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as people_actions
from vungxanh.rooms.people import queries as people

KIND = "cases.case.person"


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Cases of the record merged away become the survivor's, and are remembered; how many. Nothing once it is undone."""
    made = people.merge_in_force(merge_id, lock=True)
    if made is None:
        return 0
    cases = list(Case.objects.filter(person=made.away_id))
    people_actions.remember_moved(merge_id, KIND, (case.pk for case in cases))
    return _point(cases, made.survivor_id)


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's."""
    if people.merge_in_force(merge_id, lock=True) is not None:
        return 0
    rows = people.moved(merge_id, (KIND,))[KIND]
    moved = _point(list(Case.objects.filter(pk__in=rows, person=survivor_id)), away_id)
    people_actions.forget_moved(merge_id, (KIND,))
    return moved


def _point(cases: list[Case], person_id: UUID) -> int:
    for case in cases:
        case.person_id = person_id
        tell(CaseCorrected(case.pk, person_id, case.disease, case.area_path, "person"))
    Case.objects.bulk_update(cases, ["person"])
    note(person=str(person_id), cases=[str(case.pk) for case in cases])
    return len(cases)
