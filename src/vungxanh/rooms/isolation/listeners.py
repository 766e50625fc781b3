"""What this room does when something was told. Each is harmless when it is told twice."""

from datetime import datetime
from typing import Any

from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.rooms.cases.events import CasesImported
from vungxanh.rooms.isolation import actions, queries
from vungxanh.rooms.isolation.events import IsolationDecided
from vungxanh.rooms.people.events import MergeUndone, PersonsMerged
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing import queries as traced
from vungxanh.rooms.tracing.events import LevelsChanged

KEEPER = system("cách ly")


def decided(event: IsolationDecided, *, at: datetime) -> None:
    """Tracing is told from when on he passes nothing on, unless it knows an earlier moment."""
    rows = traced.visible(KEEPER).filter(person=event.person_id, disease=event.disease, state__in=traced.OPEN)
    now = centre.now()
    for contact in rows:
        if contact.isolated_at is None or contact.isolated_at > event.started_at:
            tracing.isolate_contact(
                by=KEEPER, at=now, contact_id=contact.pk, isolated_at=min(event.started_at, at, now)
            )
    sampled(event, at=at)


def sampled(event: Any, *, at: datetime) -> None:
    """A sample was taken or has a result (any event with ``person_id`` or ``person_ids``): it may answer a test day."""
    actions.settle_tests(
        by=KEEPER, at=centre.now(), person_ids=list(getattr(event, "person_ids", ())) or [event.person_id]
    )


def case_known(event: Any, *, at: datetime) -> None:
    """A probable or confirmed case: was he in isolation, and with whom in one room?"""
    actions.room_mates_exposed(by=KEEPER, at=at, case_id=event.case_id)


def cases_imported(event: CasesImported, *, at: datetime) -> None:
    """Each case of a batch (a laboratory's results open them so) whose person is isolated."""
    for case_id in queries.isolated_cases(by=KEEPER, case_ids=event.case_ids):
        actions.room_mates_exposed(by=KEEPER, at=at, case_id=case_id)


def case_judged(event: Any, *, at: datetime) -> None:
    """A case may be none any more, or one again (any event with ``case_id``): what stands on it is marked."""
    actions.mark_groundless(by=KEEPER, at=centre.now(), case_id=event.case_id)


def levels_changed(event: LevelsChanged, *, at: datetime) -> None:
    """Contacts of a case may have met it later than their decision says."""
    actions.new_clock(by=KEEPER, at=at, case_id=event.case_id)


def persons_merged(event: PersonsMerged, *, at: datetime) -> None:
    """His decisions follow."""
    actions.follow_merge(by=KEEPER, at=centre.now(), merge_id=event.merge_id)


def merge_undone(event: MergeUndone, *, at: datetime) -> None:
    """They go back."""
    actions.follow_undo(
        by=KEEPER, at=centre.now(), merge_id=event.merge_id, survivor_id=event.survivor_id, away_id=event.away_id
    )


def settle() -> None:
    """Every hour: samples that came in files answer test days too."""
    if queries.unsettled(by=KEEPER):
        actions.settle_tests(by=KEEPER, at=centre.now())


def follow_late() -> None:
    """Every hour: what was recorded of a merged record since follows too."""
    for merge_id in queries.merges_to_follow(by=KEEPER):
        actions.follow_merge(by=KEEPER, at=centre.now(), merge_id=merge_id)
