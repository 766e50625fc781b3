"""He was looked for in the round that is open: there or not, how he is."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.parts import check_running, decision_for, lent
from vungxanh.rooms.isolation.events import Absent
from vungxanh.rooms.isolation.models import Check, Decision
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing import queries as traced

NEEDS = Permission.ISOLATION_CHECK


@action(needs=NEEDS)
def check(
    *,
    by: Actor,
    at: datetime,
    isolation_id: UUID,
    how: rules.CheckHow = rules.CheckHow.LIST,
    present: bool = True,
    temperature: Decimal | None = None,
    symptoms: Sequence[str] = (),
    note_text: str = "",
) -> Check:
    """One check in the open round; a second one replaces the first. A contact's daily health is written with it."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=NEEDS)
    if not queries.asked(decision, at):
        check_running(decision)
    tracing.check_health(temperature, symptoms)
    row = record(
        by, at, decision, how=how, present=present, temperature=temperature, symptoms=symptoms, note_text=note_text
    )
    note(said="có mặt" if present else "vắng mặt", nth=row.nth, day=row.day.isoformat())
    if not present:
        tell(Absent(decision.pk, decision.person_id, decision.area_path))
    return row


@action(needs=NEEDS)
def handle_illness(*, by: Actor, at: datetime, isolation_id: UUID, reason: str) -> Decision:
    """Somebody saw to his symptoms: what was done (sampled, taken to a doctor, watched on)."""
    decision = decision_for(by=by, isolation_id=isolation_id, needs=NEEDS)
    if decision.ill_since is None:
        raise Refused("Người này chưa khai triệu chứng nào.")
    if len(reason.strip()) < 5:
        raise Refused("Ghi đã làm gì: lấy mẫu, đưa đi khám hay theo dõi tiếp.", field="reason")
    amend(decision, ill_handled_at=at)
    note(said=reason.strip()[:200])
    return decision


def record(
    by: Actor,
    at: datetime,
    decision: Decision,
    *,
    how: rules.CheckHow,
    present: bool,
    temperature: Decimal | None,
    symptoms: Sequence[str],
    note_text: str,
    by_name: str = "",
) -> Check:
    """Write the check of the open round, with all that follows from it. Inside an action."""
    now = queries.now_round(at, decision.area_path)
    row, _made = Check.objects.update_or_create(
        decision=decision, round=now.number,
        defaults={
            "day": now.day, "nth": now.nth, "how": how, "present": present, "temperature": temperature, "at": at,
            "symptoms": sorted(set(symptoms)), "note": note_text.strip()[:300], "by_name": by_name or by.name,
        },
    )  # fmt: skip
    _remember(decision, row, at)
    _tell_tracing(by, at, decision, row)
    about(decision)
    return row


def _remember(decision: Decision, row: Check, at: datetime) -> None:
    """Beside the decision, for lists: the last round, absent since when, ill since when."""
    fever = rules.care(decision.disease, row.day, decision.area_path).value.fever_from
    ill = bool(row.symptoms) or (row.temperature is not None and float(row.temperature) >= fever)
    decision.checked_round = max(decision.checked_round, row.round)
    if row.how != rules.CheckHow.SELF:  # who tells it himself may be anywhere
        decision.absent_since = None if row.present else decision.absent_since or at
    if ill and (decision.ill_since is None or decision.ill_handled_at is not None):
        decision.ill_since, decision.ill_handled_at = row.day, None
    decision.save(update_fields=["checked_round", "absent_since", "ill_since", "ill_handled_at"])


def _tell_tracing(by: Actor, at: datetime, decision: Decision, row: Check) -> None:
    """The daily follow-up of a contact is the same question: asked once, written in both."""
    if decision.contact_id is None:
        return
    contact = traced.get(by=lent(by), contact_id=decision.contact_id)
    if contact.state not in traced.OPEN:
        return
    tracing.follow_up.function(
        by=lent(by), at=at, contact_id=contact.pk, day=min(row.day, timezone.localdate(at)), seen=row.present,
        temperature=row.temperature, symptoms=row.symptoms, note_text=row.note,
    )  # fmt: skip
