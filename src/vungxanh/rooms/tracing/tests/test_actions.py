"""Visits, meetings, levels, calls, follow-up: through the door and the database."""

from datetime import timedelta

import pytest

from vungxanh.common.models import AuditEntry, OutboxMessage
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tracing import actions, listeners, queries
from vungxanh.rooms.tracing.events import HistoryChanged
from vungxanh.rooms.tracing.models import CaseTrace, Contact, Exposure
from vungxanh.rooms.tracing.rules import Meeting
from vungxanh.testing import AT, OTHER_COMMUNE, OTHER_DISTRICT, actor, hours, person, venue

from .builders import f0, meeting, moment, visit

pytestmark = pytest.mark.django_db


def levels(case_id) -> dict[str, int]:
    return {str(e.contact.person_id): e.level for e in Exposure.objects.filter(case_id=case_id, dropped_at=None)}


def test_an_f2_is_reached_only_after_the_f1_was_exposed(officer: Actor) -> None:
    case, market = f0(), venue()
    f1, f2, earlier = person("Phạm Một"), person("Phạm Hai"), person("Phạm Trước")
    visit(case.person, market, moment(3, 8))
    visit(f1, market, moment(3, 8.5))
    meeting(f1, f2, moment(2, 9), physical=True)
    meeting(f1, earlier, moment(4, 9), physical=True)
    done = actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert levels(case.pk) == {str(f1.pk): 1, str(f2.pk): 2}
    assert (done.f1, done.f2, done.f3) == (1, 1, 0)
    exposure = Exposure.objects.get(contact__person=f1)
    assert exposure.minutes == 30
    assert (
        exposure.reason
        == "F1: cùng có mặt 30 phút với ca bệnh tại Chợ Bù Gia Mập, 08:30–09:00 14/8/2021 (theo 3638/QĐ-BYT)."
    )
    assert exposure.through_id == case.person_id


def test_a_stay_shorter_than_the_regulation_asks_is_no_contact(officer: Actor) -> None:
    case, market = f0(), venue()
    visit(case.person, market, moment(3, 8), 60)
    visit(person("Phạm Mười Bốn"), market, moment(3, 8), 14)
    visit(long := person("Phạm Mười Lăm"), market, moment(3, 8), 15)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert levels(case.pk) == {str(long.pk): 1}


