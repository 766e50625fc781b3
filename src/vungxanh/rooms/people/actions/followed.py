"""Rows of an upper room follow their person through a merge, and go back with its undoing. Inside an action of that room."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from vungxanh.common.audit import note
from vungxanh.rooms.people import queries
from vungxanh.rooms.people.actions.merging import forget_moved, remember_moved

Point = Callable[[list[Any], UUID], None]


def follow_merge(
    merge_id: UUID, kind: str, rows: QuerySet[Any], *, first: Callable[[Any], None] | None = None, point: Point | None = None
) -> int:  # fmt: skip
    """Those of ``rows`` that are of the record merged away become the survivor's, and are remembered; how many.

    Nothing once the merge is undone. ``kind`` such as ``cases.case.person``; ``first`` gets the merge, to settle what
    both records have; ``point`` writes the new person, where an update of the column is not enough.
    """
    made = queries.merge_in_force(merge_id, lock=True)
    if made is None:
        return 0
    if first is not None:
        first(made)
    moved = list(rows.filter(person=made.away_id))
    remember_moved(merge_id, kind, (row.pk for row in moved))
    return _point(rows, moved, made.survivor_id, point)


def follow_undo(
    merge_id: UUID, kind: str, rows: QuerySet[Any], *, survivor_id: UUID, away_id: UUID, point: Point | None = None
) -> int:  # fmt: skip
    """Those that followed go back, where they still are the survivor's; how many. Nothing while the merge is in force."""
    if queries.merge_in_force(merge_id, lock=True) is not None:
        return 0
    back = list(rows.filter(pk__in=queries.moved(merge_id, (kind,))[kind], person=survivor_id))
    forget_moved(merge_id, (kind,))
    return _point(rows, back, away_id, point)


def _point(rows: QuerySet[Any], moved: list[Any], person_id: UUID, point: Point | None) -> int:
    if point is not None:
        point(moved, person_id)
    else:
        rows.filter(pk__in=[row.pk for row in moved]).update(person=person_id)
    note(person=str(person_id), rows=[str(row.pk) for row in moved])
    return len(moved)
