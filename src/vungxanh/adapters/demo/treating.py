"""Treatment in the simulated district: two facilities, patients in tiers and at home, an alarm, a transfer waiting."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from vungxanh.adapters.demo.outbreak import DAY
from vungxanh.adapters.demo.times import area_of, moment
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.actions import BedKind, SiteFacts, SiteKind
from vungxanh.rooms.treatment import actions, queries
from vungxanh.rooms.treatment.actions import FacilityFacts, Measure, TriageFacts

IN_FIRST, IN_SECOND, AT_HOME = 14, 5, 6
HOUR = 60
WELL = Measure(spo2=98, rr=18)
MILD = Measure(spo2=97, rr=19, symptoms=True)
MODERATE = Measure(spo2=95, rr=22, symptoms=True)
SEVERE = Measure(spo2=91, rr=28, symptoms=True)


def treat(by: Actor, at: datetime) -> None:
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
    _moves(by, at, high)
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
