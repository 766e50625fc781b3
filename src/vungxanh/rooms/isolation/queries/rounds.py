"""Whom to look for in the round that is open now; those missed longest first."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.isolation.rules.kinds import State

DISEASE = "covid19"


def now_round(at: datetime, area: str = "") -> rules.Round:
    """The round open at a moment, by the hours of the regulation in force."""
    hours = rules.care(DISEASE, timezone.localdate(at), area).value.check_hours
    return rules.round_at(at, hours, timezone.get_default_timezone())


def _running(by: Actor, area: str, site_id: UUID | None) -> QuerySet[Decision]:
    """Those isolated now."""
    rows = visible(by).filter(within(area), state=State.IN_FORCE)
    return rows.filter(site=site_id) if site_id else rows


def due(*, by: Actor, at: datetime, area: str = "", site_id: UUID | None = None) -> QuerySet[Decision]:
    """In isolation now and not yet looked for in this round, or not there when they were: those absent first, then
    those missed longest."""
    wanted = Q(checked_round__lt=now_round(at).number) | Q(absent_since__isnull=False)
    rows = _running(by, area, site_id).filter(wanted, started_at__lte=at).select_related("site", "paper")
    return rows.order_by(F("absent_since").asc(nulls_last=True), "checked_round", "pk")


def due_counts(*, by: Actor, at: datetime, area: str = "", site_id: UUID | None = None) -> dict[str, int]:
    """How many are ``due`` in this round, ``missed`` in an earlier one, ``done`` already, ``absent``."""
    number = now_round(at).number
    rows = _running(by, area, site_id).filter(started_at__lte=at).order_by()
    return {
        "due": rows.filter(checked_round__lt=number).count(),
        "missed": rows.filter(checked_round__lt=number - 1).count(),
        "done": rows.filter(checked_round__gte=number).count(),
        "absent": rows.filter(Q(absent_since__isnull=False)).count(),
    }


def watched(*, by: Actor, at: datetime, area: str = "") -> QuerySet[Decision]:
    """Released, watched at home until a day, and nobody's contact whom tracing would follow: asked once a day."""
    rows = visible(by).filter(within(area), state=State.RELEASED, contact=None)
    return rows.filter(monitoring_until__gte=timezone.localdate(at)).select_related("site", "paper")


def watched_due(*, by: Actor, at: datetime, area: str = "") -> QuerySet[Decision]:
    """Those of them whom nobody asked today; asked longest ago first."""
    return watched(by=by, at=at, area=area).filter(checked_round__lt=first_today(at)).order_by("checked_round", "pk")


def first_today(at: datetime) -> int:
    """The number of the first round of the day."""
    hours = rules.care(DISEASE, timezone.localdate(at)).value.check_hours
    return rules.round_of(timezone.localdate(at), 1, hours, timezone.get_default_timezone()).number


def asked(decision: Decision, at: datetime) -> bool:
    """Whether he is to tell how he is: isolated, or watched at home after it."""
    over = decision.state == State.RELEASED and timezone.localdate(at) <= decision.monitoring_until
    return decision.state == State.IN_FORCE or over
