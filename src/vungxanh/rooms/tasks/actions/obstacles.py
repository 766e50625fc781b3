"""Khó khăn, vướng mắc: raised with what is asked, answered, forwarded upward, raised again; each step is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold, squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.models import Obstacle, ObstacleStep

WORK = Permission.TASK_WORK
S = Obstacle.State


def _step(found: Obstacle, kind: str, by: Actor, at: datetime, text: str, to: UUID | None = None) -> None:
    ObstacleStep.objects.create(
        obstacle=found, at=at, kind=kind, to_agency_id=to, text=text, by_id=by.id, by_name=by.name[:120]
    )
    about(found, area=found.area_path)


def _due(at: datetime, area: str) -> datetime:
    return at + timedelta(hours=queries.clocks(at, area).answer_hours)


@action(needs=WORK)
def raise_obstacle(
    *,
    by: Actor,
    at: datetime,
    agency_id: UUID,
    to_agency_id: UUID,
    text: str,
    wanted: str,
    task_id: UUID | None = None,
    petition: bool = False,
    on_behalf: str = "",
) -> Obstacle:
    """Raise a difficulty or a petition of one's own agency, saying what is asked for. ``on_behalf``: of which unit."""
    if agency_id not in queries.mine(by, WORK) and by.id is not None:
        raise Refused(_("Chỉ nêu khó khăn thay cho cơ quan mình."), field="agency")
    if task_id is not None:
        queries.get(by=by, task_id=task_id)
    bodies = queries.known(by, [agency_id, to_agency_id])
    if len(bodies) < 2 or not bodies[to_agency_id].active:
        raise Refused(_("Chọn cơ quan sẽ giải quyết, khác cơ quan mình."), field="to_agency")
    told, asked = rules.text_of(text, least=5), rules.text_of(wanted, "wanted", least=5)
    made = Obstacle.objects.create(
        kind=Obstacle.Kind.PETITION if petition else Obstacle.Kind.OBSTACLE, task_id=task_id,
        area_path=bodies[agency_id].area_path, raised_by_id=agency_id, on_behalf=squeeze(on_behalf)[:200],
        at_agency_id=to_agency_id, at_area=bodies[to_agency_id].area_path, text=told, wanted=asked,
        folded=fold(f"{told} {asked} {on_behalf}"), raised_at=at, due_at=_due(at, bodies[to_agency_id].area_path),
    )  # fmt: skip
    _step(made, "raised", by, at, asked, to_agency_id)
    return made


@action(needs=WORK)
def answer(*, by: Actor, at: datetime, obstacle_id: UUID, text: str) -> Obstacle:
    """Settle what lies within one's own competence."""
    found = queries.obstacle_to_settle(by=by, obstacle_id=obstacle_id)
    told = rules.text_of(text, least=5)
    amend(found, state=S.ANSWERED, answer=told, answered_at=at)
    _step(found, "answered", by, at, told)
    return found


@action(needs=WORK)
def forward(*, by: Actor, at: datetime, obstacle_id: UUID, to_agency_id: UUID, reason: str) -> Obstacle:
    """Beyond one's competence: on to the level above, with the reason; the clock begins anew, the old step stays."""
    found = queries.obstacle_to_settle(by=by, obstacle_id=obstacle_id)
    body = queries.known(by, [to_agency_id]).get(to_agency_id)
    if body is None or not body.active or to_agency_id in (found.at_agency_id, found.raised_by_id):
        raise Refused(_("Chọn cơ quan khác để chuyển lên."), field="to_agency")
    why = rules.reason_of(reason)
    amend(
        found, at_agency_id=to_agency_id, at_area=body.area_path, forwards=found.forwards + 1,
        due_at=_due(at, body.area_path),
    )  # fmt: skip
    _step(found, "forwarded", by, at, why, to_agency_id)
    return found


@action(needs=WORK)
def raise_again(*, by: Actor, at: datetime, obstacle_id: UUID, reason: str) -> Obstacle:
    """The answer does not settle it: open again at the agency that answered."""
    found = queries.obstacle_of_mine(by=by, obstacle_id=obstacle_id)
    if found.state == S.OPEN:
        raise Refused(_("Khó khăn này đang chờ trả lời."))
    why = rules.reason_of(reason)
    amend(found, state=S.OPEN, answered_at=None, due_at=_due(at, found.at_area))
    _step(found, "again", by, at, why, found.at_agency_id)
    return found


@action(needs=WORK)
def withdraw_obstacle(*, by: Actor, at: datetime, obstacle_id: UUID, reason: str) -> Obstacle:
    """It has settled itself, or was raised by mistake."""
    found = queries.obstacle_of_mine(by=by, obstacle_id=obstacle_id)
    if found.state != S.OPEN:
        raise Refused(_("Khó khăn này không còn chờ trả lời."))
    why = rules.reason_of(reason)
    amend(found, state=S.WITHDRAWN, answered_at=at)
    _step(found, "withdrawn", by, at, why)
    return found
