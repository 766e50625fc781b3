"""Which scenario of the response plan holds, how far the next one is, what each resource lacks."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import RegulationSet, Subject, as_of
from vungxanh.regulations.risk import Resource
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import Stock
from vungxanh.rooms.zones.queries.sets import DISEASE


@dataclass(frozen=True, slots=True)
class There:
    """How much there is, and who says so; ``counted``: what the system itself counts, where that is another number."""

    amount: float
    source: str
    counted: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """One area on one day. ``scenario`` None: no plan sets borders there."""

    active: int
    counted: int
    scenario: int | None
    now: int | None
    why: str
    following: tuple[int, int] | None
    in_days: int | None
    mix: rules.Mix
    mix_source: str
    plan: RegulationSet | None
    gaps: list[rules.Gap]
    there: dict[Resource, There]


def mix_on(area: str, on: date) -> tuple[rules.Mix, str]:
    """Shares of severity and flows in force."""
    found = as_of(Subject.OXYGEN, DISEASE, on, area)
    v = found.value
    mix = rules.Mix(v.moderate_share, v.severe_share, v.critical_share, v.severe_lpm, v.critical_lpm)
    return mix, found.explanation.in_words()


def stocks(*, by: Actor, area: str) -> dict[Resource, There]:
    """What there is: as said last, else beds counted in the sites and what the laboratories can do."""
    counted: list[tuple[Resource, int, str]] = []
    if by.may(Permission.SITE_SEE):
        beds = sites.ready_beds(by=by, area=area)
        counted += [
            (Resource.ISOLATION_BEDS, beds.isolation, "giường dùng được của các khu cách ly, kể cả khu dự kiến"),
            (Resource.TREATMENT_BEDS, beds.treatment, "giường dùng được của các cơ sở điều trị, kể cả cơ sở dự kiến"),
            (Resource.MODERATE_BEDS, beds.moderate, "giường có oxy trở lên của các cơ sở điều trị"),
        ]
    if by.may(Permission.SAMPLE_SEE):
        mine = laboratory.visible_laboratories(by).filter(within(area), active=True)
        able = mine.aggregate(n=Sum("capacity"))["n"] or 0
        counted.append((Resource.SAMPLES, able, "công suất mỗi ngày của các phòng xét nghiệm trong địa bàn"))
    found = {one: There(float(n), said) for one, n, said in counted if n}
    kept: dict[Resource, There] = {}
    for one in Stock.objects.filter(area_path=area).order_by("day", "said_at"):
        said = f"{one.source}, {one.day.day}/{one.day.month}/{one.day.year}"
        kept[Resource(one.resource)] = There(one.amount, said)
    for resource, there in kept.items():
        own = found.get(resource)
        found[resource] = replace(there, counted=own.amount) if own and own.amount != there.amount else there
    return found


def outlook(
    *, by: Actor, at: datetime, area: str, active: int | None = None, growth: float = 0.0, mix: rules.Mix | None = None
) -> Outlook:
    """The page of scenarios. ``active``, ``growth`` (per cent a day), ``mix``: what if; None: as counted, as in force."""
    on = timezone.localdate(at)
    counted = tasks.under_treatment(by, area) if by.may(Permission.CASE_SEE, area) else 0
    cases = counted if active is None else active
    borders = tasks.borders(area, on)
    in_force, mix_source = mix_on(area, on)
    mix = mix or in_force
    plan = _plan(area, on)
    scenario = tasks.scenario_of(cases, borders[0]) if borders else None
    following = rules.to_next(cases, borders[0]) if borders else None
    state = tasks.scenario_now(area)
    there = stocks(by=by, area=area)
    return Outlook(
        cases, counted, scenario, state.number if state else None, borders[1] if borders else "", following,
        rules.days_to(cases + following[1], cases, growth) if following else None, mix, mix_source, plan,
        rules.gaps(
            scenario=scenario or 0, active=cases, growth=growth, mix=mix, plan=plan.value.needs if plan else (),
            there={r: t.amount for r, t in there.items()},
        ),
        there,
    )  # fmt: skip


def _plan(area: str, on: date) -> RegulationSet | None:
    try:
        found: RegulationSet = as_of(Subject.SCENARIO_NEEDS, DISEASE, on, area).explanation.chosen
    except Refused:
        return None
    return found
