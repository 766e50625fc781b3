"""Somebody goes home: by the conditions, or against them with a reason."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.parts import check_running, decision_for, ended, out_of_bed
from vungxanh.rooms.isolation.models import Decision

DECIDE = Permission.ISOLATION_DECIDE


@action(needs=DECIDE)
def release(*, by: Actor, at: datetime, isolation_id: UUID, reason: str = "") -> Decision:
    """He goes home; his bed is free. What the conditions lack needs a reason."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
    check_running(decision)
    lacking = [c for c in queries.conditions_of(by=by, decision=decision, today=timezone.localdate(at)) if not c.met]
    if lacking and len(reason.strip()) < 5:
        raise Refused("Chưa đủ điều kiện hết cách ly. Ghi lý do nếu vẫn cho về.", field="reason")
    out_of_bed(decision, at, "hết cách ly")
    ended(decision, rules.State.RELEASED, at, reason.strip())
    return decision


@action(needs=DECIDE)
def release_many(*, by: Actor, at: datetime, isolation_ids: Sequence[UUID]) -> tuple[int, int]:
    """(how many went home, how many stay because a condition is lacking)."""
    today, done, left = timezone.localdate(at), 0, 0
    for isolation_id in isolation_ids:
        decision = decision_for(by=by, isolation_id=isolation_id, needs=DECIDE)
        met = all(c.met for c in queries.conditions_of(by=by, decision=decision, today=today))
        if decision.state != rules.State.IN_FORCE or not met:
            left += 1
            continue
        out_of_bed(decision, at, "hết cách ly")
        ended(decision, rules.State.RELEASED, at, "")
        done += 1
    note(released=done, kept=left)
    return done, left


def turned_positive(decision: Decision, at: datetime, code: str) -> None:
    """He is a case now; he keeps his bed until treatment takes him."""
    ended(decision, rules.State.POSITIVE, at, f"ca {code}")
    about(decision)
