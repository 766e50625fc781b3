"""20,000 people in isolation: ten full sites of 1,000 beds, 1,000 who wait for a bed of an empty one, the rest at home."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import bench
from django.utils import timezone

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.isolation import queries, rules
from vungxanh.rooms.isolation.models import Check, Decision, DueTest, Lockdown, LockdownRound, Paper, Stay
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.models import Bed, Site
from vungxanh.testing import AT

FULL, CHECKED_DAYS, TO_A_PAPER = 10, 5, 50


def halls(by: Any, agency: UUID, areas: list[str], count: int, beds: int) -> list[UUID]:
    """Sites of so many beds, five floors of rooms for four, open."""
    made = []
    for n in range(count):
        facts = sites.SiteFacts(name=f"Khu cách ly {n}", kind=sites.SiteKind.CENTRALISED, agency_id=agency)
        site = sites.plan(by=by, at=AT - timedelta(days=20), area_path=areas[n % len(areas)], facts=facts)
        for floor in range(1, 6):
            sites.add_rooms(
                by=by, at=AT, site_id=site.pk, building="A", floor=floor, first=f"{floor}01", count=max(1, beds // 20), beds=4
            )  # fmt: skip
        made.append(site.pk)
    Site.objects.filter(pk__in=made).update(state="active", opened_at=AT - timedelta(days=20))
    return made


def fill(
    *, by: Any, agency: UUID, areas: list[str], people: list[tuple[UUID, str]], share: float, seed: int = 11
) -> dict[str, UUID]:
    """Decisions for these people (20,000 of them), papers, test days, checks, stays, locked areas; a full site and an empty one."""
    dice, day, number = random.Random(seed), timezone.localdate(AT), queries.now_round(AT).number
    each = int(1000 * share)
    places = halls(by, agency, areas, FULL + 1, each)
    site_area = dict(Site.objects.filter(pk__in=places).values_list("pk", "area_path"))
    papers = bench.put_each(Paper, (
        {"area_path": areas[0], "issuer_id": agency, "year": 2021, "number": n + 1, "signed_on": day - timedelta(days=n % 13), "created_at": AT}
        for n in range(len(people) // TO_A_PAPER + 1)
    ))  # fmt: skip

    def decisions() -> Iterator[dict[str, Any]]:
        for n, (person, area) in enumerate(people):
            site = places[n // each] if n < each * len(places) else None
            since = n % 16 if site != places[-1] else 0
            start = AT - timedelta(days=since, hours=2 + n % 9)
            first = timezone.localdate(start)
            until = first + timedelta(days=14)
            yield {
                "paper_id": papers[n // TO_A_PAPER], "person_id": person, "disease": "covid19", "area_path": area, "site_id": site,
                "reason": "f1" if n % 10 else "returnee", "kind": "centralised" if site else "home",
                "site_area_path": site_area[site] if site else "", "last_exposed_on": first - timedelta(days=1),
                "started_at": start, "from_on": first, "until_on": until, "planned_until": until,
                "monitoring_until": until + timedelta(days=7), "rule": "đo", "served_at": start if n % 25 else None,
                "serve_by": start + timedelta(hours=24), "checked_round": number - dice.choices((0, 1, 2, 3), (30, 60, 8, 2))[0],
                "absent_since": AT - timedelta(hours=5) if n % 400 == 0 else None, "ill_since": day if n % 300 == 1 else None,
                "next_test": first + timedelta(days=7 if since < 7 else 13), "created_at": start,
            }  # fmt: skip

    made = bench.put_each(Decision, decisions(), "isolation: decisions")
    rows = list(Decision.objects.values_list("pk", "from_on", "site_id", "started_at", "checked_round"))
    bench.put_each(DueTest, (
        {"decision_id": pk, "due_on": first + timedelta(days=n), "taken_on": first if n == 0 else None, "result": "negative" if n == 0 else ""}
        for pk, first, *_ in rows for n in (0, 7, 13)
    ), "isolation: test days")  # fmt: skip
    bench.put(Check, ("id", "decision_id", "round", "day", "nth", "how", "present", "temperature", "symptoms", "note", "at", "by_name"), (
        (new_id(), pk, last - back, day - timedelta(days=back // 2), 1 + back % 2, "list", True, None, [], "", AT, "")
        for pk, _first, _site, _start, last in rows for back in range(CHECKED_DAYS * 2)
    ), "isolation: checks")  # fmt: skip
    beds(made, places[:-1], each)
    locked = bench.put_each(Lockdown, (
        {"name": f"Khu phong tỏa {n}", "area_path": areas[n % len(areas)], "disease": "covid19", "hamlets": ["Thôn 1"] if n % 2 else [],
         "started_on": day - timedelta(days=3 + n % 20), "created_at": AT}
        for n in range(max(2, int(60 * share)))
    ), "isolation: locked areas")  # fmt: skip
    bench.put_each(
        LockdownRound,
        ({"lockdown_id": pk, "day": day - timedelta(days=2), "sampled": 900, "positive": 1} for pk in locked),
    )
    assert rules.KIND_NAMES
    return {"full": places[0], "empty": places[-1], "isolation": made[0], "at_home": made[-1], "lockdown": locked[0]}


def beds(decisions: list[UUID], places: list[UUID], each: int) -> None:
    """Those sent to the full sites lie in their beds."""
    stays, held = [], []
    for n, place in enumerate(places):
        mine = iter(decisions[n * each : (n + 1) * each])
        for (bed, room), decision in zip(
            Bed.objects.filter(site=place).order_by("pk").values_list("pk", "room_id"), mine, strict=False
        ):
            stay = new_id()
            stays.append(
                {
                    "id": stay,
                    "decision_id": decision,
                    "bed_id": bed,
                    "room_id": room,
                    "site_id": place,
                    "from_at": AT - timedelta(days=1),
                }
            )
            held.append((bed, stay))
    bench.put_each(Stay, stays, "isolation: in beds")
    from vungxanh.common.bulk import update

    update(Bed, ("held_by", "held_as", "held_at"), ((bed, stay, "isolation", AT) for bed, stay in held))
