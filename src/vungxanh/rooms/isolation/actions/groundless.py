"""The case behind a decision turned out to be none: that is marked, and somebody decides what becomes of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation.actions.parts import decision_for
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.rules import State
from vungxanh.rooms.tracing import queries as traced

DECIDE = Permission.ISOLATION_DECIDE


@action(needs=Permission.SYSTEM)
def mark_groundless(*, by: Actor, at: datetime, case_id: UUID) -> int:
    """Mark the decisions a case stands behind when it is none any more, take the mark away when it is one again;
    how many changed. Nobody is released by this."""
    case = cases.get(by=by, case_id=case_id)
    none = case.status not in cases.LIVE
    met = Decision.objects.filter(case=case, state=State.IN_FORCE)
    own = Decision.objects.filter(person=case.person_id, disease=case.disease, state=State.POSITIVE)
    other = cases.visible(by).filter(person=case.person_id, disease=case.disease, status__in=cases.LIVE)
    left = none and not other.exclude(pk=case.pk).exists()
    changed = 0
    for rows, lost in ((met, none), (own, left)):
        for decision in rows.select_for_update(of=("self",)):
            groundless = lost and not (decision.state == State.IN_FORCE and _met_another(by, decision, case))
            if groundless != (decision.groundless_since is not None):
                amend(decision, groundless_since=at if groundless else None)
                changed += 1
    note(case=str(case.pk), changed=changed)
    return changed


def _met_another(by: Actor, decision: Decision, case: Any) -> bool:
    """Whether he is somebody's contact still."""
    contact = traced.visible(by).filter(person=decision.person_id, disease=decision.disease).first()
    if contact is None:
        return False
    live = contact.exposures.filter(dropped_at=None, case__status__in=cases.LIVE)
    return bool(live.exclude(case=case.pk).exists())


@action(needs=DECIDE)
def keep_on(*, by: Actor, at: datetime, isolation_id: UUID, reason: str) -> Decision:
    """He stays in isolation although the case is none, for a reason; whoever was taken for a case is isolated again."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    if decision.groundless_since is None or decision.state not in (State.IN_FORCE, State.POSITIVE):
        raise Refused("Căn cứ của quyết định này vẫn còn.")
    if len(reason.strip()) < 5:
        raise Refused("Ghi lý do vẫn cách ly, ít nhất vài chữ.", field="reason")
    again = Decision.objects.filter(person=decision.person_id, disease=decision.disease, state=State.IN_FORCE)
    if again.exclude(pk=decision.pk).exists():
        raise Refused("Người này đã có một quyết định cách ly khác đang có hiệu lực.")
    amend(decision, groundless_since=None, state=State.IN_FORCE.value, ended_at=None, ended_why="", ended_by="")
    note(said=reason.strip()[:200])
    return decision
