"""How many communes stood at each level, day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, Q

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.places.queries import Level, level_of
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.queries.clusters import is_cluster
from vungxanh.rooms.zones.queries.passing import decided_stretches
from vungxanh.rooms.zones.queries.standing import decisions, visible

Spans = Iterable[tuple[int, date, date, int]]  # level, from, to, communes


@dataclass(frozen=True, slots=True)
class Day:
    """Communes at each level, the lowest first."""

    day: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Communes with a level that day."""
        return sum(self.counts)


def trend(*, by: Actor, since: date, until: date, decided: bool = False, area: str = "") -> list[Day]:
    """Every day from ``since`` to ``until``, of the communes ``by`` sees: as proposed, or as decided."""
    spans = _decided(by, since, until, area) if decided else _proposed(by, since, until, area)
    days = (until - since).days + 1
    steps = [[0] * len(rules.LEVELS) for _ in range(days + 1)]
    for level, first, last, communes in spans:
        begin, end = max(0, (first - since).days), min(days, (last - since).days + 1)
        if begin < end:
            steps[begin][level - 1] += communes
            steps[end][level - 1] -= communes
    found, standing = [], [0] * len(rules.LEVELS)
    for n in range(days):
        standing = [a + b for a, b in zip(standing, steps[n], strict=True)]
        found.append(Day(since + timedelta(days=n), tuple(standing)))
    return found


def _here(area: str) -> Q:
    return within(area) if area else Q()


def _proposed(by: Actor, since: date, until: date, area: str) -> Spans:
    rows = visible(by).filter(_here(area), unit="commune", unread=False, day__gte=since, since__lte=until)
    return rows.order_by().values_list("level", "since", "day").annotate(n=Count("id"))


def _decided(by: Actor, since: date, until: date, area: str) -> Spans:
    rows = decisions(by).filter(_here(area), withdrawn_at=None, start__lte=until)
    for path, made in groupby(rows.order_by("area_path", "start", "decided_at"), key=lambda one: one.area_path):
        if level_of(path) is Level.COMMUNE and not is_cluster(path):
            for one in decided_stretches(made, until):
                yield one.level, one.since, one.until, 1
