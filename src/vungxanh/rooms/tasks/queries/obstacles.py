"""Obstacles: which somebody sees, and which wait for him."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.tasks.models import Obstacle, ObstacleStep
from vungxanh.rooms.tasks.queries.people import bodies, mine

SEE, WORK = Permission.TASK_SEE, Permission.TASK_WORK


def obstacles(by: Actor) -> QuerySet[Obstacle]:
    """Those raised in the areas where he may see tasks, and those that passed through his agencies; unordered."""
    own = mine(by, SEE)
    passed = ObstacleStep.objects.filter(to_agency_id__in=own).values("obstacle_id")
    rows = seen(by, SEE) | Q(raised_by_id__in=own) | Q(at_agency_id__in=own) | Q(pk__in=passed)
    return Obstacle.objects.filter(rows)


def obstacle(*, by: Actor, obstacle_id: UUID) -> Obstacle:
    """One; NotYours when he may not see it."""
    found = obstacles(by).filter(pk=obstacle_id).select_related("raised_by", "at_agency", "task").first()
    if found is None:
        raise NotYours(_("Không tìm thấy khó khăn này, hoặc nó không thuộc phạm vi của bạn."))
    return found


def may_settle(by: Actor, found: Obstacle) -> bool:
    """Whether it lies with his agency, or (system) anywhere."""
    return found.at_agency_id in mine(by, WORK) or (by.id is None and by.may(WORK, ""))


def may_speak(by: Actor, found: Obstacle) -> bool:
    """Whether his agency raised it."""
    return found.raised_by_id in mine(by, WORK) or (by.id is None and by.may(WORK, ""))


def _locked(by: Actor, obstacle_id: UUID) -> Obstacle:
    obstacle(by=by, obstacle_id=obstacle_id)
    return Obstacle.objects.select_for_update().get(pk=obstacle_id)


def obstacle_to_settle(*, by: Actor, obstacle_id: UUID) -> Obstacle:
    """An open one that lies with his agency, held until the end of the act."""
    found = _locked(by, obstacle_id)
    if not may_settle(by, found):
        raise NotYours(_("Chỉ cơ quan đang giữ khó khăn này mới trả lời hoặc chuyển lên được."))
    if found.state != Obstacle.State.OPEN:
        raise Refused(_("Khó khăn này không còn chờ trả lời."))
    return found


def obstacle_of_mine(*, by: Actor, obstacle_id: UUID) -> Obstacle:
    """One his agency raised, held until the end of the act."""
    found = _locked(by, obstacle_id)
    if not may_speak(by, found):
        raise NotYours(_("Chỉ cơ quan đã nêu khó khăn này mới làm được việc này."))
    return found


def waiting_for(by: Actor) -> QuerySet[Obstacle]:
    """Open ones that lie with his agencies, the first deadline first."""
    return Obstacle.objects.filter(at_agency_id__in=mine(by, WORK), state=Obstacle.State.OPEN).order_by("due_at", "id")


def steps_of(found: Obstacle) -> list[ObstacleStep]:
    """Everything that happened to it, in order."""
    return list(found.steps.select_related("to_agency").order_by("id"))


def dress_obstacles(rows: list[Any], at: datetime) -> list[Any]:
    """Attach the agencies, and whether the answer is overdue."""
    known = bodies({pk for row in rows for pk in (row.raised_by_id, row.at_agency_id)})
    for row in rows:
        row.raiser, row.holder = known.get(row.raised_by_id), known.get(row.at_agency_id)
        row.late = row.state == Obstacle.State.OPEN and row.due_at is not None and row.due_at < at
    return rows


def known(by: Actor, ids: list[UUID]) -> dict[UUID, Any]:
    """Agencies somebody may turn to: those of his areas, those above them, and those that ordered something of him."""
    found: dict[UUID, Any] = agencies.bodies_by_id(by, ids)
    return found if by.id is not None else bodies(ids)


def above(by: Actor, agency_id: UUID) -> list[Any]:
    """To whom an agency turns first: who commands it, its parent, the centre and committee of the areas above it."""
    body = bodies([agency_id]).get(agency_id)
    if body is None:
        return []
    path = str(body.area_path)
    line = [path[: n + 1] for n, letter in enumerate(path) if letter == "/"]
    rows = agencies.known_agencies(by).filter(
        Q(pk=body.parent_id) | Q(area_path__in=line, kind__in=("command", "committee")), active=True
    )
    found = [one for one in rows.exclude(pk=agency_id) if one.pk == body.parent_id or len(one.area_path) <= len(path)]
    lead = {one.pk for one in agencies.commanders(by, body)}  # health stands under the command of its own level
    return sorted(
        found, key=lambda one: (one.pk not in lead, one.pk != body.parent_id, -len(one.area_path), one.kind, one.name)
    )[:8]
