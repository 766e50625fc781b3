"""A case moves: suspected, probable, confirmed, discarded, reopened."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.actions.parts import held
from vungxanh.rooms.cases.events import CaseConfirmed, CaseCorrected, CaseDiscarded
from vungxanh.rooms.cases.models import Case


@action(needs=Permission.CASE_CONFIRM)
def confirm(
    *, by: Actor, at: datetime, case_id: UUID, diagnosed_at: datetime | None = None, accept_unusual: bool = False
) -> Case:
    """An F0: tells the rooms that act on it. ``diagnosed_at`` may be given now; it starts the notification clock."""
    case = held(by=by, case_id=case_id, needs=Permission.CASE_CONFIRM)
    diagnosed = diagnosed_at or case.diagnosed_at
    to = rules.check_move(rules.Verb.CONFIRM, rules.Status(case.status), diagnosed=diagnosed is not None)
    if diagnosed != case.diagnosed_at:
        amend(case, diagnosed_at=diagnosed)
        rules.check_dates(case.facts, at, accept_unusual=accept_unusual)
    amend(case, status=to, confirmed_at=at, notify_due_at=rules.due_at(case))
    tell(CaseConfirmed(case.pk, case.person_id, case.disease, case.area_path))
    return case


@action(needs=Permission.CASE_RECORD)
def assess_probable(*, by: Actor, at: datetime, case_id: UUID) -> Case:
    """A suspected case becomes probable: traced from now on."""
    case = _move(rules.Verb.ASSESS_PROBABLE, by=by, case_id=case_id)
    tell(CaseCorrected(case.pk, case.person_id, case.disease, case.area_path, "status"))
    return case


@action(needs=Permission.CASE_RECORD)
def suspect(*, by: Actor, at: datetime, case_id: UUID, reason: str) -> Case:
    """A probable case is only suspected after all: traced no longer."""
    case = _move(rules.Verb.SUSPECT, by=by, case_id=case_id, reason=reason)
    tell(CaseCorrected(case.pk, case.person_id, case.disease, case.area_path, "status"))
    return case


@action(needs=Permission.CASE_CONFIRM)
def discard(*, by: Actor, at: datetime, case_id: UUID, reason: str) -> Case:
    """It was none. A confirmed case is discarded only by who may correct; his contacts are recomputed."""
    case = _move(rules.Verb.DISCARD, by=by, case_id=case_id, reason=reason, needs=Permission.CASE_CONFIRM)
    tell(CaseDiscarded(case.pk, case.person_id, case.disease, case.area_path))
    return case


@action(needs=Permission.CASE_CORRECT)
def reopen(*, by: Actor, at: datetime, case_id: UUID, reason: str) -> Case:
    """A discarded case is suspected again."""
    case = _move(rules.Verb.REOPEN, by=by, case_id=case_id, reason=reason, needs=Permission.CASE_CORRECT)
    tell(CaseCorrected(case.pk, case.person_id, case.disease, case.area_path, "status"))
    return case


def _move(
    verb: rules.Verb,
    *,
    by: Actor,
    case_id: UUID,
    reason: str = "",
    needs: Permission = Permission.CASE_RECORD,
) -> Case:
    case = held(by=by, case_id=case_id, needs=needs)
    status = rules.Status(case.status)
    if rules.needs_correcting(verb, status):
        by.check(Permission.CASE_CORRECT, case.area_path)
    to = rules.check_move(verb, status, reason=reason)
    amend(case, status=to, confirmed_at=None)
    note(reason=reason)
    return case
