"""What this room does when something was told. Each is harmless when it is told twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from vungxanh.common import centre
from vungxanh.common.outbox import told_at
from vungxanh.kernel.actor import system
from vungxanh.rooms.cases.events import CaseRecorded
from vungxanh.rooms.people.events import MergeUndone, PersonsMerged
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.events import ContactIsolated, HistoryChanged, HistoryImported

TRACER = system("truy vết")
SETTLED = timedelta(seconds=5)
"""An act is committed well within this after it told; a computation later than that has seen it."""


def case_recorded(event: CaseRecorded, *, at: datetime) -> None:
    """A probable case is traced from the start; a confirmed one tells ``CaseConfirmed`` too."""
    if event.status == "probable":
        actions.recompute(by=TRACER, at=centre.now(), case_id=event.case_id)


def _anew(case_ids: Iterable[UUID]) -> None:
    """Compute those that were not computed since this was told: of many changes at once, the first does the work."""
    told = told_at()
    for case_id in sorted(case_ids):
        if told is None or queries.computed_before(by=TRACER, case_id=case_id, moment=told + SETTLED):
            actions.recompute(by=TRACER, at=centre.now(), case_id=case_id)


def case_changed(event: Any, *, at: datetime) -> None:
    """A case was recorded, confirmed, corrected or discarded (any event with ``case_id``): its contacts anew."""
    actions.recompute(by=TRACER, at=centre.now(), case_id=event.case_id)


def cases_imported(event: Any, *, at: datetime) -> None:
    """Each case of a batch."""
    _anew(event.case_ids)


def history_changed(event: HistoryChanged, *, at: datetime) -> None:
    """Every other case whose contacts this may change."""
    found = queries.affected_cases(by=TRACER, visit_ids=event.visit_ids, meeting_ids=event.meeting_ids)
    _anew(found - {event.done_case_id})


def history_imported(event: HistoryImported, *, at: datetime) -> None:
    """Every traced case not computed since; the messages of later batches then find nothing left to do."""
    for case_id in queries.cases_to_compute(by=TRACER, before=event.told_at):
        actions.recompute(by=TRACER, at=centre.now(), case_id=case_id)


def contact_isolated(event: ContactIsolated, *, at: datetime) -> None:
    """The cases he is a contact of: he passes nothing on any more."""
    contact = queries.get(by=TRACER, contact_id=event.contact_id)
    _anew({e.case_id for e in queries.exposures_of_contact(by=TRACER, contact=contact)})


def persons_merged(event: PersonsMerged, *, at: datetime) -> None:
    """Where he was and whom he met follows."""
    actions.follow_merge(by=TRACER, at=centre.now(), merge_id=event.merge_id)


def merge_undone(event: MergeUndone, *, at: datetime) -> None:
    """It goes back."""
    actions.follow_undo(
        by=TRACER, at=centre.now(), merge_id=event.merge_id, survivor_id=event.survivor_id, away_id=event.away_id
    )


def follow_late() -> None:
    """Every hour: what was recorded of a merged record since (by a phone that was offline) follows too."""
    for merge_id in queries.merges_to_follow(by=TRACER):
        actions.follow_merge(by=TRACER, at=centre.now(), merge_id=merge_id)


def tidy() -> None:
    """Every hour: who is followed no longer is done, and the call order counts today's days."""
    if queries.untidy(by=TRACER, at=centre.now()):
        actions.tidy(by=TRACER, at=centre.now())
