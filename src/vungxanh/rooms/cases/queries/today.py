"""What the first screen shows of the cases: numbers from indexed columns, and the hours each stage took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.cases.queries.one import LIVE, visible
from vungxanh.rooms.cases.rules import Outcome, Status

_AS_INDEXED = ("diagnosed_at", "status", "area_path")
"""The order of the index ``case_recent``, which also holds what is filtered by: only rows that fit are read."""
_ENDED = (Outcome.RECOVERED, Outcome.DIED)


@dataclass(frozen=True, slots=True)
class Tally:
    """``suspected`` wait for a decision; ``unnotified``, of whom ``late``; ``loose``: ill and not isolated.

    ``unended``: no outcome yet; ``orphans``: nobody knows from whom. The last three are of cases diagnosed since the
    moment asked about.
    """

    suspected: int
    unnotified: int
    late: int
    loose: int
    unended: int
    orphans: int


def tally(*, by: Actor, at: datetime, since: datetime, area: str = "") -> Tally:
    """The numbers, in three queries; each walks a short stretch of an index."""
    rows = visible(by).filter(within(area)).order_by()
    waiting = rows.filter(status__in=(Status.SUSPECTED, Status.PROBABLE)).count()
    told = rows.filter(notified_at=None, notify_due_at__isnull=False, status__in=LIVE).aggregate(
        open=Count("*"), late=Count("area_path", filter=Q(notify_due_at__lt=at))
    )
    ill = ~Q(outcome__in=_ENDED)
    recent = rows.filter(diagnosed_since(since), status__in=(Status.PROBABLE, Status.CONFIRMED)).aggregate(
        loose=Count("area_path", filter=ill & Q(isolated_at=None)),
        unended=Count("area_path", filter=ill),
        orphans=Count("area_path", filter=Q(source_case=None, status=Status.CONFIRMED)),
    )
    return Tally(waiting, told["open"], told["late"], recent["loose"], recent["unended"], recent["orphans"])


def diagnosed_since(moment: datetime) -> Q:
    """Diagnosed since. With both ends given, SQLite's planner walks this index rather than the whole area."""
    return Q(diagnosed_at__range=(moment, moment + timedelta(days=366)))


def unnotified(*, by: Actor, area: str = "") -> QuerySet[Case]:
    """Cases with a deadline that nobody has reported yet, the first deadline first."""
    rows = visible(by).filter(within(area), notified_at=None, notify_due_at__isnull=False, status__in=LIVE)
    return rows.order_by("notify_due_at", "id")


def suspected(*, by: Actor, area: str = "") -> QuerySet[Case]:
    """Cases that wait for a decision, the earliest sample first; those not sampled come last."""
    rows = visible(by).filter(within(area), status__in=(Status.SUSPECTED, Status.PROBABLE))
    return rows.order_by("status", "sampled_at", "id")


def not_isolated(*, by: Actor, since: datetime, area: str = "") -> QuerySet[Case]:
    """Ill cases diagnosed since who are not isolated, the longest diagnosed first."""
    rows = visible(by).filter(within(area), diagnosed_since(since), status__in=(Status.PROBABLE, Status.CONFIRMED))
    return rows.filter(isolated_at=None).exclude(outcome__in=_ENDED).order_by(*_AS_INDEXED)


def orphans(*, by: Actor, since: datetime, area: str = "") -> QuerySet[Case]:
    """Confirmed cases diagnosed since of whom nobody knows from whom they have it, the newest first."""
    rows = visible(by).filter(within(area), diagnosed_since(since), status=Status.CONFIRMED)
    return rows.filter(source_case=None).order_by(*(f"-{name}" for name in _AS_INDEXED))
