"""The tower in figures: beds, who is inside, worsening, oxygen, tomorrow. From indexed rows; equal to a recount."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Ruling, Subject, as_of
from vungxanh.regulations.treatment import OxygenNeed
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import BedKind, Occupancy, SiteState
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.models import Facility, Stay
from vungxanh.rooms.treatment.queries.facilities import facilities, load
from vungxanh.rooms.treatment.queries.one import visible

WEEK = 7


@dataclass(slots=True)
class FacilityLine:
    """One facility in the tower."""

    facility: Facility
    full: Occupancy
    kinds: dict[BedKind, Occupancy]
    inside: int = 0
    severe: int = 0
    critical: int = 0
    cover: float | None = None
    short: bool = False


@dataclass(slots=True)
class TierLine:
    """One tier: the regulation's words, its facilities, its figures. ``at_home``: treated at home, of the first tier."""

    tier: Any
    lines: list[FacilityLine] = field(default_factory=list)
    beds: int = 0
    held: int = 0
    inside: int = 0
    at_home: int = 0
    worse: rules.Share = field(default_factory=rules.Share)
    tomorrow: rules.Tomorrow | None = None

    @property
    def percent(self) -> int:
        """How full."""
        return self.held * 100 // self.beds if self.beds else 0


@dataclass(slots=True)
class Tower:
    """All tiers, the highest first."""

    tiers: list[TierLine]
    source: str
    verified: bool
    quiet: rules.Share
    litres: float
    oxygen_words: str
    stock: int | None
    cover: float | None
    new_a_day: float
    days: int
    oxygen_source: str


def oxygen_rule(disease: str, on: Any, area: str) -> Ruling[OxygenNeed]:
    """Litres a minute, cylinders, shares in force."""
    found: Ruling[OxygenNeed] = as_of(Subject.OXYGEN, disease, on, area)
    return found


def lines_of(*, by: Actor, found: list[Facility], at: datetime, disease: str = "covid19") -> list[FacilityLine]:
    """Each facility with how full it is and how long its oxygen lasts: three queries."""
    ids = [one.pk for one in found]
    kinds, now = sites.occupancy_by_kind(by=by, site_ids=ids), load(by=by, site_ids=ids)
    made = []
    for one in found:
        mine, there = kinds.get(one.pk, {}), now.get(one.pk, {})
        full = Occupancy(*(sum(getattr(o, name) for o in mine.values()) for name in ("beds", "held", "broken")))
        line = FacilityLine(one, full, mine, **{k: there.get(k, 0) for k in ("inside", "severe", "critical")})
        rule = oxygen_rule(disease, timezone.localdate(at), one.area_path).value
        need = rules.litres_a_day(line.severe, line.critical, rule)
        line.cover = rules.days_of_cover(one.litres, need)  # type: ignore[attr-defined]
        line.short = line.cover is not None and line.cover < rule.warn_days
        made.append(line)
    return made


def tower(*, by: Actor, at: datetime, area: str = "", disease: str = "covid19") -> Tower:
    """The tiers in force with everything in them."""
    day = timezone.localdate(at)
    ruling = rules.tiers(disease, day, area)
    oxygen = oxygen_rule(disease, day, area)
    care = rules.care(disease, day, area).value
    found = list(facilities(by, area).filter(site__state=SiteState.ACTIVE).order_by("tier", "site__name", "pk"))
    lines = lines_of(by=by, found=found, at=at, disease=disease)
    now, worse = _now(by, area, day), worsening(by=by, at=at, area=area, days=care.look_back_days)
    fresh = cases.visible(by).filter(
        within(area), disease=disease, status="confirmed", diagnosed_at__range=(at - timedelta(days=WEEK), at)
    )
    new_a_day = fresh.count() / WEEK
    tier_for = {level: rules.tier_of(rules.Severity(level), ruling.value.tiers) for level in range(1, 5)}
    expected = rules.expected_by_tier(new_a_day, oxygen.value, tier_for)
    tiers = []
    for tier in ruling.value.tiers:
        mine = [line for line in lines if line.facility.tier == tier.number]
        beds, held = sum(x.full.beds for x in mine), sum(x.full.held for x in mine)
        inside = now[("facility", tier.number)]
        soon = now[("leaving", tier.number)]
        tomorrow = rules.Tomorrow(tier.number, inside, expected.get(tier.number, 0.0), soon, beds)
        at_home = now[("home", tier.number)]
        tiers.append(TierLine(tier, mine, beds, held, inside, at_home, worse.get(tier.number, rules.Share()), tomorrow))
    severe, critical = sum(x.severe for x in lines), sum(x.critical for x in lines)
    litres, words = rules.oxygen_tomorrow(severe, critical, new_a_day, oxygen.value)
    stocks = [x.facility.litres for x in lines if x.facility.litres is not None]  # type: ignore[attr-defined]
    stock = sum(stocks) if stocks else None
    return Tower(
        tiers=tiers[::-1], source=ruling.explanation.chosen.name, verified=ruling.explanation.chosen.fully_verified,
        quiet=became_symptomatic(by=by, at=at, area=area, days=care.look_back_days), litres=litres, oxygen_words=words, stock=stock,
        cover=rules.days_of_cover(stock, rules.litres_a_day(severe, critical, oxygen.value)), new_a_day=new_a_day,
        days=care.look_back_days, oxygen_source=oxygen.explanation.chosen.name,
    )  # fmt: skip


def _now(by: Actor, area: str, day: Any) -> Counter[tuple[str, int]]:
    """Patients by place and tier, and of the facilities' those who may leave by tomorrow. One query."""
    rows = visible(by).filter(within(area), state=rules.State.RUNNING).order_by().values("place", "tier")
    soon = Count(
        "pk", filter=Q(place="facility", leave_on__lte=day + timedelta(days=1), severity__lte=rules.Severity.MILD)
    )
    found: Counter[tuple[str, int]] = Counter()
    for row in rows.annotate(n=Count("pk"), soon=soon):
        found[(row["place"], row["tier"])] += row["n"]
        found[("leaving", row["tier"])] += row["soon"]
    return found


def worsening(*, by: Actor, at: datetime, area: str = "", days: int = WEEK) -> dict[int, rules.Share]:
    """Of stays that went on in the last ``days``, by tier: those in which the class rose above the one at arrival."""
    rows = Stay.objects.filter(
        seen(by, Permission.TREATMENT_SEE),
        within(area),
        Q(to_at=None) | Q(to_at__gte=at - timedelta(days=days)),
        continued=False,
    )
    counted = (
        rows.order_by()
        .values("tier")
        .annotate(n=Count("pk"), worse=Count("pk", filter=Q(severity_worst__gt=F("severity_in"))))
    )
    return {row["tier"]: rules.Share(row["worse"], row["n"]) for row in counted}


def became_symptomatic(*, by: Actor, at: datetime, area: str = "", days: int = WEEK) -> rules.Share:
    """Of those who came without symptoms and were in care in the last ``days``: who has got them since."""
    since = at - timedelta(days=days)
    rows = visible(by).filter(within(area), Q(state=rules.State.RUNNING) | Q(ended_at__gte=since), quiet_in=True)
    row = rows.order_by().aggregate(n=Count("pk"), became=Count("pk", filter=Q(symptomatic=True)))
    return rules.Share(row["became"], row["n"])
