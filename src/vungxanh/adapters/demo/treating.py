"""Treatment in the simulated district: two facilities, patients in tiers and at home, an alarm, a transfer waiting."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from vungxanh.adapters.demo.outbreak import DAY
from vungxanh.adapters.demo.times import SOURCE, area_of, moment
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.laboratory.actions import Method, Result, ResultFacts, SampleFacts, SampleRow
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.actions import BedKind, SiteFacts, SiteKind
from vungxanh.rooms.treatment import actions, queries
from vungxanh.rooms.treatment.actions import Ending, FacilityFacts, Measure, TriageFacts

IN_FIRST, IN_SECOND, AT_HOME, WENT_HOME = 14, 5, 6, 3
HOUR = 60
ONE_DAY = timedelta(days=1)
WELL = Measure(spo2=98, rr=18)
MILD = Measure(spo2=97, rr=19, symptoms=True)
MODERATE = Measure(spo2=95, rr=22, symptoms=True)
SEVERE = Measure(spo2=91, rr=28, symptoms=True)


def treat(by: Actor, at: datetime, person_ids: Sequence[UUID]) -> None:
    """Everything; nothing when it is there already."""
    if queries.facilities(by).exists():
        return
    body = next(a for a in agencies.visible_agencies(by).filter(kind="command").order_by("area_path", "pk"))
    low = _facility(by, "Cơ sở thu dung, điều trị F0 Phú Nghĩa (mô phỏng)", 1, body.pk, (("ordinary", 10, 4), ("oxygen", 2, 2)),
                    oxygen_points=8, doctors=4, nurses=12, phone="0271 000 111")  # fmt: skip
    high = _facility(by, "Bệnh viện dã chiến huyện (mô phỏng)", 2, body.pk, (("oxygen", 5, 2), ("hfnc", 1, 2), ("icu", 1, 2)),
                     oxygen_points=20, hfnc=2, ventilators=2, doctors=6, nurses=20, phone="0271 000 222")  # fmt: skip
    ill = list(
        cases.visible(by).filter(status="confirmed", outcome="ill", diagnosed_at__lt=at - timedelta(hours=14))
        .order_by("-diagnosed_at", "pk")[: IN_FIRST + IN_SECOND + AT_HOME]
    )  # fmt: skip
    for n, case in enumerate(ill):
        _begin(by, n, case, low, high)
    _rounds(by, at)
    _told_themselves(by, at)
    _moves(by, at, high)
    _went_home(by, at, low, person_ids)
    actions.record_oxygen(by=by, at=moment(-DAY), site_id=high, day=moment(-DAY).date(), cylinders=34, liquid_kg=0)
    actions.record_oxygen(by=by, at=at, site_id=high, day=at.date(), cylinders=20, liquid_kg=0)


def _facility(by: Actor, name: str, tier: int, agency: UUID, rooms: Any, **more: Any) -> UUID:
    when = moment(-16 * DAY)
    facts = SiteFacts(name=name, kind=SiteKind.FIELD if tier > 1 else SiteKind.HOSPITAL, agency_id=agency)
    site = sites.plan(by=by, at=when, area_path=area_of(0), facts=facts)
    for floor, (kind, count, beds) in enumerate(rooms, start=1):
        sites.add_rooms(
            by=by, at=when, site_id=site.pk, building="A", floor=floor, first=f"{floor}01", count=count, beds=beds, kind=BedKind(kind)
        )  # fmt: skip
    sites.order(by=by, at=when, site_id=site.pk, ordered_at=when, number=f"1{tier}/LKH")
    sites.open_site(by=by, at=moment(-15 * DAY), site_id=site.pk, reason="bàn giao từ trung tâm y tế huyện")
    actions.set_up(by=by, at=moment(-15 * DAY), site_id=site.pk, facts=FacilityFacts(tier=tier, **more))
    return site.pk


def _begin(by: Actor, n: int, case: Any, low: UUID, high: UUID) -> None:
    """Triage, then a bed in one of the tiers, or home."""
    when = case.diagnosed_at + timedelta(hours=3 + n % 5)
    second, home = n % 5 == 2, n % 5 == 4
    measure = MODERATE if second else WELL if n % 3 == 0 else MILD
    actions.triage(
        by=by,
        at=when,
        case_id=case.pk,
        facts=TriageFacts(age=24 + n, full_doses=n % 2 == 0, immune_days=20, measure=measure),
    )
    if home:
        said = {k: True for k in range(1, 6)}
        course = actions.care_at_home(by=by, at=when, case_id=case.pk, said=said, reason="mô phỏng")
        actions.give_pack(by=by, at=when, course_id=course.pk, name="A")
        return
    site = high if second else low
    bed = queries.free_beds(by=by, site_id=site)[0]
    actions.admit(by=by, at=when, case_id=case.pk, bed_id=bed.bed_id, reason="mô phỏng")


def _rounds(by: Actor, at: datetime) -> None:
    """Yesterday's and this morning's rounds; one at home missed, one with an alarm, one grown worse in the first tier."""
    inside = list(queries.visible(by).filter(state="running", place="facility").order_by("began_at", "pk"))
    home = list(queries.visible(by).filter(state="running", place="home").order_by("began_at", "pk"))
    yesterday = moment(-17 * HOUR)
    for n, course in enumerate([*inside, *home[1:]]):
        if course.began_at >= yesterday:
            continue
        measure = (
            SEVERE if course.tier == 2 and n % 2 == 0 else MODERATE if course.tier == 2 else MILD if n % 3 else WELL
        )
        actions.examine(by=by, at=yesterday, course_id=course.pk, measure=measure)
    early = at - timedelta(minutes=30)
    for course in inside[: len(inside) // 2]:
        if course.began_at < early:
            measure = (SEVERE if course.tier == 2 else MILD) if course.spo2 and course.spo2 < 97 else WELL
            actions.examine(by=by, at=early, course_id=course.pk, measure=measure)
    if len(home) > 1:
        actions.examine(by=by, at=early, course_id=home[1].pk, measure=Measure(spo2=94, rr=23, symptoms=True))


def _told_themselves(by: Actor, at: datetime) -> None:
    """Two at home told by their own telephone: one is well, one breathes fast and an alarm is raised."""
    home = list(queries.visible(by).filter(state="running", place="home").order_by("began_at", "pk"))[2:4]
    links = actions.open_self_links(by=by, at=at - timedelta(hours=15), course_ids=[c.pk for c in home])
    for n, course in enumerate(home):
        if course.pk in links:
            measure = Measure(spo2=95, rr=23, symptoms=True) if n else Measure(spo2=98, rr=18)
            actions.report_self(
                by=system("người bệnh tự khai"), at=at - timedelta(minutes=18), link_id=links[course.pk].pk, measure=measure,
                note_text="Khó thở khi leo cầu thang" if n else "",
            )  # fmt: skip


def _came_back(by: Actor, at: datetime, person_ids: Sequence[UUID]) -> list[UUID]:
    """Two weeks ago three came back from an outbreak elsewhere, were found at the checkpoint and infected nobody here."""
    ill = set(cases.visible(by).values_list("person_id", flat=True))
    chosen = [pk for pk in person_ids[29::97] if pk not in ill][:WENT_HOME]
    rows = []
    for n, person_id in enumerate(chosen):
        found = at - 14 * ONE_DAY + timedelta(hours=n)
        facts = case_writes.CaseFacts(
            symptomatic=False, sampled_at=found - timedelta(hours=9), diagnosed_at=found, notified_at=found + timedelta(hours=3),
            isolated_at=found - timedelta(hours=9), detection=case_writes.Detection.ENTRY, outcome=case_writes.Outcome.ILL,
        )  # fmt: skip
        rows.append(
            case_writes.CaseRow(
                person_id=person_id, disease="covid19", external_id=f"R-{n}", status=case_writes.Status.CONFIRMED, facts=facts
            )
        )  # fmt: skip
    return list(case_writes.record_many(by=by, at=at, rows=rows, source=f"{SOURCE}-chốt").ids)


def _went_home(by: Actor, at: datetime, low: UUID, person_ids: Sequence[UUID]) -> None:
    """They have done their days: two went home by the rule, one on his own wish with a reason; watched since."""
    for n, case_id in enumerate(_came_back(by, at, person_ids)):
        case = cases.get(by=by, case_id=case_id)
        assert case.diagnosed_at is not None
        began = case.diagnosed_at + timedelta(hours=4)
        actions.triage(
            by=by,
            at=began,
            case_id=case.pk,
            facts=TriageFacts(age=31 + n, full_doses=True, immune_days=20, measure=WELL),
        )
        bed = queries.free_beds(by=by, site_id=low)[0]
        course = actions.admit(by=by, at=began, case_id=case.pk, bed_id=bed.bed_id, reason="mô phỏng")
        for day in (3, 2):
            actions.examine(by=by, at=at - day * ONE_DAY, course_id=course.pk, measure=WELL)
        by_rule = n < WENT_HOME - 1
        if by_rule:
            laboratory.record_many(by=by, at=at, rows=[_negative(case, at, day, n) for day in (3, 1)], source=SOURCE)
        left = at - timedelta(hours=10 - 3 * n)
        reason = "" if by_rule else "Người bệnh xin về, có người chăm sóc; hội chẩn đồng ý, trạm y tế xã theo dõi"
        course = queries.get(by=by, course_id=course.pk)
        told = queries.leaving_of(by=by, course=course, at=left)
        if reason or (told and told.ready):
            actions.end(by=by, at=left, course_id=course.pk, ending=Ending.RECOVERED, reason=reason)


def _negative(case: Any, at: datetime, day: int, n: int) -> SampleRow:
    taken = at - day * ONE_DAY
    return SampleRow(
        person_id=case.person_id, disease="covid19", external_id=f"RV-{n}-{day}", area_path=case.area_path,
        sample=SampleFacts(collected_at=taken, code=f"RV{n}{day}"),
        test=ResultFacts(method=Method.PCR, result=Result.NEGATIVE, resulted_at=taken + timedelta(hours=7)),
    )  # fmt: skip


def _moves(by: Actor, at: datetime, high: UUID) -> None:
    """One of the first tier has grown worse: the hospital was asked, and has not answered."""
    course = queries.visible(by).filter(state="running", place="facility", tier=1).order_by("pk").first()
    if course is None:
        return
    when = max(at - timedelta(minutes=70), course.began_at)
    actions.examine(by=by, at=when, course_id=course.pk, measure=Measure(spo2=93, rr=26, symptoms=True))
    actions.ask_transfer(
        by=by, at=when, course_id=course.pk, site_id=high, reason="SpO2 93 %, nhịp thở 26: cần thở oxy"
    )
