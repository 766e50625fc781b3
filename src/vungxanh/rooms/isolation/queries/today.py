"""What Today says of isolation, each number from an index."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation.models import Decision
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.isolation.queries.rounds import first_today, now_round, watched
from vungxanh.rooms.isolation.rules.kinds import State


@dataclass(frozen=True, slots=True)
class Tally:
    """People in isolation now, and the work on them. ``first_unserved``: by when the oldest paper had to be served."""

    inside: int = 0
    ending: int = 0
    over: int = 0
    testing: int = 0
    due: int = 0
    missed: int = 0
    absent: int = 0
    unserved: int = 0
    positive: int = 0
    watched: int = 0
    ill: int = 0
    groundless: int = 0
    first_unserved: datetime | None = None


ILL = Q(ill_since__isnull=False, ill_handled_at=None)
"""Symptoms or a fever that nobody has seen to yet."""


def _open(by: Actor, area: str) -> QuerySet[Decision]:
    return visible(by).filter(within(area), state=State.IN_FORCE)


def tally(*, by: Actor, at: datetime, area: str = "") -> Tally:
    """All numbers in one query over those in isolation."""
    day, number = timezone.localdate(at), now_round(at).number
    begun = Q(started_at__lte=at)
    row = _open(by, area).order_by().aggregate(
        inside=Count("pk"), ending=Count("pk", filter=Q(until_on=day)), over=Count("pk", filter=Q(until_on__lt=day)),
        testing=Count("pk", filter=Q(next_test__lte=day)), due=Count("pk", filter=begun & Q(checked_round__lt=number)),
        missed=Count("pk", filter=begun & Q(checked_round__lt=number - 1)), absent=Count("absent_since"),
        unserved=Count("pk", filter=Q(served_at=None)), ill=Count("pk", filter=ILL), first_unserved=Min("serve_by", filter=Q(served_at=None)),
    )  # fmt: skip
    still = visible(by).filter(within(area), state=State.POSITIVE, stays__isnull=False, stays__to_at=None)
    after = watched(by=by, at=at, area=area).order_by().aggregate(
        n=Count("pk", filter=Q(checked_round__lt=first_today(at))), ill=Count("pk", filter=ILL)
    )  # fmt: skip
    row["ill"] += after["ill"]
    lost = groundless(by=by, area=area).count()
    return Tally(**row, positive=still.count(), watched=after["n"], groundless=lost)


def ill(*, by: Actor, area: str = "", limit: int = 5) -> list[Decision]:
    """In isolation, with symptoms or a fever that nobody has seen to yet; the longest first."""
    return list(_open(by, area).filter(ILL).order_by("ill_since", "pk")[:limit])


def groundless(*, by: Actor, area: str = "") -> QuerySet[Decision]:
    """The case behind the decision turned out to be none: somebody decides what becomes of it."""
    rows = visible(by).filter(within(area), groundless_since__isnull=False)
    return rows.filter(state__in=(State.IN_FORCE, State.POSITIVE))


def ending(*, by: Actor, day: date, area: str = "", limit: int = 5) -> list[Decision]:
    """Whose last day is ``day``."""
    return list(_open(by, area).filter(until_on=day).order_by("pk")[:limit])


def absent(*, by: Actor, area: str = "", limit: int = 5) -> list[Decision]:
    """Who was not there at the last check, the longest first."""
    rows = _open(by, area).filter(absent_since__isnull=False)
    return list(rows.order_by("absent_since", "pk")[:limit])