def test_isolation_stops_what_he_passes_on(officer: Actor) -> None:
    case = f0()
    f1, f2 = person("Phạm Một"), person("Phạm Hai")
    meeting(case.person, f1, moment(3), physical=True)
    meeting(f1, f2, moment(1), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert levels(case.pk)[str(f2.pk)] == 2
    contact = Contact.objects.get(person=f1)
    actions.isolate_contact(by=officer, at=AT, contact_id=contact.pk, isolated_at=moment(2))
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert levels(case.pk) == {str(f1.pk): 1}
    gone = Contact.objects.get(person=f2)
    assert (gone.state, gone.level, gone.priority) == ("dropped", 0, 0)
    assert Exposure.objects.get(contact=gone).dropped_at == AT


def test_the_definition_of_the_day_decides(officer: Actor) -> None:
    """From 29/12/2021 a short meeting with mask is none, and F2 is managed no more."""
    later = AT.replace(year=2022, month=1, day=10)
    case = f0(onset_date=(later - timedelta(days=1)).date(), diagnosed_at=later, confirmed_at=later)
    masked, bare, f2 = person("Phạm Khẩu Trang"), person("Phạm Không"), person("Phạm Hai")
    for other, mask in ((masked, True), (bare, False)):
        meeting(case.person, other, later - hours(5), 10, distance_m=1, minutes=10, masked=mask)
    meeting(bare, f2, later - hours(3), physical=True)
    actions.recompute(by=officer, at=later, case_id=case.pk)
    assert levels(case.pk) == {str(bare.pk): 1}
    _case, found = queries.live_trace(by=officer, case=case.code, at=later, levels=3)
    assert {f.person_id: (f.level, f.managed) for f in found.found} == {bare.pk: (1, True), f2.pk: (2, False)}
    assert "không quản lý F2" in next(f.reason for f in found.found if f.level == 2)


def test_an_interview_entry_is_traced_at_once_and_once(officer: Actor) -> None:
    case, market = f0(), venue()
    visit(other := person("Phạm Chợ"), market, moment(3, 8))
    key, given = (
        str(new_id()),
        {"case_id": case.pk, "start_at": moment(3, 8), "end_at": moment(3, 9), "venue_id": market.pk},
    )
    first = actions.record_milestone.once(key, by=officer, at=AT, **given)
    again = actions.record_milestone.once(key, by=officer, at=AT, **given)
    assert first.pk == again.pk
    assert levels(case.pk) == {str(other.pk): 1}
    assert CaseTrace.objects.get(case=case).f1 == 1
    assert [v.pk for v in queries.milestones(by=officer, case_id=case.pk)] == [first.pk]


def test_correcting_and_removing_a_visit_takes_the_level_away(officer: Actor) -> None:
    case, market = f0(), venue()
    visit(other := person("Phạm Chợ"), market, moment(3, 8))
    stone = actions.record_milestone(
        by=officer, at=AT, case_id=case.pk, start_at=moment(3, 8), end_at=moment(3, 9), venue_id=market.pk
    )
    actions.correct_visit(by=officer, at=AT, visit_id=stone.pk, start_at=moment(3, 10), end_at=moment(3, 11))
    assert levels(case.pk) == {}
    actions.correct_visit(by=officer, at=AT, visit_id=stone.pk, start_at=moment(3, 8))
    assert levels(case.pk) == {str(other.pk): 1}
    actions.remove_visit(by=officer, at=AT, visit_id=stone.pk, reason="nhầm người")
    assert levels(case.pk) == {}
    assert Exposure.objects.count() == 1


def test_a_person_is_recorded_as_one_gets_him_on_the_phone(officer: Actor) -> None:
    case = f0()
    row = actions.record_contact(
        by=officer, at=AT, case_id=case.pk, person_id=case.person_id, other_name="Hoàng Thị Bạn", other_phone="0912345678",
        other_area=OTHER_COMMUNE, relation="bạn cùng chợ", start_at=moment(2), end_at=moment(2, 9),
        meeting=Meeting(distance_m=1, minutes=60, masked=False),
    )  # fmt: skip
    contact = Contact.objects.get(person=row.other)
    assert (contact.level, contact.state, contact.area_path) == (1, "to_call", OTHER_COMMUNE)
    said = str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "Hoàng" not in said
    assert "0912345678" not in said
    assert actions.open_phone(by=officer, at=AT, contact_id=contact.pk).number.endswith("912345678")
    opened = AuditEntry.objects.get(action="tracing.open_phone")
    assert opened.detail["reason"] == "gọi truy vết"
    assert opened.subject_id == contact.pk


def test_the_household_comes_with_one_key(officer: Actor) -> None:
    from vungxanh.rooms.people.models import Household

    home = Household.objects.create(area_path=f0().area_path, created_at=AT)
    case = f0(of=person("Lê Văn Nhà", household=home))
    mates = [person(f"Lê Thị {n}", household=home) for n in ("Ba", "Bốn")]
    assert actions.record_household(by=officer, at=AT, case_id=case.pk) == 2
    assert actions.record_household(by=officer, at=AT, case_id=case.pk) == 0
    assert levels(case.pk) == {str(m.pk): 1 for m in mates}
    assert all(c.household for c in Contact.objects.all())


def test_what_a_listener_recomputes(officer: Actor) -> None:
    """A visit of somebody else, at a place where a contact was: his index case is found and computed."""
    case, market = f0(), venue()
    f1, f2 = person("Phạm Một"), person("Phạm Hai")
    meeting(case.person, f1, moment(3), physical=True)
    visit(f1, market, moment(2, 8))
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    OutboxMessage.objects.all().delete()
    row = actions.record_visit(
        by=officer, at=AT, person_id=f2.pk, venue_id=market.pk, start_at=moment(2, 8), end_at=moment(2, 9)
    )
    assert levels(case.pk) == {str(f1.pk): 1}
    told = OutboxMessage.objects.filter(event__endswith="HistoryChanged").get()
    assert told.payload["visit_ids"] == [str(row.pk)]
    listeners.history_changed(HistoryChanged(visit_ids=(row.pk,)), at=AT)
    assert levels(case.pk) == {str(f1.pk): 1, str(f2.pk): 2}


def test_a_discarded_case_has_no_contacts(officer: Actor) -> None:
    from vungxanh.rooms.cases import actions as case_actions

    case, other = f0(), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    case_actions.discard(by=officer, at=AT, case_id=case.pk, reason="xét nghiệm lại âm tính")
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert Contact.objects.get(person=other).state == "dropped"


def test_override_needs_a_reason_and_survives_computing(officer: Actor) -> None:
    case, other = f0(), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    contact = Contact.objects.get(person=other)
    with pytest.raises(Refused, match="lý do"):
        actions.override(by=officer, at=AT, contact_id=contact.pk, level=0, reason=" ")
    actions.override(by=officer, at=AT, contact_id=contact.pk, level=0, reason="đi công tác, không có mặt")
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    assert Contact.objects.get(pk=contact.pk).state == "dropped"
    actions.override(by=officer, at=AT, contact_id=contact.pk, level=3, reason="chỉ gặp thoáng qua")
    assert (Contact.objects.get(pk=contact.pk).level, Contact.objects.get(pk=contact.pk).state) == (3, "to_call")
    assert actions.clear_override(by=officer, at=AT, contact_id=contact.pk).level == 1


def test_calls_and_the_soft_lease(officer: Actor) -> None:
    case = f0()
    near, far = person("Phạm Gần", birth_year=1940), person("Phạm Xa", birth_year=1990)
    for other in (near, far):
        meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    colleague = actor(name="Đồng nghiệp")
    mine = actions.take_next(by=officer, at=AT)
    theirs = actions.take_next(by=colleague, at=AT)
    assert (mine.person_id, theirs.person_id) == (near.pk, far.pk)
    assert actions.take_next(by=actor(name="Người thứ ba"), at=AT) is None
    assert actions.take_next(by=actor(name="Người thứ ba"), at=AT + timedelta(minutes=16)).pk == mine.pk
    actions.leave(by=colleague, at=AT, contact_id=theirs.pk)
    actions.log_call.function  # noqa: B018 -- an Action, so that the calls below pass its door
    with pytest.raises(Refused, match="hẹn"):
        call(colleague, theirs.pk, "call_back")
    assert queries.next_to_call(by=colleague, at=AT).pk == theirs.pk


def call(by: Actor, contact_id, outcome: str, **more):
    return actions.log_call(by=by, at=AT, contact_id=contact_id, outcome=outcome, **more)


@pytest.fixture
def contact(officer: Actor) -> Contact:
    case, other = f0(code="CV-2021-000009"), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    return Contact.objects.get(person=other)


@pytest.mark.parametrize(
    ("outcome", "state", "waits"),
    [("reached", "reached", None), ("no_answer", "no_answer", timedelta(minutes=30)), ("refused", "no_answer", timedelta(minutes=30)),
     ("wrong_number", "no_answer", timedelta(minutes=30))],
)  # fmt: skip
def test_what_comes_of_a_call(user_officer: Actor, contact: Contact, outcome: str, state: str, waits) -> None:
    call(user_officer, contact.pk, outcome)
    contact.refresh_from_db()
    assert (contact.state, contact.attempts) == (state, 1)
    assert contact.next_call_at == (AT + waits if waits else None)


def test_daily_follow_up_and_its_end(user_officer: Actor, contact: Contact) -> None:
    assert contact.followed_until == (AT + timedelta(days=25)).date()  # 14 days and 14 days of watching, from 14/8
    day = AT.date()
    call(user_officer, contact.pk, "reached")
    due = queries.follow_ups_due(by=user_officer, day=day)
    assert [c.pk for c in due] == [contact.pk]
    before = Contact.objects.get(pk=contact.pk).priority
    row = actions.follow_up(by=user_officer, at=AT, contact_id=contact.pk, day=day, symptoms=["fever", "cough"])
    again = actions.follow_up(by=user_officer, at=AT, contact_id=contact.pk, day=day, symptoms=["fever"])
    assert row.pk == again.pk
    contact.refresh_from_db()
    assert (contact.state, contact.symptomatic_since, contact.last_followed_on) == ("followed", day, day)
    assert contact.priority > before
    assert not queries.follow_ups_due(by=user_officer, day=day).exists()
    with pytest.raises(Refused, match="33"):
        actions.follow_up(by=user_officer, at=AT, contact_id=contact.pk, day=day, temperature=52)
    assert actions.close_finished(by=user_officer, at=AT) == 0
    assert actions.close_finished(by=user_officer, at=AT + timedelta(days=40)) == 1
    with pytest.raises(Refused, match="Hết theo dõi"):
        actions.follow_up(by=user_officer, at=AT, contact_id=contact.pk, day=day)


def test_a_contact_turns_positive_with_his_source(officer: Actor, contact: Contact) -> None:
    case = actions.turned_positive(by=officer, at=AT, contact_id=contact.pk, diagnosed_at=AT)
    contact.refresh_from_db()
    assert (contact.state, contact.case_id) == ("case", case.pk)
    assert case.source_case.code == "CV-2021-000009"
    assert case.source_setting == "tiếp xúc trực tiếp"
    assert case.status == "confirmed"


def test_what_is_over_is_not_put_on_the_call_list(officer: Actor) -> None:
    case, other = f0(), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT + timedelta(days=400), case_id=case.pk)
    assert Contact.objects.get(person=other).state == "done"


