"""From a sample to the day an area opens again; who samples, who treats, who counts."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journeys.bodies import District, text
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.agencies.rules import permissions_of
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.isolation import queries as locked
from vungxanh.rooms.isolation.actions import DecisionFacts, Kind, LockdownFacts, PaperFacts, Reason
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.laboratory.actions import Result, ResultFacts, Series
from vungxanh.rooms.laboratory.models import Wanted
from vungxanh.rooms.pipeline import queries as clock
from vungxanh.rooms.pipeline.rules import Stage
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.actions import BedKind, SiteFacts, SiteKind
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as board
from vungxanh.rooms.tasks.actions import NewTask
from vungxanh.rooms.treatment import actions as treatment
from vungxanh.rooms.treatment import queries as tower
from vungxanh.rooms.treatment.actions import Ending, FacilityFacts, Measure, TriageFacts
from vungxanh.testing import AT, COMMUNE, DISTRICT, hours, person

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
DAY = timedelta(days=1)
POSITIVE = ResultFacts(result=Result.POSITIVE, ct=21.0)


def of(agency: Agency, role: str = "officer", area: str = DISTRICT) -> Actor:
    """Somebody of a body, in an area."""
    return Actor(new_id(), agency.name, (Scope(area, permissions_of(role), agency.pk, role),))


def facility(by: Actor, name: str, tier: int, kind: BedKind) -> Any:
    """An open facility with four beds."""
    site = sites.plan(by=by, at=AT, area_path=DISTRICT, facts=SiteFacts(name=name, kind=SiteKind.HOSPITAL))
    sites.add_rooms(by=by, at=AT, site_id=site.pk, first="101", beds=4, kind=kind)
    sites.order(by=by, at=AT, site_id=site.pk, ordered_at=AT)
    sites.open_site(by=by, at=AT, site_id=site.pk, reason="đã hoạt động")
    return treatment.set_up(by=by, at=AT, site_id=site.pk, facts=FacilityFacts(tier=tier, doctors=2, nurses=4))


def sampled(by: Actor, at: Any, number: int, people: list[Any], **session: Any) -> list[Any]:
    """A tube each, taken at home."""
    row = laboratory.start_session(by=by, at=at, area_path=COMMUNE, place="Thôn 3", **session)
    found = []
    for n, one in enumerate(people):
        code = Series("25222", AT.date(), 1).code(number + n)
        tube = laboratory.open_tube(by=by, at=at, session_id=row.pk, code=code)
        laboratory.put_person(by=by, at=at, tube_id=tube.pk, person_id=one.pk)
        found.append(tube)
    return found


@pytest.mark.requirement("TST-08", "5S-04", "5S-05")
def test_from_the_sweep_to_the_day_the_hamlet_opens(district: District) -> None:
    doctor = of(district.body("Trung tâm Y tế"))
    well, ill, clean = (person(name, hamlet="Thôn 3", sex="M") for name in ("Không Triệu Chứng", "Khó Thở", "Âm Tính"))
    low, high = facility(doctor, "Khu thu dung", 1, BedKind.ORDINARY), facility(doctor, "Bệnh viện", 2, BedKind.OXYGEN)
    # prevention and detection: every house, every person
    sweep = laboratory.open_campaign(
        by=doctor, at=AT, area_path=COMMUNE, name="Rà Thôn 3", reason="sweep", day=AT.date(), hamlet="Thôn 3"
    )
    assert Wanted.objects.filter(campaign=sweep, state="waiting").count() == 3
    tubes = sampled(doctor, AT, 1, [well, ill, clean], campaign_id=sweep.pk)
    for tube, result in zip(tubes, (POSITIVE, POSITIVE, ResultFacts(result=Result.NEGATIVE)), strict=True):
        laboratory.report_tube(by=doctor, at=AT + hours(5), tube_id=tube.pk, test=result)
    deliver_due()
    assert not Wanted.objects.filter(campaign=sweep, state="waiting").exists(), "nobody of the hamlet is left"
    found = {row.person_id: row for row in Case.objects.filter(status="confirmed")}
    assert set(found) == {well.pk, ill.pk}, "the results opened the cases"
    # isolation: the hamlet is locked, who lives there is inside
    facts = LockdownFacts(name="Thôn 3", disease="covid19", hamlets=("Thôn 3",), started_on=AT.date())
    area = isolation.lock(by=doctor, at=AT + hours(6), area_path=COMMUNE, lockdown=facts)
    assert locked.living_inside(by=doctor, lockdown=area).count() == 3
    paper = PaperFacts(issuer_id=district.body("Ban Chỉ đạo").pk, signed_on=AT.date(), signer="Nguyễn Văn Mẫu")
    asked = DecisionFacts(
        disease="covid19", reason=Reason.F1, kind=Kind.HOME, started_at=AT + hours(6), last_exposure=AT.date()
    )
    isolation.decide(by=doctor, at=AT + hours(6), person_id=clean.pk, facts=asked, paper=paper)
    # treatment: each by his condition
    at = AT + hours(7)
    courses = []
    for who, measure, place, tier in (
        (well, Measure(spo2=98, rr=18), low, 1),
        (ill, Measure(spo2=95, rr=22, symptoms=True), high, 2),
    ):
        case_id = found[who.pk].pk
        told = treatment.triage(by=doctor, at=at, case_id=case_id, facts=TriageFacts(age=40, measure=measure))
        assert told.tier == tier
        bed = tower.free_beds(by=doctor, site_id=place.pk)[0]
        courses.append(treatment.admit(by=doctor, at=at, case_id=case_id, bed_id=bed.bed_id))
    deliver_due()
    rows = clock.of_case(by=doctor, case_id=found[ill.pk].pk)
    assert {row.stage for row in rows if row.done_at} >= {Stage.DETECT, Stage.TREAT}
    # definitive handling: discharged, sampled again and again, every condition met
    for n, course in enumerate(courses):
        end = AT + 12 * DAY + hours(n)
        treatment.end(
            by=doctor, at=end, course_id=course.pk, ending=Ending.RECOVERED, reason="đủ ngày, hội chẩn đồng ý"
        )
    for day in (4, 8, 12, 15):
        later = AT + day * DAY
        isolation.record_round(by=doctor, at=later, lockdown_id=area.pk, day=later.date(), sampled=3)
    # stabilisation: the hamlet opens without anybody having to answer for an exception
    ended = isolation.unlock(by=doctor, at=AT + 16 * DAY, lockdown_id=area.pk)
    assert (ended.ended_on, ended.ended_why) == ((AT + 16 * DAY).date(), "")
    assert not Case.objects.filter(outcome="ill").exists()


@pytest.mark.requirement("5S-03", page="/pipeline/")
def test_police_and_health_read_the_same_figures(district: District) -> None:
    police = of(agencies.found(by=SYSTEM, at=AT, name="Công an huyện", kind="police", area_path=DISTRICT), "tracer")
    health = of(district.body("Trung tâm Y tế"))
    (tube,) = sampled(police, AT - hours(9), 1, [person()])
    laboratory.report_tube(by=health, at=AT, tube_id=tube.pk, test=POSITIVE)
    deliver_due()
    one = Case.objects.get()
    cases.notify(by=health, at=AT + hours(2), case_id=one.pk, notified_at=AT + hours(2))
    deliver_due()
    since = AT.date() - 7 * DAY
    told = [
        clock.overview(by=by, runs=clock.running(by=by, at=AT + hours(3)), since=since).stages
        for by in (police, health)
    ]
    assert told[0] == told[1]
    assert (told[0][Stage.DETECT].done, told[0][Stage.REPORT].median, told[0][Stage.TRACE].open) == (1, 2, 1)
    page = text(district.head, "/pipeline/")
    assert "Theo địa bàn" in page


@pytest.mark.requirement("TST-06", "TRT-16")
def test_trained_volunteers_sample_so_that_the_medical_staff_treat(district: District) -> None:
    boss = district.at_desk(district.body("Ban Chỉ đạo"), "head")
    station, centre = district.body("Trạm Y tế", COMMUNE), district.body("Trung tâm Y tế")
    goal = tasks.Target(op=">=", value=20.0, unit="người", raw="20 người", measure="tình nguyện viên đã tập huấn")
    order = NewTask(
        key="t", text="Tập huấn lấy mẫu cho tình nguyện viên, tổ Covid cộng đồng", leads=(station.pk,), area_path=DISTRICT,
        targets=(goal,),
    )  # fmt: skip
    (task,) = tasks.assign(by=boss, at=AT, tasks=[order])
    nurse = district.at_desk(station)
    (target,) = task.targets.all()
    tasks.type_in(by=nurse, at=AT + DAY, target_id=target.pk, value=12)
    tasks.type_in(by=nurse, at=AT + 2 * DAY, target_id=target.pk, value=24)
    tasks.report(by=nurse, at=AT + 2 * DAY, task_id=task.pk, text="Đã tập huấn 24 người")
    assert "24" in text(district.head, f"/tasks/{task.pk}/")

    team = agencies.found(by=SYSTEM, at=AT, name="Tổ Covid cộng đồng thôn 3", kind="covid_team", area_path=COMMUNE)
    volunteer = of(team, "tracer", COMMUNE)
    people = [person(f"Người {n}") for n in range(3)]
    first = sampled(volunteer, AT + 3 * DAY, 1, people)[0]
    laboratory.report_tube(by=of(centre), at=AT + 3 * DAY + hours(5), tube_id=first.pk, test=POSITIVE)
    deliver_due()
    one = Case.objects.get()
    facts = TriageFacts(age=40, measure=Measure(spo2=98, rr=18))
    assert treatment.triage(by=of(centre), at=AT + 4 * DAY, case_id=one.pk, facts=facts).tier == 1
    said = {n: True for n in range(1, 6)}
    with pytest.raises(NotYours):  # deciding on treatment stays with the medical staff
        treatment.care_at_home(by=volunteer, at=AT + 4 * DAY, case_id=one.pk, said=said)
    assert treatment.care_at_home(by=of(centre), at=AT + 4 * DAY, case_id=one.pk, said=said).place == "home"

    above = agencies.found(by=SYSTEM, at=AT, name="Sở Y tế", kind="health", area_path="3/70/")
    asked = tasks.raise_obstacle(
        by=of(centre), at=AT + 4 * DAY, agency_id=centre.pk, to_agency_id=above.pk, petition=True,
        text="Bệnh viện dã chiến thiếu 10 bác sĩ, 30 điều dưỡng", wanted="Tăng cường nhân lực trong 48 giờ",
    )  # fmt: skip
    province = of(above, area="3/70/")
    tasks.answer(by=province, at=AT + 5 * DAY, obstacle_id=asked.pk, text="Điều 8 bác sĩ, 30 điều dưỡng từ ngày mai")
    assert board.obstacle(by=of(centre), obstacle_id=asked.pk).answer.startswith("Điều 8 bác sĩ")
