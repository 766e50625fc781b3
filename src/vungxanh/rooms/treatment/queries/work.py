"""Whom to see now, worsening first; what waits; counts for Today."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.rounds import Round, round_at
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.models import Course, Transfer
from vungxanh.rooms.treatment.queries.one import transfers, visible

DISEASE = "covid19"
RUNNING = rules.State.RUNNING
WATCHED = Q(state=rules.State.ENDED, ending=rules.Ending.RECOVERED)


def now_round(at: datetime, place: str, area: str = "") -> Round:
    """The round of home or facility open at a moment."""
    care = rules.care(DISEASE, timezone.localdate(at), area).value
    hours = care.home_hours if place == rules.Place.HOME else care.facility_hours
    return round_at(at, hours, timezone.get_default_timezone())


def running(by: Actor, area: str = "") -> QuerySet[Course]:
    """Courses that go on."""
    return visible(by).filter(within(area), state=RUNNING)


def unseen(at: datetime, back: int = 0) -> Q:
    """Not seen in the round that is open, or (``back=1``) not even in the one before."""
    home, inside = (now_round(at, place).number - back for place in (rules.Place.HOME, rules.Place.FACILITY))
    return Q(place="home", checked_round__lt=home) | Q(place="facility", checked_round__lt=inside)


def due(*, by: Actor, at: datetime, area: str = "", place: str = "", site_id: UUID | None = None) -> QuerySet[Course]:
    """To be seen in this round: those missed first, then alarms, then the worst."""
    rows = running(by, area).filter(unseen(at), began_at__lte=at)
    if place:
        rows = rows.filter(place=place)
    if site_id:
        rows = rows.filter(facility=site_id)
    missed = Case(When(unseen(at, 1), then=Value(0)), default=Value(1))
    return rows.select_related("case", "facility__site").order_by(
        missed, F("alarm_since").asc(nulls_last=True), "-severity", "checked_at", "pk"
    )


def watched(course: Course, at: datetime) -> bool:
    """Whether he went home recovered and is still asked how he is."""
    until = course.monitoring_until
    recovered = course.state == rules.State.ENDED and course.ending == rules.Ending.RECOVERED
    return recovered and until is not None and timezone.localdate(at) <= until


def watched_due(*, by: Actor, at: datetime, area: str = "") -> QuerySet[Course]:
    """Home after recovery, not asked today; alarms first, then those asked longest ago."""
    day = timezone.localdate(at)
    rows = visible(by).filter(within(area), WATCHED, monitoring_until__gte=day)
    rows = rows.filter(Q(watched_on=None) | Q(watched_on__lt=day), ended_at__lt=_midnight(at))
    return rows.select_related("case", "facility__site").order_by(
        F("alarm_since").asc(nulls_last=True), F("watched_on").asc(nulls_first=True), "pk"
    )


def refuted(*, by: Actor, area: str = "") -> QuerySet[Course]:
    """In care although the case turned out to be none: somebody ends it."""
    return running(by, area).filter(refuted_at__isnull=False)


def _midnight(at: datetime) -> datetime:
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Patients now, and the work on them."""

    inside: int = 0
    home: int = 0
    alarms: int = 0
    due: int = 0
    missed: int = 0
    ready: int = 0
    advised: int = 0
    severe: int = 0
    critical: int = 0
    refuted: int = 0
    watched: int = 0


def tally(*, by: Actor, at: datetime, area: str = "") -> Tally:
    """All numbers in one query."""
    day = timezone.localdate(at)
    row = running(by, area).order_by().aggregate(
        inside=Count("pk", filter=Q(place="facility")), home=Count("pk", filter=Q(place="home")), alarms=Count("alarm_since"),
        due=Count("pk", filter=unseen(at)), missed=Count("pk", filter=unseen(at, 1)),
        ready=Count("pk", filter=Q(leave_on__lte=day)), advised=Count("pk", filter=Q(proposed__gt=F("tier"))),
        severe=Count("pk", filter=Q(severity=rules.Severity.SEVERE)), critical=Count("pk", filter=Q(severity=rules.Severity.CRITICAL)),
        refuted=Count("refuted_at"),
    )  # fmt: skip
    after = watched_due(by=by, at=at, area=area).order_by().aggregate(n=Count("pk"))
    ill = visible(by).filter(within(area), WATCHED, monitoring_until__gte=day, alarm_since__isnull=False).count()
    return Tally(**{**row, "alarms": row["alarms"] + ill}, watched=after["n"])


def alarmed(*, by: Actor, area: str = "", limit: int = 5) -> list[Course]:
    """With an alarm nobody answered yet, the oldest first."""
    rows = visible(by).filter(within(area), alarm_since__isnull=False).filter(Q(state=RUNNING) | WATCHED)
    rows = rows.select_related("case", "facility__site")
    return list(rows.order_by("alarm_since", "pk")[:limit])


def open_transfers(*, by: Actor, area: str = "", state: str = "") -> QuerySet[Transfer]:
    """Transfers that are not over, the first answer due first."""
    wanted = Q(state=state) if state else Q(state__in=rules.OPEN_MOVES)
    rows = transfers(by).filter(wanted, ended_at=None)
    rows = rows.filter(within(area, "to_area_path") | within(area, "course__area_path")) if area else rows
    return rows.select_related(
        "course__case", "course__facility__site", "to_facility__site", "from_facility__site"
    ).order_by("answer_by", "pk")


def waiting_counts(*, by: Actor, area: str = "") -> tuple[int, datetime | None]:
    """How many transfers wait for an answer, and by when the first was due."""
    row = (
        open_transfers(by=by, area=area, state=rules.Move.REQUESTED)
        .order_by()
        .aggregate(n=Count("pk"), first=Min("answer_by"))
    )
    return row["n"], row["first"]
