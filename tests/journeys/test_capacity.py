"""Beds, laboratories and facilities against what the district's plan wants in each scenario."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from tests.journeys.bodies import District, text
from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.risk import Resource
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.agencies.rules import permissions_of
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.isolation.actions import DecisionFacts, Kind, PaperFacts, Reason
from vungxanh.rooms.isolation.models import Stay
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites import queries as places
from vungxanh.rooms.sites.actions import BedKind, DayFacts, SiteFacts, SiteKind
from vungxanh.rooms.sites.models import Site
from vungxanh.rooms.treatment import actions as treatment
from vungxanh.rooms.treatment import queries as tower
from vungxanh.rooms.treatment.actions import FacilityFacts, Measure, TriageFacts
from vungxanh.rooms.zones import queries as zones
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, case, hours, person

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")


def of(agency: Agency, role: str = "officer") -> Actor:
    """Somebody at the desk of a body, in the whole district."""
    return Actor(new_id(), agency.name, (Scope(DISTRICT, permissions_of(role), agency.pk, role),))


def built(by: Actor, name: str, kind: SiteKind, beds: int, *, area: str = DISTRICT, **more: Any) -> Site:
    """A site foreseen, with so many beds, 50 to a room."""
    facts = SiteFacts(name=name, kind=kind, **more)
    made = sites.plan(by=by, at=AT, area_path=area, facts=facts)
    sites.add_rooms(by=by, at=AT, site_id=made.pk, building="A", first="101", count=beds // 50, beds=50)
    return made


def missing(by: Actor, active: int, growth: float = 0.0) -> dict[Resource, tuple[float | None, float | None]]:
    """Of each resource: (what the plan wants ready with so many under treatment, what there is)."""
    found = zones.outlook(by=by, at=AT, area=DISTRICT, active=active, growth=growth)
    return {Resource(gap.resource): (gap.planned, gap.there) for gap in found.gaps}


@pytest.mark.requirement("TRT-12", "TRT-14", "TRT-17", page="/zones/scenario/")
def test_treatment_beds_follow_the_scenario_of_the_plan(district: District) -> None:
    doctor = of(district.body("Trung tâm Y tế"))
    beds, serious = Resource.TREATMENT_BEDS, Resource.MODERATE_BEDS
    assert missing(doctor, 40)[beds] == (100, None)
    centre = built(doctor, "Khu điều trị Trung tâm Y tế huyện", SiteKind.HOSPITAL, 100)
    assert missing(doctor, 40)[beds] == (100, 100), "scenario 1: a hundred beds at the health centre"
    assert missing(doctor, 200)[beds] == (500, 100)
    field = built(doctor, "Bệnh viện dã chiến huyện", SiteKind.FIELD, 450)
    sites.add_rooms(by=doctor, at=AT, site_id=field.pk, building="B", first="201", beds=50, kind=BedKind.OXYGEN)
    for active in (200, 600):
        found = missing(doctor, active)
        assert (found[beds], found[serious]) == ((500, 600), (50, 50)), "scenarios 2 and 3: the field hospital"
    assert missing(doctor, 40)[serious] == (None, 50), "scenario 1 does not ask for them"
    sites.order(by=doctor, at=AT, site_id=centre.pk, ordered_at=AT)
    sites.open_site(by=doctor, at=AT, site_id=centre.pk, reason="đã hoạt động")
    sites.close(by=doctor, at=AT, site_id=centre.pk, reason="trả mặt bằng")
    assert missing(doctor, 200)[beds] == (500, 500), "who is closed counts no more"


@pytest.mark.requirement("QUA-05", "QUA-08", "QUA-12", "TST-12", page="/zones/scenario/")
def test_the_plan_for_the_highest_level_is_counted_and_reported(district: District) -> None:
    soldier = of(district.body("Ban Chỉ đạo"))
    company = agencies.found(by=SYSTEM, at=AT, name="Công ty Hạt điều Bù Gia Mập", kind="other", area_path=DISTRICT)
    built(soldier, "Trường Trung cấp nghề", SiteKind.CENTRALISED, 1000)
    built(soldier, "Nhà xưởng công ty", SiteKind.DORMITORY, 450, agency_id=company.pk)
    beds, samples = Resource.ISOLATION_BEDS, Resource.SAMPLES
    found = missing(soldier, 600)
    assert (found[beds], found[samples]) == ((1500, 1450), (5000, None))
    built(soldier, "Nhà nghỉ Hoa Sim", SiteKind.HOTEL, 50)
    for n, capacity in enumerate((600, 4400)):
        laboratory.add_laboratory(by=soldier, at=AT, area_path=DISTRICT, name=f"Phòng {n}", capacity=capacity)
    found = missing(soldier, 600)
    assert (found[beds], found[samples]) == ((1500, 1500), (5000, 5000))
    built(soldier, "Khu điều trị", SiteKind.HOSPITAL, 200)
    more = zones.outlook(by=soldier, at=AT, area=DISTRICT, active=150, growth=10)
    assert {gap.resource: gap.days for gap in more.gaps}[Resource.TREATMENT_BEDS] == 4, "150 · 1,1⁴ is 220"

    asked = f"?area={DISTRICT}&active=600&growth=10"
    page = text(district.head, f"/zones/scenario/{asked}")
    assert "Kịch bản 3" in page
    paper = district.head.get(f"/zones/scenario/plan.docx{asked}")
    made = Document(BytesIO(paper.content))
    told = "\n".join(
        [*(p.text for p in made.paragraphs), *(c.text for t in made.tables for r in t.rows for c in r.cells)]
    )
    for words in ("600 ca đang điều trị", "1.500", "5.000"):
        assert words in told
    assert "Nhà xưởng công ty" in text(district.head, "/sites/")


@pytest.mark.requirement("QUA-06", "QUA-11", "QUA-16", "QUA-17", page="/sites/")
def test_a_school_is_made_ready_used_and_given_back(district: District) -> None:
    army = agencies.found(by=SYSTEM, at=AT, name="Ban Chỉ huy Quân sự huyện", kind="military", area_path=DISTRICT)
    soldier = of(army)
    school = built(
        soldier, "Trường THCS Bình Minh", SiteKind.CENTRALISED, 50, area=COMMUNE, agency_id=army.pk, school=True,
        return_by=date(2021, 9, 5),
    )  # fmt: skip
    college = built(
        soldier, "Trường Trung cấp PKKQ", SiteKind.CENTRALISED, 100, area=OTHER_COMMUNE, agency_id=army.pk,
        note="khảo sát với đơn vị đóng quân",
    )  # fmt: skip
    surveyed = text(district.head, "/sites/?state=planned")
    assert "Trường Trung cấp PKKQ" in surveyed
    assert places.ready_beds(by=soldier, area=COMMUNE).isolation == 50, "how many beds stand in which commune"
    with pytest.raises(Refused):
        sites.open_site(by=soldier, at=AT, site_id=school.pk)
    sites.order(by=soldier, at=AT, site_id=school.pk, ordered_at=AT, number="15/LKH")
    school.refresh_from_db()
    assert school.due_at == AT + hours(24)
    items = places.readiness(by=soldier, site=school)
    for item in items[1:]:
        sites.tick(by=soldier, at=AT + hours(5), item_id=item.pk, done=True)
    with pytest.raises(Refused):
        sites.open_site(by=soldier, at=AT + hours(5), site_id=school.pk)
    sites.tick(by=soldier, at=AT + hours(6), item_id=items[0].pk, done=True)
    assert sites.open_site(by=soldier, at=AT + hours(6), site_id=school.pk).state == "active"

    paper = PaperFacts(issuer_id=district.body("Ban Chỉ đạo").pk, signed_on=AT.date(), signer="Nguyễn Văn Mẫu")
    facts = DecisionFacts(
        disease="covid19", reason=Reason.RETURNEE, kind=Kind.CENTRALISED, started_at=AT, site_id=school.pk,
        until=AT.date() + timedelta(days=14),
    )  # fmt: skip
    inside = isolation.decide(by=soldier, at=AT + hours(7), person_id=person(sex="M").pk, facts=facts, paper=paper)
    isolation.give_beds(by=soldier, at=AT + hours(7), site_id=school.pk, isolation_ids=[inside.pk])
    assert [one.name for one in places.to_give_back(by=soldier)] == ["Trường THCS Bình Minh"]
    assert [one.pk for one in places.uncounted(by=soldier, day=AT.date())] == [school.pk]
    told = DayFacts(meals=3, water=4, masks=5, waste_kg=Decimal("0.5"), note="Xin gọi điện về nhà mỗi tối")
    sites.record_day(by=soldier, at=AT + hours(9), site_id=school.pk, day=AT.date(), facts=told)
    assert not places.uncounted(by=soldier, day=AT.date())
    assert "Xin gọi điện về nhà mỗi tối" in text(district.head, f"/sites/{school.pk}/")
    later = AT + timedelta(days=2)
    with pytest.raises(Refused, match="Còn 1 người"):
        sites.close(by=soldier, at=later, site_id=school.pk, reason="trả trường")
    college = sites.order(by=soldier, at=AT + hours(24), site_id=college.pk, ordered_at=AT + hours(24))
    for item in places.readiness(by=soldier, site=college):
        sites.tick(by=soldier, at=later, item_id=item.pk, done=True)
    sites.open_site(by=soldier, at=later, site_id=college.pk)
    free = next(spot for spot in places.spots(by=soldier, site_id=college.pk) if spot.free)
    isolation.give_bed(by=soldier, at=later, isolation_id=inside.pk, bed_id=free.bed_id)
    assert sites.close(by=soldier, at=later, site_id=school.pk, reason="trả trường").state == "closed"
    assert Stay.objects.get(decision=inside, to_at=None).site_id == college.pk
    assert not places.to_give_back(by=soldier)


@pytest.mark.requirement("TRT-04", "TRT-09", "TRT-11", "TRT-13", page="/treatment/tower/")
def test_a_hospital_is_surveyed_and_a_private_one_takes_who_has_no_symptoms(district: District) -> None:
    doctor = of(district.body("Trung tâm Y tế"))
    owner = agencies.found(by=SYSTEM, at=AT, name="Phòng khám Thánh Tâm", kind="hospital", area_path=DISTRICT)
    public = built(doctor, "Bệnh viện huyện", SiteKind.HOSPITAL, 100)
    private = built(doctor, "Cơ sở thu dung Thánh Tâm", SiteKind.HOSPITAL, 50, agency_id=owner.pk)
    survey = FacilityFacts(tier=2, oxygen_points=30, hfnc=2, ventilators=3, doctors=12, nurses=40, note="khảo sát 17/8")
    treatment.set_up(by=doctor, at=AT, site_id=public.pk, facts=survey)
    shown = text(district.head, f"/treatment/facility/{public.pk}/")
    assert all(words in shown for words in ("30", "12", "40", "khảo sát 17/8"))
    assert not [line for t in tower.tower(by=doctor, at=AT).tiers for line in t.lines], "neither has been opened"
    treatment.set_up(by=doctor, at=AT, site_id=private.pk, facts=FacilityFacts(tier=1, doctors=2, nurses=6))
    one = case(person())
    told = treatment.triage(
        by=doctor, at=AT, case_id=one.pk, facts=TriageFacts(age=30, measure=Measure(spo2=98, rr=18))
    )
    assert (told.tier, told.severity) == (1, 0)
    private = sites.order(by=doctor, at=AT, site_id=private.pk, ordered_at=AT, number="12/QĐ-SYT")
    for item in places.readiness(by=doctor, site=private):
        sites.tick(by=doctor, at=AT, item_id=item.pk, done=True)
    sites.open_site(by=doctor, at=AT, site_id=private.pk)
    treatment.admit(by=doctor, at=AT, case_id=one.pk, bed_id=tower.free_beds(by=doctor, site_id=private.pk)[0].bed_id)
    (line,) = (line for t in tower.tower(by=doctor, at=AT).tiers for line in t.lines)
    assert (line.facility.site.agency, line.full.held, line.full.beds) == (owner, 1, 50)
