"""Facts of a case are set, and corrected with what they were before."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.actions.parts import held
from vungxanh.rooms.cases.actions.recording import values_of
from vungxanh.rooms.cases.events import CaseCorrected
from vungxanh.rooms.cases.models import Case


@action(needs=Permission.CASE_SEE)
def correct(
    *,
    by: Actor,
    at: datetime,
    case_id: UUID,
    facts: rules.CaseFacts,
    reason: str = "",
    accept_unusual: bool = False,
) -> Case:
    """Make ``facts`` what is known of the case. Filling what was empty needs the right to record and no reason;
    changing something needs a reason and the right to correct."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_SEE)
    before, after = values_of(case.facts), values_of(facts)
    moved = {name: value for name, value in after.items() if before[name] != value}
    overwritten = [name for name in moved if before[name] not in (None, "", rules.Outcome.UNKNOWN) and name != "note"]
    by.check(Permission.CASE_CORRECT if overwritten else Permission.CASE_RECORD, case.area_path)
    if overwritten and not reason.strip():
        raise Refused("Bạn đang sửa thông tin đã ghi: hãy ghi lý do.", field="reason")
    if case.status == rules.Status.CONFIRMED and facts.diagnosed_at is None and case.diagnosed_at is not None:
        raise Refused("Ca xác định phải có ngày giờ chẩn đoán.", field="diagnosed_at")
    rules.check_dates(facts, at, accept_unusual=accept_unusual)
    _set(case, moved)
    if reason:
        note(reason=reason)
    return case


def _set(case: Case, values: dict[str, Any]) -> None:
    """Amend, keep the deadline true, and tell whoever acts on dates."""
    moved = amend(case, **values)
    if "diagnosed_at" in moved:
        amend(case, notify_due_at=rules.due_at(case))
    if moved:
        tell(CaseCorrected(case.pk, case.person_id, case.disease, case.area_path, ",".join(moved)))


@action(needs=Permission.CASE_RECORD)
def notify(*, by: Actor, at: datetime, case_id: UUID, notified_at: datetime | None = None) -> Case:
    """The case was reported to the upper level, at ``notified_at`` (default: now); once."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_RECORD)
    if case.notified_at is not None:
        raise Refused("Ca này đã ghi là đã báo cáo. Muốn đổi giờ, hãy sửa thông tin của ca.", field="notified_at")
    moment = notified_at or at
    rules.check_dates(replace(case.facts, notified_at=moment), at, accept_unusual=True)
    _set(case, {"notified_at": moment})
    return case


@action(needs=Permission.CASE_RECORD)
def isolate(*, by: Actor, at: datetime, case_id: UUID, isolated_at: datetime | None = None) -> Case:
    """From ``isolated_at`` (default: now) on he infects nobody outside; once."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_RECORD)
    if case.isolated_at is not None:
        raise Refused("Ca này đã ghi là đã cách ly. Muốn đổi giờ, hãy sửa thông tin của ca.", field="isolated_at")
    moment = isolated_at or at
    rules.check_dates(replace(case.facts, isolated_at=moment), at, accept_unusual=True)
    _set(case, {"isolated_at": moment})
    return case


@action(needs=Permission.CASE_RECORD)
def set_outcome(
    *, by: Actor, at: datetime, case_id: UUID, outcome: rules.Outcome, outcome_date: date | None = None
) -> Case:
    """How the illness stands or ended. A death or recovery has its day."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_RECORD)
    ended = outcome in (rules.Outcome.DIED, rules.Outcome.RECOVERED)
    if ended and outcome_date is None:
        raise Refused("Hãy ghi ngày khỏi bệnh hoặc tử vong.", field="outcome_date")
    day = outcome_date if ended else None
    rules.check_dates(replace(case.facts, outcome=outcome, outcome_date=day), at, accept_unusual=True)
    _set(case, {"outcome": outcome, "outcome_date": day})
    return case


@action(needs=Permission.CASE_CORRECT)
def hand_over(*, by: Actor, at: datetime, case_id: UUID, area_path: str, reason: str) -> Case:
    """Another unit manages the case from now on; ``by`` must hold the right in both areas."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_CORRECT)
    by.check(Permission.CASE_CORRECT, area_path)
    amend(case, area_path=area_path)
    amend(case, notify_due_at=rules.due_at(case))
    note(reason=reason)
    tell(CaseCorrected(case.pk, case.person_id, case.disease, case.area_path, "area_path"))
    return case
