"""Two records of a person were merged, or are two again: his cases follow. Merging never joins cases: he has both."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases.events import CaseCorrected
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as people_actions

KIND = "cases.case.person"


@action(needs=Permission.SYSTEM)
def follow_merge(*, by: Actor, at: datetime, merge_id: UUID) -> int:
    """Cases of the record merged away become the survivor's, and are remembered; how many. Nothing once it is undone."""
    return people_actions.follow_merge(merge_id, KIND, Case.objects.all(), point=_point)


@action(needs=Permission.SYSTEM)
def follow_undo(*, by: Actor, at: datetime, merge_id: UUID, survivor_id: UUID, away_id: UUID) -> int:
    """Those that followed go back, where they still are the survivor's."""
    return people_actions.follow_undo(
        merge_id, KIND, Case.objects.all(), survivor_id=survivor_id, away_id=away_id, point=_point
    )


def _point(cases: list[Case], person_id: UUID) -> None:
    for case in cases:
        case.person_id = person_id
        tell(CaseCorrected(case.pk, person_id, case.disease, case.area_path, "person"))
    Case.objects.bulk_update(cases, ["person"])
