"""Decisions, stays, checks, with a database."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.isolation import actions, queries
from vungxanh.rooms.isolation.models import Decision, Stay
from vungxanh.rooms.isolation.rules import DecisionFacts, Kind, PaperFacts, Reason, ServedHow
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.tracing import queries as traced
from vungxanh.testing import Clock, actor, case, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def facts(at: datetime, **more: Any) -> DecisionFacts:
    given: dict[str, Any] = {"disease": "covid19", "reason": Reason.F1, "kind": Kind.HOME, "started_at": at}
    return DecisionFacts(**given | {"last_exposure": date(2021, 8, 15)} | more)


def decided(by: Actor, at: datetime, paper: PaperFacts, who: Any = None, **more: Any) -> Decision:
    return actions.decide(by=by, at=at, person_id=(who or person()).pk, facts=facts(at, **more), paper=paper)


@pytest.mark.requirement("QUA-14")
def test_a_decision_follows_the_regulation_of_its_day(officer: Actor, at: datetime, paper: PaperFacts) -> None:
    one = decided(officer, at, paper)
    assert (one.until_on, one.rule, str(one.paper)) == (date(2021, 8, 29), "covid-isolation-5599", "01/QĐ-UBND")
    assert one.monitoring_until == date(2021, 9, 12)
    assert list(one.tests.values_list("due_on", flat=True)) == [date(2021, 8, 17), date(2021, 8, 22), date(2021, 8, 29)]
    assert "5599/BYT-MT" in one.why
    known = Immunity(doses=2, last_dose=date(2021, 7, 1))
    home = decided(officer, at, paper, reason=Reason.RETURNEE, last_exposure=None, immunity=known)
    assert (home.until_on, str(home.paper)) == (date(2021, 8, 24), "02/QĐ-UBND"), (
        "vaccinated: seven days from the start"
    )
    with pytest.raises(Refused, match="ghi ngày hết cách ly"):
        decided(officer, at, paper, reason=Reason.OTHER)
    by_hand = decided(officer, at, paper, reason=Reason.OTHER, until=date(2021, 8, 20))
    assert (by_hand.until_on, by_hand.rule) == (date(2021, 8, 20), "")
    with pytest.raises(Refused, match="đang cách ly theo Quyết định số 01"):
        decided(officer, at, paper, one.person)
    with pytest.raises(Refused, match="đã dùng"):
        decided(officer, at, replace(paper, number=1))
    with pytest.raises(NotYours):
        decided(actor(Permission.ISOLATION_DECIDE, Permission.PERSON_SEE, area="3/70/689/"), at, paper)


def test_the_day_moves_only_with_a_reason_and_keeps_its_history(
    officer: Actor, at: datetime, paper: PaperFacts
) -> None:
    one = decided(officer, at, paper)
    with pytest.raises(Refused, match="lý do"):
        actions.change_until(by=officer, at=at, isolation_id=one.pk, until=date(2021, 9, 1), reason=" ")
    actions.change_until(by=officer, at=at, isolation_id=one.pk, until=date(2021, 8, 25), reason="Theo công văn mới")
    one.refresh_from_db()
    assert (one.until_on, one.planned_until, one.monitoring_until) == (
        date(2021, 8, 25),
        date(2021, 8, 29),
        date(2021, 9, 8),
    )
    assert one.tests.count() == 2, "the test of day 14 is due no more"
    assert [(c.old_until, c.new_until, c.reason) for c in one.changes.all()] == [
        (date(2021, 8, 29), date(2021, 8, 25), "Theo công văn mới")
    ]
    actions.serve(by=officer, at=at, isolation_id=one.pk, how=ServedHow.PHONE, served_at=at)
    assert actions.serve_many(by=officer, at=at, isolation_ids=[one.pk], how=ServedHow.BY_HAND) == 0
    actions.revoke(by=officer, at=at, isolation_id=one.pk, reason="Không phải F1")
    one.refresh_from_db()
    assert [line.title for line in queries.history_of(by=officer, decision=one)] == [
        "Thu hồi quyết định", "Giao quyết định", "Đổi ngày hết cách ly", "Ra quyết định cách ly",
    ]  # fmt: skip


def traced_case(at: datetime, *met: Any) -> Any:
    """A case who met these people two days ago; what followed is done."""
    index = case(person("Ca Chỉ Điểm"))
    start = at - 2 * DAY
    for other in met:
        tracing.record_contact(
            by=system(), at=at, person_id=index.person_id, other_id=other.pk, case_id=index.pk, start_at=start,
            end_at=start + 3 * HOUR, meeting=tracing.Meeting(minutes=180, distance_m=0.5),
        )  # fmt: skip
    tracing.recompute(by=system(), at=at, case_id=index.pk)
    return index


@pytest.mark.requirement("QUA-01")
def test_all_f1_of_a_case_on_one_paper_and_tracing_knows(officer: Actor, at: datetime, paper: PaperFacts) -> None:
    one, two = person("Một"), person("Hai")
    index = traced_case(at, one, two)
    found = queries.undecided(by=officer, case=index, at=at, kind=Kind.HOME)
    assert [u.terms.until if u.terms else None for u in found] == [date(2021, 8, 29)] * 2
    near = found[0].contact.exposures.filter(case=index)
    near.update(level=2)  # as if he were F1 of another case
    assert len(queries.undecided(by=officer, case=index, at=at, kind=Kind.HOME)) == 1
    near.update(level=1)
    given = {
        "by": officer,
        "at": at,
        "case_id": index.pk,
        "contact_ids": [u.contact.pk for u in found],
        "kind": Kind.HOME,
    }
    made = actions.decide_for_case.once("k", **given, paper=paper)
    assert actions.decide_for_case.once("k", **given, paper=paper).pk == made.pk
    assert Decision.objects.count() == 2
    assert {d.paper_id for d in Decision.objects.all()} == {made.pk}
    assert queries.undecided(by=officer, case=index, at=at, kind=Kind.HOME) == []
    deliver_due()
    assert {c.isolated_at for c in traced.visible(officer)} == {at}, "from then on they pass nothing on"


@pytest.mark.requirement("QUA-09")
@pytest.mark.parametrize("from_laboratory", [False, True])
def test_a_positive_makes_his_room_mates_f1_with_a_new_clock(
    from_laboratory: bool, officer: Actor, at: datetime, paper: PaperFacts, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", Clock(at))
    one, two = person("Một", sex="M"), person("Hai", sex="M")
    index = traced_case(at - DAY, one, two)
    found = queries.undecided(by=officer, case=index, at=at - DAY, kind=Kind.CENTRALISED)
    actions.decide_for_case(
        by=officer, at=at - DAY, case_id=index.pk, contact_ids=[u.contact.pk for u in found], kind=Kind.CENTRALISED,
        paper=replace(paper, signed_on=(at - DAY).date()), site_id=site.pk,
    )  # fmt: skip
    deliver_due()
    ids = list(Decision.objects.values_list("pk", flat=True))
    assert actions.give_beds(by=officer, at=at - DAY, site_id=site.pk, isolation_ids=ids) == (2, 0)
    assert Stay.objects.values("room").distinct().count() == 1, "same source, same day, same sex: one room"
    before = Decision.objects.get(person=two)
    sick = traced.visible(officer).get(person=one)
    if from_laboratory:
        taken = laboratory.SampleFacts(collected_at=at - HOUR)
        sample = laboratory.record(by=officer, at=at, person_id=one.pk, disease="covid19", sample=taken)
        proved = laboratory.ResultFacts(result=laboratory.Result.POSITIVE)
        laboratory.report(by=officer, at=at, sample_id=sample.pk, test=proved)
    else:
        tracing.turned_positive(by=officer, at=at, contact_id=sick.pk, diagnosed_at=at, sampled_at=at - HOUR)
    for _turn in range(4):
        deliver_due()
    after = Decision.objects.get(person=two)
    assert Decision.objects.get(person=one).state == "positive"
    assert (before.last_exposed_on, after.last_exposed_on) == (date(2021, 8, 14), date(2021, 8, 17))
    assert (before.until_on, after.until_on) == (date(2021, 8, 28), date(2021, 8, 31))
    assert "tính lại" in after.changes.get().reason


def test_beds_and_counts(officer: Actor, at: datetime, paper: PaperFacts, site: Any) -> None:
    one = decided(officer, at, paper, person("Một", sex="M"), kind=Kind.CENTRALISED, site_id=site.pk)
    later = decided(
        officer,
        at,
        paper,
        person("Hai", sex="M"),
        kind=Kind.CENTRALISED,
        last_exposure=date(2021, 8, 16),
        site_id=site.pk,
    )
    spots = sites.spots(by=officer, site_id=site.pk)
    actions.give_bed(by=officer, at=at, isolation_id=one.pk, bed_id=spots[0].bed_id)
    with pytest.raises(Refused, match="tính lại ngày"):
        actions.give_bed(by=officer, at=at, isolation_id=later.pk, bed_id=spots[1].bed_id)
    with pytest.raises(Refused, match="người khác nhận"):
        actions.give_bed(by=officer, at=at, isolation_id=later.pk, bed_id=spots[0].bed_id, reason="vẫn xếp vào đây")
    assert actions.give_beds(by=officer, at=at, site_id=site.pk, isolation_ids=[later.pk]) == (1, 0)
    full = sites.occupancy(by=officer, site_ids=[site.pk])[site.pk]
    assert (full.beds, full.held, full.free) == (6, 2, 4)
    actions.give_bed(by=officer, at=at, isolation_id=one.pk, bed_id=spots[4].bed_id)
    assert [s.room.label for s in queries.inside(by=officer, site_id=site.pk)] == ["102", "103"]
    assert sites.occupancy(by=officer, site_ids=[site.pk])[site.pk].held == 2, "the bed he left is free"


def test_two_rounds_a_day_absence_and_health(officer: Actor, at: datetime, paper: PaperFacts) -> None:
    one = decided(officer, at, paper)
    assert queries.due_counts(by=officer, at=at)["due"] == 0, "he has just come"
    noon, next_day = at + 8 * HOUR, at + 25 * HOUR
    assert list(queries.due(by=officer, at=noon)) == [one]
    assert queries.due_counts(by=officer, at=next_day) == {"due": 1, "missed": 1, "done": 0, "absent": 0}
    actions.check(by=officer, at=next_day, isolation_id=one.pk, present=False)
    assert queries.due_counts(by=officer, at=next_day) == {"due": 0, "missed": 0, "done": 1, "absent": 1}
    actions.check(by=officer, at=next_day + HOUR, isolation_id=one.pk, temperature=Decimal("38.1"))
    one.refresh_from_db()
    assert (one.absent_since, one.ill_since, one.checks.count()) == (None, date(2021, 8, 18), 1)
    with pytest.raises(Refused, match="Thân nhiệt"):
        actions.check(by=officer, at=next_day, isolation_id=one.pk, temperature=Decimal("50"))


def test_he_goes_home_when_days_and_tests_are_done(officer: Actor, at: datetime, paper: PaperFacts, site: Any) -> None:
    one = decided(officer, at, paper, kind=Kind.CENTRALISED, site_id=site.pk)
    actions.give_beds(by=officer, at=at, site_id=site.pk, isolation_ids=[one.pk])
    end = at + 12 * DAY
    with pytest.raises(Refused, match="Chưa đủ điều kiện"):
        actions.release(by=officer, at=end, isolation_id=one.pk)
    for days in (0, 5, 12):
        when = at + days * DAY
        sample = laboratory.record(
            by=officer,
            at=when,
            person_id=one.person_id,
            disease="covid19",
            sample=laboratory.SampleFacts(collected_at=when),
        )
        laboratory.report(
            by=officer, at=when, sample_id=sample.pk, test=laboratory.ResultFacts(result=laboratory.Result.NEGATIVE)
        )
    deliver_due()
    assert all(c.met for c in queries.conditions_of(by=officer, decision=one, today=end.date()))
    assert actions.release_many(by=officer, at=end, isolation_ids=[one.pk]) == (1, 0)
    assert sites.occupancy(by=officer, site_ids=[site.pk])[site.pk].held == 0
    one.refresh_from_db()
    assert (one.state, one.next_test) == ("released", None)


def test_decisions_follow_a_merge_and_its_undoing(officer: Actor, at: datetime, paper: PaperFacts) -> None:
    one, survivor = decided(officer, at, paper), person()
    made = people.merge(by=system(), at=at, survivor_id=survivor.pk, away_id=one.person_id)
    deliver_due()
    assert Decision.objects.get().person_id == survivor.pk
    people.undo_merge(by=system(), at=at, merge_id=made.pk)
    deliver_due()
    assert Decision.objects.get().person_id == one.person_id


@pytest.mark.parametrize("both", [False, True])
def test_of_two_decisions_of_one_person_one_holds_and_he_has_one_bed(
    both: bool, officer: Actor, at: datetime, paper: PaperFacts, site: Any
) -> None:
    kept, second = decided(officer, at, paper), decided(officer, at, paper)
    beds = [spot.bed_id for spot in sites.spots(by=officer, site_id=site.pk)]
    actions.give_bed(by=officer, at=at, isolation_id=second.pk, bed_id=beds[2])
    if both:
        actions.give_bed(by=officer, at=at, isolation_id=kept.pk, bed_id=beds[0])
    made = people.merge(by=system(), at=at + HOUR, survivor_id=kept.person_id, away_id=second.person_id)
    deliver_due()
    kept.refresh_from_db()
    second.refresh_from_db()
    assert (kept.state, second.state, second.person_id) == ("in_force", "revoked", kept.person_id)
    (lying,) = Stay.objects.filter(to_at=None)
    assert (lying.decision_id, lying.bed_id) == (kept.pk, beds[0] if both else beds[2]), "he stays where he lies"
    assert sites.occupancy(by=officer, site_ids=[site.pk])[site.pk].held == 1, "and only there"
    people.undo_merge(by=system(), at=at + 2 * HOUR, merge_id=made.pk)
    deliver_due()
    again = Decision.objects.get(pk=second.pk)
    assert (again.person_id != kept.person_id, again.state, again.ended_why) == (True, "in_force", ""), "two, after all"
    assert {s.decision_id: s.bed_id for s in Stay.objects.filter(to_at=None)} == (
        {kept.pk: beds[0]} if both else {second.pk: beds[2]}
    )


def test_a_paper_names_him_and_that_is_written_down(officer: Actor, at: datetime, paper: PaperFacts) -> None:
    one = decided(officer, at, paper, person("Trần Thị Tên Thật", address="Ấp 3", birth_year=1980))
    named = actions.open_for_paper(by=officer, at=at, isolation_ids=[one.pk], what="quyết định")[one.pk]
    assert (named.name, named.born) == ("Trần Thị Tên Thật", "1980")
    assert named.address.startswith("Ấp 3, ")
    with pytest.raises(NotYours):
        actions.open_for_paper(by=actor(area="3/70/689/"), at=at, isolation_ids=[one.pk], what="quyết định")
    assert cases is not None
