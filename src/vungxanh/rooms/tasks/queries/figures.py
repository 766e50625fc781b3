"""Live numbers of this centre to which a target may be bound; each counts only what the reader may see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tasks.models import TargetNumber
from vungxanh.rooms.tasks.queries.clocks import under_treatment
from vungxanh.rooms.tracing import queries as tracing

WEEK = timedelta(days=7)
# States of contacts, as the tracing room writes them.
WAITING, CALLED = ("to_call", "no_answer"), ("reached", "followed")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of an area. ``needs``: who may read it; ``value`` is None when there is nothing to measure."""

    name: str
    unit: str
    needs: Permission
    value: Callable[[Actor, datetime, str], float | None]


def _tallied(field: str, level: int | None = None) -> Callable[[Actor, datetime, str], float]:
    def count(by: Actor, at: datetime, area: str) -> float:
        day = timezone.localdate(at)
        rows = tracing.tallies(by=by, at=at, day=day, until=at + timedelta(hours=1), area=area)
        return float(sum(getattr(row, field) for row in rows if level is None or row.level == level))

    return count


def _followed_percent(by: Actor, at: datetime, area: str) -> float | None:
    rows = tracing.living_here(by).filter(within(area), state__in=CALLED).order_by()
    every = rows.count()
    done = rows.filter(last_followed_on=timezone.localdate(at)).count()
    return round(100 * done / every, 1) if every else None


def _reached_in(hours: float, level: int | None = None) -> Callable[[Actor, datetime, str], float | None]:
    def share(by: Actor, at: datetime, area: str) -> float | None:
        spans = tracing.reach_hours(by=by, since=at - WEEK, area=area, level=level)
        return round(100 * sum(span <= hours for span in spans) / len(spans), 1) if spans else None

    return share


def _isolated(by: Actor, at: datetime, area: str) -> float:
    rows = tracing.living_here(by).filter(within(area), state__in=(*WAITING, *CALLED), isolated_at__isnull=False)
    return float(rows.order_by().count())


def _new_cases(by: Actor, at: datetime, area: str) -> float:
    rows = cases.visible(by).filter(within(area), cases.diagnosed_since(at - WEEK), status="confirmed")
    return float(rows.order_by().count())


C, T = Permission.CASE_SEE, Permission.TRACE_SEE
FIGURES: dict[str, Figure] = {
    "cases_active": Figure(_("Ca đang điều trị"), _("ca"), C, lambda by, at, area: float(under_treatment(by, area))),
    "cases_week": Figure(_("Ca xác định trong 7 ngày"), _("ca"), C, _new_cases),
    "contacts_to_call": Figure(_("Người tiếp xúc chưa gọi được"), _("người"), T, _tallied("to_call")),
    "contacts_isolated": Figure(_("Người tiếp xúc đang cách ly"), _("người"), T, _isolated),
    "f1_loose": Figure(_("F1 chưa cách ly"), _("người"), T, _tallied("loose", 1)),
    "f1_in_12h": Figure(_("F1 gặp được trong 12 giờ (7 ngày qua)"), "%", T, _reached_in(12, 1)),
    "f1_in_24h": Figure(_("F1 gặp được trong 24 giờ (7 ngày qua)"), "%", T, _reached_in(24, 1)),
    "contacts_in_12h": Figure(_("Người tiếp xúc gặp được trong 12 giờ (7 ngày qua)"), "%", T, _reached_in(12)),
    "contacts_in_24h": Figure(_("Người tiếp xúc gặp được trong 24 giờ (7 ngày qua)"), "%", T, _reached_in(24)),
    "followed_today": Figure(_("Đã theo dõi sức khỏe hôm nay"), "%", T, _followed_percent),
}


def read_figures(*, by: Actor, at: datetime, area: str, targets: Iterable[TargetNumber]) -> dict[UUID, float | None]:
    """What the bound ones among ``targets`` stand at; each figure is read once; None where he may not read it."""
    bound = {t.pk: t.figure for t in targets if t.figure in FIGURES}
    read: dict[str, float | None] = {}
    for key in set(bound.values()):
        figure = FIGURES[key]
        read[key] = figure.value(by, at, area) if by.may(figure.needs) else None
    return {pk: read[key] for pk, key in bound.items()}
