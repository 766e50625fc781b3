"""Who sees a contact, and who may do something about him."""

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import Contact
from vungxanh.testing import AT, OTHER_DISTRICT, actor, person

from .builders import f0, meeting, moment

pytestmark = pytest.mark.django_db


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
