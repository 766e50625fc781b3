"""10,000 people in care, 6,000 of them in facilities, with three days of rounds; 2,000 who went home; transfers; the cases behind them."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import bench
from django.utils import timezone

from vungxanh.common.bulk import update
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.models import Bed, Site
from vungxanh.rooms.treatment import queries
from vungxanh.rooms.treatment.models import Course, Facility, OxygenDay, Round, Stay, Transfer
from vungxanh.testing import AT

PLACES, ROUND_DAYS = 10, 3


def cases(people: list[tuple[UUID, str]], days: int = 30) -> list[UUID]:
    """Confirmed over the last days, each told and isolated some hours later."""
    dice = random.Random(5)

    def rows() -> Iterator[dict[str, Any]]:
        for n, (person, area) in enumerate(people):
            known = AT - timedelta(days=dice.random() * days, hours=1)
            told = min(known + timedelta(hours=dice.randrange(1, 40)), AT)
            yield {
                "code": f"DO-{n + 1:06d}", "person_id": person, "disease": "covid19", "status": "confirmed", "area_path": area,
                "symptomatic": n % 3 == 0, "sampled_at": known - timedelta(hours=9), "diagnosed_at": known,
                "notified_at": told if told < AT else None, "notify_due_at": known + timedelta(hours=24),
                "isolated_at": known + timedelta(hours=3) if n % 40 else None, "outcome": "ill" if n % 6 else "recovered",
                "detection": "screening", "outcome_date": None if n % 6 else timezone.localdate(AT), "created_at": known,
                "confirmed_at": known, "source": "nạp", "external_id": f"C{n}",
            }  # fmt: skip

    return bench.put_each(Case, rows(), "cases")


def facilities(by: Any, agency: UUID, areas: list[str], beds: int) -> list[UUID]:
    """Hospitals of three tiers, open, their beds of every kind, their oxygen told each day."""
    made = []
    for n in range(PLACES):
        facts = sites.SiteFacts(name=f"Cơ sở điều trị {n}", kind=sites.SiteKind.HOSPITAL, agency_id=agency)
        site = sites.plan(by=by, at=AT - timedelta(days=25), area_path=areas[n % len(areas)], facts=facts)
        sites.add_rooms(
            by=by, at=AT, site_id=site.pk, building="A", floor=1, first="101", count=max(1, beds // 10), beds=11
        )
        made.append(site.pk)
    Site.objects.filter(pk__in=made).update(state="active", opened_at=AT - timedelta(days=25))
    where = dict(Site.objects.filter(pk__in=made).values_list("pk", "area_path"))
    for n, pk in enumerate(made):
        Bed.objects.filter(site=pk).update(kind=("ordinary", "oxygen", "icu")[n % 3])
    bench.put_each(
        Facility,
        ({"site_id": pk, "area_path": where[pk], "tier": 1 + n % 3, "oxygen_points": 100} for n, pk in enumerate(made)),
    )
    bench.put_each(OxygenDay, (
        {"facility_id": pk, "day": timezone.localdate(AT) - timedelta(days=n), "litres": 900_000, "at": AT} for pk in made for n in range(1, 15)
    ))  # fmt: skip
    return made


def fill(*, by: Any, agency: UUID, areas: list[str], people: list[tuple[UUID, str]], share: float) -> dict[str, UUID]:
    """A case for each of these people; the first 6,000 in facilities, 4,000 at home, the rest ended."""
    known, each = cases(people), int(600 * share)
    places, at_home = facilities(by, agency, areas, each), int(4000 * share)
    dice, inside = random.Random(6), each * PLACES
    now = {p: queries.now_round(AT, p).number for p in ("home", "facility")}
    site_area = dict(Facility.objects.values_list("pk", "area_path"))

    def courses() -> Iterator[dict[str, Any]]:
        for n, case in enumerate(known):
            site = places[n // each] if n < inside else None
            place, ended = "facility" if site else "home", n >= inside + at_home
            began, severity = AT - timedelta(days=n % 16, hours=3), dice.choices(range(5), (40, 35, 15, 7, 3))[0]
            yield {
                "case_id": case, "disease": "covid19", "area_path": people[n][1], "state": "ended" if ended else "running", "place": place,
                "facility_id": site, "site_area_path": site_area[site] if site else "", "tier": 1 + (n // each) % 3 if site else 1,
                "severity": severity, "proposed": max(1, severity - 1), "quiet_in": n % 3 != 0, "symptomatic": n % 2 == 0,
                "spo2": 99 - severity * 2, "rr": 18, "alarm_since": AT - timedelta(hours=2) if n % 250 == 0 else None,
                "alarm": "SpO2 thấp" if n % 250 == 0 else "", "checked_round": now[place] - dice.choices((0, 1, 2), (30, 60, 10))[0],
                "checked_at": AT - timedelta(hours=dice.randrange(1, 30)), "began_at": began,
                "leave_on": timezone.localdate(began) + timedelta(days=14), "created_at": began,
                "ending": "recovered" if ended else "", "ended_at": AT - timedelta(days=n % 5) if ended else None,
                "monitoring_until": timezone.localdate(AT) + timedelta(days=n % 14) if ended else None,
            }  # fmt: skip

    made = bench.put_each(Course, courses(), "treatment: courses")
    rows = list(Course.objects.values_list("pk", "place", "checked_round", "severity"))
    bench.put_each(Round, (
        {"course_id": pk, "place": place, "round": last - n, "day": timezone.localdate(AT) - timedelta(days=n // 2), "nth": 1 + n % 2,
         "spo2": 97, "rr": 18, "severity": severity, "at": AT - timedelta(hours=12 * n + 1)}
        for pk, place, last, severity in rows for n in range(ROUND_DAYS * 2)
    ), "treatment: rounds")  # fmt: skip
    beds(made, places, site_area, each)
    moves = bench.put_each(Transfer, (
        {"course_id": made[n * 7], "from_facility_id": places[n * 7 // each], "to_facility_id": places[(n * 7 // each + 1) % PLACES],
         "to_area_path": site_area[places[(n * 7 // each + 1) % PLACES]], "direction": "up", "reason": "nặng lên",
         "state": "requested", "requested_at": AT - timedelta(hours=n % 30), "answer_by": AT + timedelta(hours=1 - n % 30)}
        for n in range(int(300 * share))
    ), "treatment: transfers")  # fmt: skip
    open_ = Transfer.objects.filter(pk__in=moves).values_list("course_id", "to_area_path")
    update(Course, ("to_area_path",), open_)
    return {"facility": places[0], "course": made[0], "home_course": made[inside], "case": known[0]}


def beds(made: list[UUID], places: list[UUID], areas: dict[UUID, str], each: int) -> None:
    """Those in facilities lie in their beds, one of eleven is free."""
    facts = {pk: (tier, severity) for pk, tier, severity in Course.objects.values_list("pk", "tier", "severity")}
    stays, held = [], []
    for n, place in enumerate(places):
        free = Bed.objects.filter(site=place).order_by("pk").values_list("pk", flat=True)
        for bed, course in zip(free, made[n * each : (n + 1) * each], strict=False):
            tier, severity = facts[course]
            stay = new_id()
            stays.append({
                "id": stay, "course_id": course, "facility_id": place, "bed_id": bed, "area_path": areas[place], "tier": tier,
                "severity_in": min(severity, 1), "severity_worst": severity, "arrived_at": AT - timedelta(days=3), "from_at": AT - timedelta(days=3),
            })  # fmt: skip
            held.append((bed, stay))
    bench.put_each(Stay, stays, "treatment: in beds")
    update(Bed, ("held_by", "held_as", "held_at"), ((bed, stay, "treatment", AT) for bed, stay in held))
