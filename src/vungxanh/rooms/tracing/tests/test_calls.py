"""Calls and daily follow-up: whose turn it is, what comes of it, when it ends."""

from datetime import timedelta

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import Contact
from vungxanh.testing import AT, actor, person

from .builders import f0, meeting, moment

pytestmark = pytest.mark.django_db


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