def test_a_stranger_reaches_nothing(officer: Actor, stranger: Actor, contact: Contact) -> None:
    at = {"by": stranger, "at": AT}
    for refused in (
        lambda: actions.log_call(**at, contact_id=contact.pk, outcome="reached"),
        lambda: actions.open_phone(**at, contact_id=contact.pk),
        lambda: actions.isolate_contact(**at, contact_id=contact.pk, isolated_at=AT),
        lambda: actions.override(**at, contact_id=contact.pk, level=0, reason="không có lý do"),
        lambda: actions.turned_positive(**at, contact_id=contact.pk, diagnosed_at=AT),
        lambda: queries.get(by=stranger, contact_id=contact.pk),
        lambda: queries.live_trace(by=stranger, case="CV-2021-000009", at=AT),
    ):
        with pytest.raises(NotYours):
            refused()
    assert not queries.call_list(by=stranger, at=AT).exists()
    assert actions.take_next(**at) is None


def test_a_contact_is_seen_where_he_lives_and_where_the_case_is(officer: Actor) -> None:
    case, away = f0(), person("Phạm Nơi Khác", area=OTHER_DISTRICT + "03163/")
    meeting(case.person, away, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    contact = Contact.objects.get(person=away)
    there = actor(area=OTHER_DISTRICT)
    assert queries.get(by=officer, contact_id=contact.pk) == queries.get(by=there, contact_id=contact.pk) == contact
    assert [c.pk for c in queries.call_list(by=there, at=AT)] == [contact.pk]
    assert [r.contact.pk for r in queries.case_trace(by=there, case_id=case.pk)] == [contact.pk]


def test_who_may_only_see_may_not_record(contact: Contact) -> None:
    reader = actor(Permission.TRACE_SEE, Permission.CASE_SEE)
    with pytest.raises(NotYours):
        actions.log_call(by=reader, at=AT, contact_id=contact.pk, outcome="reached")
    with pytest.raises(NotYours):
        actions.recompute(by=reader, at=AT, case_id=contact.exposures.get().case_id)


def test_a_child_is_called_through_who_lives_with_him(officer: Actor) -> None:
    from vungxanh.rooms.people.models import Household, Person

    home = Household.objects.create(area_path=f0().area_path, created_at=AT)
    child = person("Phạm Bé", household=home, birth_year=2015)
    mother = person("Phạm Thị Mẹ", household=home, birth_year=1985)
    Person.objects.filter(pk=mother.pk).update(phone_hash="x")
    mother.phone = "0912000111"
    mother.save(update_fields=["phone"])
    meeting(f0(of=person("Lê Văn Ca")).person, child, moment(3), physical=True)
    for case in queries.cases_to_compute(by=officer, before=AT):
        actions.recompute(by=officer, at=AT, case_id=case)
    found = actions.open_phone(by=officer, at=AT, contact_id=Contact.objects.get(person=child).pk)
    assert (found.number, found.mate_id) == ("0912000111", mother.pk)


def test_every_hour_what_is_over_is_closed_and_the_order_counts_the_days(officer: Actor, contact: Contact) -> None:
    later = AT + timedelta(days=2)
    assert queries.untidy(by=officer, at=later)
    before = contact.priority
    assert actions.tidy(by=officer, at=later) == 1
    contact.refresh_from_db()
    assert contact.priority == before + 2 * 3 * 10
    assert not queries.untidy(by=officer, at=later)
    assert actions.tidy(by=officer, at=AT + timedelta(days=60)) == 1
    contact.refresh_from_db()
    assert contact.state == "done"
