"""Figures of people in isolation and in treatment, of beds and oxygen."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.reports.queries.asked import DISEASE, Ask, dated, flow, missing, plain
from vungxanh.rooms.reports.queries.sick import keys_of
from vungxanh.rooms.reports.rules import Section, Value
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import queries as treatment

HOME = "home"


def of_isolation(ask: Ask) -> dict[str, Value]:
    """In sites and at home: now, new, ended. A decision taken back never was one."""
    every = isolation.visible(ask.by).filter(disease=DISEASE)
    if not every.exists():
        return missing(keys_of(Section.ISOLATION), _("Chưa ghi quyết định cách ly nào trong hệ thống."))
    rows = every.filter(ask.here).exclude(state="revoked").order_by()
    away, home = rows.exclude(kind=HOME), rows.filter(kind=HOME)
    new = {name: [group.filter(ask.days("from_on", n)).count() for n in (0, 1)] for name, group in
           (("sites", away), ("home", home))}  # fmt: skip
    over = away.filter(state="released")
    ended = [over.filter(ask.moments("ended_at", n)).count() for n in (0, 1)]
    return {
        "sites_now": dated(*(_inside(ask, away, n).count() for n in (0, 1))),
        "sites_new": flow(*new["sites"]),
        "sites_ended": flow(*ended),
        "sites_total": dated(*(_begun(ask, away, n).count() for n in (0, 1))),
        "sites_ended_total": dated(*(_over(ask, over, n).count() for n in (0, 1))),
        "home_now": dated(*(_inside(ask, home, n).count() for n in (0, 1))),
        "home_new": flow(*new["home"]),
    }


def _begun(ask: Ask, rows: QuerySet[Any], back: int) -> QuerySet[Any]:
    return rows.filter(from_on__lte=ask.last(back)) if ask.past(back) else rows


def _inside(ask: Ask, rows: QuerySet[Any], back: int) -> QuerySet[Any]:
    """In isolation at the moment, or when a day gone by ended."""
    if not ask.past(back):
        return rows.filter(state="in_force")
    return _begun(ask, rows, back).filter(Q(ended_at=None) | Q(ended_at__gte=ask.end(back)))


def _over(ask: Ask, rows: QuerySet[Any], back: int) -> QuerySet[Any]:
    return rows.filter(ended_at__lt=ask.end(back)) if ask.past(back) else rows


def of_treatment(ask: Ask) -> dict[str, Value]:
    """Patients now and by day."""
    every = treatment.visible(ask.by).filter(case__disease=DISEASE)
    if not every.exists():
        return missing(keys_of(Section.TREATMENT), _("Chưa ghi người bệnh nào vào điều trị trong hệ thống."))
    rows = every.filter(ask.here).order_by()
    now = rows.filter(state="running").aggregate(
        inside=Count("pk", filter=Q(place="facility")), home=Count("pk", filter=Q(place="home")),
        severe=Count("pk", filter=Q(severity=SEVERE)), critical=Count("pk", filter=Q(severity=CRITICAL)),
        alarms=Count("alarm_since"),
    )  # fmt: skip
    began = [rows.filter(ask.moments("began_at", n)).count() for n in (0, 1)]
    ended = [rows.filter(ask.moments("ended_at", n), state="ended").count() for n in (0, 1)]
    return {
        "in_facility": plain(now["inside"]),
        "at_home": plain(now["home"]),
        "severe": plain(now["severe"]),
        "critical": plain(now["critical"]),
        "alarms": plain(now["alarms"]),
        "admitted_new": flow(*began),
        "discharged_new": flow(*ended),
    }


SEVERE, CRITICAL = 3, 4


def of_beds(ask: Ask) -> dict[str, Value]:
    """Beds of facilities and of isolation sites that are open; days of oxygen, and who did not tell."""
    tower = treatment.tower(by=ask.by, at=ask.at, area=ask.area)
    lines = [line for tier in tower.tiers for line in tier.lines]
    found: dict[str, Value] = {}
    if lines:
        beds, held = sum(tier.beds for tier in tower.tiers), sum(tier.held for tier in tower.tiers)
        found |= {"beds": plain(beds), "beds_free": plain(beds - held), "oxygen_days": _oxygen(tower, lines, ask)}
    else:
        found |= missing(("beds", "beds_free", "oxygen_days"), _("Chưa có cơ sở điều trị nào đang hoạt động."))
    open_sites = sites.visible(ask.by).filter(ask.here, state="active", kind__in=sites.ISOLATES)
    if open_sites.exists():
        all_of_them = sites.totals(by=ask.by, area=ask.area, among=open_sites)
        found |= {"iso_beds": plain(all_of_them.beds), "iso_beds_free": plain(all_of_them.free)}
    else:
        found |= missing(("iso_beds", "iso_beds_free"), _("Chưa có khu cách ly nào đang hoạt động."))
    return found


def _oxygen(tower: treatment.Tower, lines: list[treatment.FacilityLine], ask: Ask) -> Value:
    """Days at what the severe and critical ones breathe now; None when nobody told, or nobody breathes oxygen."""
    told = [line for line in lines if line.facility.litres is not None]  # type: ignore[attr-defined]
    if not told:
        return Value(None, why=_("Chưa cơ sở nào báo oxy còn lại."))
    part = ""
    silent = [line for line in lines if line.facility.oxygen_points and line.facility.told_on != ask.day]  # type: ignore[attr-defined]
    if silent:
        part = _("%(n)d cơ sở chưa báo hôm nay.") % {"n": len(silent)}
    if tower.cover is None:
        return Value(None, why=_("Không có ca nào đang thở oxy."), part=part)
    rule = treatment.oxygen_rule(DISEASE, ask.day, ask.area).value
    return Value(round(tower.cover, 1), part=part, low=tower.cover < rule.warn_days)
