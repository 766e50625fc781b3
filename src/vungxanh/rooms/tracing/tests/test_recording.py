"""What is recorded is traced at once: milestones, meetings, households, somebody else's visit."""

import pytest

from vungxanh.common.models import AuditEntry, OutboxMessage
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tracing import actions, listeners, queries
from vungxanh.rooms.tracing.events import HistoryChanged
from vungxanh.rooms.tracing.models import CaseTrace, Contact, Exposure
from vungxanh.rooms.tracing.rules import Meeting
from vungxanh.testing import AT, OTHER_COMMUNE, person, venue

from .builders import f0, levels, meeting, moment, visit

pytestmark = pytest.mark.django_db


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
    told = OutboxMessage.objects.filter(event__endswith="HistoryChanged").first()
    assert told is not None
    assert told.payload["visit_ids"] == [str(row.pk)]
    listeners.history_changed(HistoryChanged(visit_ids=(row.pk,)), at=AT)
    assert levels(case.pk) == {str(f1.pk): 1, str(f2.pk): 2}
