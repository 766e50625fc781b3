"""Triage, admission, rounds, transfers, the end, with a database."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import actions, queries
from vungxanh.rooms.treatment.actions import Ending, Measure, Severity, TriageFacts
from vungxanh.rooms.treatment.models import Course, Stay, Transfer
from vungxanh.testing import actor, case, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WELL = Measure(spo2=98, rr=18)


def bed_of(facility: Any, by: Actor, n: int = 0) -> Any:
    return queries.free_beds(by=by, site_id=facility.pk)[n].bed_id


def admitted(by: Actor, at: datetime, facility: Any, measure: Measure = WELL, of: Any = None, **more: Any) -> Course:
    one = of or case(person())
    actions.triage(by=by, at=at, case_id=one.pk, facts=TriageFacts(age=30, measure=measure))
    return actions.admit(by=by, at=at, case_id=one.pk, bed_id=bed_of(facility, by), reason="thử nghiệm", **more)


@pytest.mark.requirement("TRT-06")
def test_triage_proposes_a_tier_and_departing_needs_a_reason(officer: Actor, at: datetime, low: Any, high: Any) -> None:
    one = case(person())
    with pytest.raises(Refused, match="Phân loại"):
        actions.admit(by=officer, at=at, case_id=one.pk, bed_id=bed_of(low, officer))
    facts = TriageFacts(age=30, measure=Measure(spo2=95, rr=22, symptoms=True))
    told = actions.triage(by=officer, at=at, case_id=one.pk, facts=facts)
    assert (told.severity, told.colour, told.tier) == (Severity.MODERATE, "yellow", 2)
    assert "3646/QĐ-BYT" in told.sources
    assert not told.verified, "the cut-offs are from memory"
    with pytest.raises(Refused, match="lý do"):
        actions.triage(by=officer, at=at, case_id=one.pk, facts=facts, tier=1)
    with pytest.raises(Refused, match="Phân loại chọn tầng 2"):
        actions.admit(by=officer, at=at, case_id=one.pk, bed_id=bed_of(low, officer))
    course = actions.admit(by=officer, at=at, case_id=one.pk, bed_id=bed_of(high, officer))
    one.refresh_from_db()
    assert (course.tier, course.place, one.isolated_at) == (2, "facility", at)
    assert queries.first_care(by=officer, case_ids=[one.pk]) == {one.pk: at}
    with pytest.raises(Refused, match="đang được điều trị"):
        actions.admit(by=officer, at=at, case_id=one.pk, bed_id=bed_of(low, officer), reason="lần nữa")
    with pytest.raises(NotYours):
        actions.triage(by=actor(*Permission, area="3/12/111/"), at=at, case_id=one.pk, facts=facts)


@pytest.mark.requirement("TRT-03", "TRT-07")
def test_a_transfer_is_answered_by_the_side_that_receives(officer: Actor, at: datetime, low: Any, high: Any) -> None:
    course = admitted(officer, at, low)
    row = actions.examine(by=officer, at=at, course_id=course.pk, measure=Measure(spo2=92, rr=28, symptoms=True))
    course.refresh_from_db()
    assert (row.severity, course.proposed, bool(course.alarm_since), course.worse_at) == (3, 2, True, at)
    move = actions.ask_transfer(by=officer, at=at, course_id=course.pk, site_id=high.pk, reason="SpO2 giảm")
    assert (move.direction, move.answer_by) == ("up", at + HOUR)
    elsewhere = actor(*Permission, area="3/70/691/25225/")
    with pytest.raises(NotYours):
        actions.accept_transfer(by=elsewhere, at=at, transfer_id=move.pk, bed_id=bed_of(high, officer))
    with pytest.raises(Refused, match="chưa trả lời"):
        actions.depart(by=officer, at=at, transfer_id=move.pk)
    kept = bed_of(high, officer)
    actions.accept_transfer(by=officer, at=at, transfer_id=move.pk, bed_id=kept)
    other = admitted(officer, at, low)
    with pytest.raises(Refused, match="vừa có người khác nhận"):
        actions.admit(by=officer, at=at, case_id=triaged_case(officer, at), bed_id=kept, reason="cùng giường")
    actions.depart(by=officer, at=at, transfer_id=move.pk)
    with pytest.raises(Refused, match="trên đường"):
        actions.cancel_transfer(by=officer, at=at, transfer_id=move.pk, reason="thôi")
    actions.arrive(by=officer, at=at + HOUR, transfer_id=move.pk)
    course.refresh_from_db()
    assert (course.facility_id, course.tier, course.alarm_since, course.to_area_path) == (high.pk, 2, None, "")
    full = sites.occupancy(by=officer, site_ids=[low.pk, high.pk])
    assert (full[low.pk].held, full[high.pk].held) == (1, 1), "the old bed is free, the kept one is his"
    assert queries.worsening(by=officer, at=at)[1].part == 1
    again = actions.ask_transfer(by=officer, at=at, course_id=other.pk, site_id=high.pk, reason="gần nhà")
    actions.refuse_transfer(by=officer, at=at, transfer_id=again.pk, reason="hết giường")
    assert Transfer.objects.get(pk=again.pk).answer == "hết giường"
    titles = [line.title.partition(":")[0] for line in queries.history_of(by=officer, course=course)]
    assert titles == ["Đến nơi nhận", "Lên đường", "Nơi nhận đồng ý", "Xin chuyển", "Ghi lượt khám", "Nhận vào cơ sở"]


def triaged_case(by: Actor, at: datetime) -> Any:
    one = case(person())
    actions.triage(by=by, at=at, case_id=one.pk, facts=TriageFacts(age=30, measure=WELL))
    return one.pk


@pytest.mark.requirement("TRT-02", "TRT-08")
def test_at_home_by_conditions_and_twice_a_day(officer: Actor, at: datetime) -> None:
    case_id = triaged_case(officer, at)
    with pytest.raises(Refused, match="Chưa đạt đủ điều kiện"):
        actions.care_at_home(by=officer, at=at, case_id=case_id, said={1: True})
    course = actions.care_at_home(by=officer, at=at, case_id=case_id, said={n: True for n in range(1, 6)})
    assert [c.met for c in queries.home_list(by=officer, course=course)[0]] == [True] * 7
    assert actions.give_pack(by=officer, at=at, course_id=course.pk, name="A").name == "A"
    with pytest.raises(Refused, match="Chỉ có túi"):
        actions.give_pack(by=officer, at=at, course_id=course.pk, name="Z")
    later = at + DAY
    assert queries.tally(by=officer, at=later).missed == 1
    assert queries.due(by=officer, at=later).first() == course
    with pytest.raises(Refused, match="SpO2 từ 40"):
        actions.examine(by=officer, at=later, course_id=course.pk, measure=Measure(spo2=9))
    with pytest.raises(Refused, match="Ghi SpO2"):
        actions.examine(by=officer, at=later, course_id=course.pk, measure=Measure())
    given = {"by": officer, "at": later, "course_id": course.pk}
    actions.examine(**given, measure=Measure(spo2=95, rr=21, temperature=Decimal("38.2"), symptoms=True))
    course.refresh_from_db()
    assert course.alarm == "SpO2 95 % (dưới 96); nhịp thở 21 (trên 20)"
    assert (course.symptomatic, queries.became_symptomatic(by=officer, at=later).percent) == (True, 100)
    assert [c.pk for c in queries.alarmed(by=officer)] == [course.pk]
    actions.examine(**given, measure=WELL, note_text="đo lại bằng máy khác")
    course.refresh_from_db()
    assert (course.alarm_since, course.symptomatic, course.severity) == (None, False, 0), "the wrong one left nothing"
    assert Stay.objects.get(course=course).severity_worst == 0
    assert course.rounds.count() == 1
    assert queries.tally(by=officer, at=later).due == 0
    with pytest.raises(Refused, match="ghi lý do ở ô ghi chú"):
        actions.examine(**given, measure=WELL, severity=Severity.SEVERE)


def test_home_by_the_rule_of_the_day_tells_the_case(officer: Actor, at: datetime, low: Any) -> None:
    course = admitted(officer, at, low)
    assert course.leave_on == date(2021, 8, 27)
    with pytest.raises(Refused, match="Chưa đủ điều kiện"):
        actions.end(by=officer, at=at + DAY, course_id=course.pk, ending=Ending.RECOVERED)
    done = actions.end(by=officer, at=at + DAY, course_id=course.pk, ending=Ending.RECOVERED, reason="theo hội chẩn")
    course.case.refresh_from_db()
    assert (course.case.outcome, done.monitoring_until) == ("recovered", date(2021, 9, 1))
    assert sites.occupancy(by=officer, site_ids=[low.pk])[low.pk].held == 0
    actions.reopen(by=officer, at=at + DAY, course_id=course.pk, reason="ghi nhầm", bed_id=bed_of(low, officer))
    course.case.refresh_from_db()
    assert (course.case.outcome, sites.occupancy(by=officer, site_ids=[low.pk])[low.pk].held) == ("ill", 1)
    actions.end(by=officer, at=at + 2 * DAY, course_id=course.pk, ending=Ending.DIED)
    course.case.refresh_from_db()
    assert course.case.outcome == "died"


@pytest.mark.requirement("TRT-05")
def test_days_of_oxygen_and_what_tomorrow_needs(officer: Actor, at: datetime, high: Any) -> None:
    admitted(officer, at, high, Measure(spo2=90, rr=30, symptoms=True))
    actions.record_oxygen(by=officer, at=at, site_id=high.pk, day=date(2021, 8, 17), cylinders=6)
    actions.record_oxygen(by=officer, at=at, site_id=high.pk, day=date(2021, 8, 17), cylinders=12, liquid_kg=0)
    found = queries.tower(by=officer, at=at)
    second = next(t for t in found.tiers if t.tier.number == 2)
    assert (second.beds, second.held, second.inside, second.lines[0].severe) == (1, 1, 1, 1)
    assert second.lines[0].cover == 5.0, "72,000 litres for one who breathes 14,400 a day"
    assert second.tomorrow is not None
    assert second.tomorrow.formula == "1 + 0,0 − 0 = 1"
    assert "1440" in found.oxygen_words
