"""Which level a person gets, and when he loses it: computed, stored, overridden."""

from datetime import timedelta

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import Contact, Exposure
from vungxanh.testing import AT, hours, person, venue

from .builders import f0, levels, meeting, moment, visit

pytestmark = pytest.mark.django_db


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


def test_a_discarded_case_has_no_contacts(officer: Actor) -> None:
    from vungxanh.rooms.cases import actions as case_actions

    case, other = f0(), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    case_actions.discard(by=officer, at=AT, case_id=case.pk, reason="xét nghiệm lại âm tính")
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    contact = Contact.objects.get(person=other)
    assert contact.state == "dropped"
    with pytest.raises(Refused, match="không còn lần phơi nhiễm nào"):
        actions.override(by=officer, at=AT, contact_id=contact.pk, level=1, reason="nghe kể lại")


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


def test_what_is_over_is_not_put_on_the_call_list(officer: Actor) -> None:
    case, other = f0(), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT + timedelta(days=400), case_id=case.pk)
    assert Contact.objects.get(person=other).state == "done"
