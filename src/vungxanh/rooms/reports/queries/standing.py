"""The figures as last counted: one row, so that a screen on the wall costs the database nothing."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from vungxanh.common import centre
from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.models import DayFigures

SEE = Permission.FIGURES_SEE


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one area and day, as of ``at``."""

    area: str
    day: date
    at: datetime
    values: dict[str, rules.Value]


def areas(by: Actor) -> list[tuple[str, str]]:
    """The areas whose figures ``by`` may see, and those right below them, with names."""
    own = [path or centre.current().area_path for path in by.areas(SEE)]
    found: dict[str, str] = {}
    for path in own:
        if path:
            found[path] = places.display_name(by=by, path=path)
            found |= {one.path: one.full_name for one in places.children(by=by, path=path)}
    return list(found.items())


def _rows(by: Actor) -> QuerySet[DayFigures]:
    return DayFigures.objects.filter(seen(by, SEE))


def as_of_day(*, by: Actor, area: str, day: date) -> Figures | None:
    """What was counted last for a day; None when nothing was."""
    row = _rows(by).filter(area_path=area, day=day).first()
    return Figures(area, day, row.at, rules.from_json(row.values)) if row else None


def figures(*, by: Actor, area: str, at: datetime) -> Figures | None:
    """Today's as last counted, with yesterday's: of the day before where it was counted, as it stood when it ended."""
    day = timezone.localdate(at)
    rows = {row.day: row for row in _rows(by).filter(area_path=area, day__in=(day, day - timedelta(days=1)))}
    if day not in rows:
        return None
    values = rules.from_json(rows[day].values)
    before = rules.from_json(rows[day - timedelta(days=1)].values) if day - timedelta(days=1) in rows else {}
    return Figures(area, day, rows[day].at, with_before(values, before))


def with_before(values: rules.Values, before: rules.Values) -> dict[str, rules.Value]:
    """What stood yesterday beside what stands today; flows have theirs already, counted by the same query."""
    return {
        key: replace(value, before=before[key].n) if value.before is None and key in before else value
        for key, value in values.items()
    }


def watched(*, by: Actor, day: date) -> dict[str, datetime]:
    """Areas whose figures somebody opened today, with when they were counted last."""
    return dict(_rows(by).filter(day=day).values_list("area_path", "at"))
