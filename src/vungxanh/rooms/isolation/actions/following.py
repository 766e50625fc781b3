"""What follows from other rooms: samples answer test days, a positive one exposes his room-mates, exposures move days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.bulk import update
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.actions.changing import moved
from vungxanh.rooms.isolation.actions.ending import turned_positive
from vungxanh.rooms.isolation.actions.parts import put_tests
from vungxanh.rooms.isolation.models import Decision, DueTest
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing import queries as traced

SOURCE = "cùng phòng cách ly"


@action(needs=Permission.SYSTEM)
def settle_tests(*, by: Actor, at: datetime, person_ids: Sequence[UUID] = ()) -> int:
    """Let samples of the laboratory answer the test days (of some people, or of all); how many days changed."""
    rows = queries.unsettled(by=by, person_ids=person_ids)
    tests: list[DueTest] = []
    moved_on: list[Decision] = []
    for disease in {d.disease for d in rows}:
        mine = [d for d in rows if d.disease == disease]
        since = min(d.from_on for d in mine)
        taken = queries.lab_samples(by=by, person_ids=[d.person_id for d in mine], disease=disease, since=since)
        early = rules.care(disease, timezone.localdate(at)).value.test_early_days
        for decision in mine:
            answered = _answered(decision, taken.get(decision.person_id, []), early)
            tests += answered
            moved_on += [decision] if answered else []
    update(DueTest, ("sample_id", "taken_on", "result"), ((t.pk, t.sample_id, t.taken_on, t.result) for t in tests))
    update(Decision, ("next_test",), ((decision.pk, _next_of(decision)) for decision in moved_on))
    note(changed=len(tests))
    return len(tests)


def _answered(decision: Decision, taken: Sequence[rules.Taken], early: int) -> list[DueTest]:
    """The test days, not saved yet, that these samples answer otherwise than was known."""
    days = {test.due_on: test for test in decision.tests.all()}
    found = rules.match(list(days), [one for one in taken if one.day >= decision.from_on], early)
    changed = []
    for due, test in days.items():
        one = found.get(due)
        told = (one.key, one.day, one.result) if one else (None, None, "")
        if (test.sample_id, test.taken_on, test.result) != told:
            test.sample_id, test.taken_on, test.result = told
            changed.append(test)
    return changed


def _next_of(decision: Decision) -> date | None:
    """``next_test``, of tests fetched already."""
    return min((test.due_on for test in decision.tests.all() if test.sample_id is None), default=None)


@action(needs=Permission.SYSTEM)
def room_mates_exposed(*, by: Actor, at: datetime, case_id: UUID) -> int:
    """Somebody in isolation is a case: those who shared his room while he could infect met him; how many.

    His own isolation began when he was alone: as long as he shares a room he is not isolated from those in it, so the
    case's isolation is moved there. Tracing then finds them F1 with a new last exposure, and ``new_clock`` follows.
    """
    case = cases.get(by=by, case_id=case_id)
    decision = Decision.objects.filter(person=case.person_id, disease=case.disease).order_by("-created_at").first()
    if decision is None or case.status not in ("probable", "confirmed"):
        return 0
    if decision.state == rules.State.IN_FORCE:
        turned_positive(decision, at, case.code)
    met = _shared(case, decision, at)
    if met:
        last = max(row.end_at for row in met)
        if case.isolated_at is not None and case.isolated_at < last:
            case_writes.correct.function(
                by=by, at=at, case_id=case.pk, facts=replace(case.facts, isolated_at=last), accept_unusual=True,
                reason="Còn ở chung phòng cách ly đến lúc này",
            )  # fmt: skip
        tracing.record_contacts_many.function(by=by, at=at, rows=met, source=SOURCE)
    about(decision)
    note(room_mates=len(met), case=str(case.pk))
    return len(met)


def _shared(case: Any, decision: Decision, at: datetime) -> list[tracing.ContactRow]:
    free = cases.infectious_window(Unbound(case))
    start = free.period.start if free else case.diagnosed_at or at
    found = []
    for stay in decision.stays.select_related("decision", "room", "site"):
        for other, first, last in queries.room_sharers(stay=stay, start=start, end=at):
            minutes = min(int((last - first).total_seconds() // 60), 24 * 60)
            found.append(
                tracing.ContactRow(
                    person_id=case.person_id, other_id=other.decision.person_id, area_path=decision.area_path,
                    start_at=first, end_at=last, external_id=f"{stay.pk.hex}{other.pk.hex}", case_id=case.pk,
                    note="Cùng phòng cách ly", meeting=tracing.Meeting(minutes=minutes, distance_m=2.0, closed_space=True),
                )
            )  # fmt: skip
    return [row for row in found if row.end_at > row.start_at]


class Unbound:
    """A case as if he had not been isolated: from when on he could infect."""

    def __init__(self, case: Any) -> None:
        self.disease, self.area_path = case.disease, case.area_path
        self.facts = replace(case.facts, isolated_at=None)


@action(needs=Permission.SYSTEM)
def new_clock(*, by: Actor, at: datetime, case_id: UUID) -> int:
    """Contacts of a case who are in isolation and met it later than their decision says: their days anew; how many."""
    case = cases.get(by=by, case_id=case_id)
    rows = Decision.objects.select_for_update(of=("self",)).filter(state=rules.State.IN_FORCE, disease=case.disease)
    rows = rows.filter(person__tracing__exposures__case=case.pk, person__tracing__exposures__dropped_at=None)
    there, done = _once(rows), 0
    mine = traced.visible(by).filter(person__among={d.person_id for d in there}, disease=case.disease, level__gt=0)
    contacts = {contact.person_id: contact for contact in mine}
    for decision in there:
        contact = contacts.get(decision.person_id)
        done += contact is not None and _renewed(decision, contact, case, at, by.name)
    note(case=str(case.pk), renewed=done)
    return done


def _once(rows: Iterable[Decision]) -> list[Decision]:
    return list({d.pk: d for d in rows}.values())


def _renewed(decision: Decision, contact: Any, case: Any, at: datetime, by_name: str) -> bool:
    last = timezone.localdate(contact.last_exposed_at)
    reason = {1: rules.Reason.F1, 2: rules.Reason.F2}.get(contact.level, rules.Reason.F3)
    nearer = decision.reason not in (rules.Reason.F1,) and reason is rules.Reason.F1
    if not nearer and (decision.last_exposed_on is not None and last <= decision.last_exposed_on):
        return False
    facts = rules.DecisionFacts(
        disease=decision.disease, reason=reason, kind=rules.Kind(decision.kind), started_at=decision.started_at,
        last_exposure=last,
        immunity=Immunity(doses=decision.doses, last_dose=decision.last_dose, recovered=decision.recovered_on),
    )  # fmt: skip
    try:
        terms = queries.terms_for(facts, on=timezone.localdate(at), area=decision.area_path)
    except Refused:
        return False
    until = max(terms.until, decision.until_on)
    what = f"F1 của ca {case.code}" if nearer else ""
    put_tests(decision, terms.tests)
    moved(
        decision, until, f"Tiếp xúc ca {case.code} ngày {vn_date(last)}: tính lại từ ngày đó", at, by_name, what,
        last_exposed_on=last, reason=reason.value, contact_id=contact.pk, rule=terms.rule[:80], words=terms.words[:400],
        why=terms.why[:600], verified=terms.verified, case_id=decision.case_id or case.pk,
    )  # fmt: skip
    return True
