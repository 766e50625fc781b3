"""What stands on the map besides colours: clusters, sites, locked areas; each only for who may open its list."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.console.map.figures import Figures
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.places.queries import line_of
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.venues import queries as venues

MOST = 2000


def as_json(found: Figures) -> dict[str, Any]:
    """Lists of marks: which place (its number), a name, from which day to which, where it opens."""
    by, area, number = found.ask.by, found.ask.area, found.sheet.number_of()

    def place(path: str) -> int | None:
        return next((number[p] for p in reversed(line_of(path)) if p in number), None)

    def days(begin: date | None, end: date | None) -> tuple[int, int]:
        start = (begin - found.first).days if begin else 0
        return start, (end - found.first).days if end else 99999

    marks: dict[str, Any] = {}
    if by.may(Permission.CASE_SEE):
        rows = list(cases.clusters(by).filter(within(area)).order_by("-opened_on", "pk")[:MOST])
        sizes = cases.cluster_sizes(by=by, cluster_ids=[c.pk for c in rows])
        spots = _spots(found, [c.venue_id for c in rows if c.venue_id])
        marks["clusters"] = [
            {"at": place(c.area_path), "name": c.name, "n": sizes.get(c.pk, 0), "days": days(c.opened_on, c.closed_on),
             "url": reverse("cases:cluster", args=[c.pk]), "spot": spots.get(c.venue_id)}
            for c in rows
        ]  # fmt: skip
    if by.may(Permission.SITE_SEE):
        marks["sites"] = _sites(found, place, days)
    if by.may(Permission.ISOLATION_SEE):
        locked = isolation.lockdowns(by).filter(within(area)).order_by("-started_on", "pk")[:MOST]
        marks["lockdowns"] = [
            {"at": place(one.area_path), "name": one.name, "part": bool(one.hamlets),
             "days": days(one.started_on, one.ended_on), "url": reverse("isolation:lockdown", args=[one.pk])}
            for one in locked
        ]  # fmt: skip
    return marks


def _sites(found: Figures, place: Any, days: Any) -> list[dict[str, Any]]:
    by = found.ask.by
    rows = list(sites.visible(by).filter(within(found.ask.area)).order_by("name", "pk")[:MOST])
    full = sites.occupancy(by=by, site_ids=[site.pk for site in rows])

    def said(site: Any) -> dict[str, Any]:
        beds = full.get(site.pk)
        opened = timezone.localdate(site.opened_at) if site.opened_at else None
        closed = timezone.localdate(site.closed_at) if site.closed_at else None
        return {
            "at": place(site.area_path), "name": site.name, "kind": site.kind, "open": bool(opened),
            "beds": beds.beds if beds else 0, "held": beds.held if beds else 0, "days": days(opened, closed),
            "url": reverse("sites:one", args=[site.pk]),
        }  # fmt: skip

    return [said(site) for site in rows]


def _spots(found: Figures, venue_ids: list[Any]) -> dict[Any, tuple[float, float]]:
    """Where venues of clusters are, for those whose point is known."""
    if not venue_ids or not found.ask.by.may(Permission.PERSON_SEE):
        return {}
    rows = venues.visible(by=found.ask.by).filter(pk__in=venue_ids, lat__isnull=False)
    spots = rows.values_list("pk", "lat", "lng")
    return {pk: (lng, lat) for pk, lat, lng in spots if lat is not None and lng is not None}
