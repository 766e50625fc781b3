"""Facilities: what they have, how full they are, what oxygen is left, who may be sent there."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import SiteState, Spot
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.models import Course, Facility, OxygenDay, Transfer
from vungxanh.rooms.treatment.queries.one import transfers, visible

SHOWN = 200


def facilities(by: Actor, area: str = "") -> QuerySet[Facility]:
    """Facilities he may see; each with ``litres`` and ``told_on``: the oxygen last told."""
    last = OxygenDay.objects.filter(facility=OuterRef("pk")).order_by("-day")
    rows = Facility.objects.filter(seen(by, Permission.TREATMENT_SEE), within(area)).select_related("site")
    return rows.annotate(litres=Subquery(last.values("litres")[:1]), told_on=Subquery(last.values("day")[:1]))


def get_facility(*, by: Actor, site_id: UUID) -> Facility:
    """One facility; NotYours when there is none he may see."""
    found = facilities(by).filter(pk=site_id).first()
    if found is None:
        raise NotYours("Không có cơ sở điều trị này, hoặc không thuộc địa bàn của bạn.")
    return found


def facility_or_none(*, by: Actor, site_id: UUID) -> Facility | None:
    """What a site has for treatment, if it treats."""
    return facilities(by).filter(pk=site_id).first()


def destinations(*, by: Actor, course: Course) -> list[Facility]:
    """Active facilities a patient may be sent to: those of the centre, wherever ``by`` works, without the one he is in."""
    rows = Facility.objects.select_related("site").filter(site__state=SiteState.ACTIVE).exclude(pk=course.facility_id)
    return list(rows.order_by("tier", "site__name", "pk")[:SHOWN])


def free_beds(*, by: Actor, site_id: UUID) -> list[Spot]:
    """Beds somebody may be put in, in the order of the plan."""
    return [spot for spot in sites.spots(by=by, site_id=site_id) if spot.free]


def inside(*, by: Actor, site_id: UUID) -> list[Course]:
    """Who is treated there now, the worst first."""
    rows = visible(by).filter(facility=site_id, state=rules.State.RUNNING).select_related("case", "facility__site")
    return list(rows.order_by("-severity", "checked_round", "pk")[:SHOWN])


def coming(*, by: Actor, site_id: UUID) -> list[Transfer]:
    """Patients asked for, kept a bed for, or on the way there; the first answer due first."""
    rows = transfers(by).filter(to_facility=site_id, ended_at=None)
    return list(
        rows.select_related("course__case", "course__facility__site", "from_facility__site", "bed").order_by(
            "answer_by", "pk"
        )
    )


def leaving(*, by: Actor, site_id: UUID) -> list[Transfer]:
    """Patients of the facility asked to be taken elsewhere."""
    rows = transfers(by).filter(from_facility=site_id, ended_at=None)
    return list(
        rows.select_related("course__case", "course__facility__site", "to_facility__site").order_by("answer_by", "pk")
    )


def load(*, by: Actor, site_ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Patients of each facility now: all, severe, critical. One query."""
    rows = Course.objects.filter(facility__in=list(site_ids), state=rules.State.RUNNING).order_by()
    counted = rows.values("facility_id").annotate(
        inside=Count("pk"), severe=Count("pk", filter=Q(severity=rules.Severity.SEVERE)),
        critical=Count("pk", filter=Q(severity=rules.Severity.CRITICAL)),
    )  # fmt: skip
    return {row["facility_id"]: dict(row) for row in counted}


def oxygen_days(*, by: Actor, facility: Facility) -> list[OxygenDay]:
    """What was left on the last days, the newest first."""
    return list(facility.oxygen_days.order_by("-day")[:14])


def oxygen_untold(*, by: Actor, day: date, area: str = "") -> list[Facility]:
    """Active facilities with oxygen points that did not tell today's stock."""
    rows = facilities(by, area).filter(site__state=SiteState.ACTIVE, oxygen_points__gt=0)
    return list(rows.exclude(oxygen_days__day=day).order_by("site__name", "pk")[:20])
