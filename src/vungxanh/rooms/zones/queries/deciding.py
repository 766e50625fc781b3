"""Which level holds where, by which decision; what the authority above announced."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import Announcement, LevelDecision
from vungxanh.rooms.zones.queries.clusters import clusters_with


def in_force_q(on: date) -> Q:
    """Decisions that hold on a day."""
    return Q(start__lte=on, withdrawn_at=None) & (Q(until=None) | Q(until__gte=on))


def levels_in_force(*, paths_within: str, on: date) -> dict[str, int]:
    """The level decided for every area inside, on a day."""
    rows = LevelDecision.objects.filter(within(paths_within), in_force_q(on)).order_by("start", "decided_at")
    return dict(rows.values_list("area_path", "level"))


def decision_in_force(*, by: Actor, area: str, on: date) -> LevelDecision | None:
    """The decision that holds for an area on a day: the one that began last."""
    return LevelDecision.objects.filter(in_force_q(on), area_path=area).order_by("-start", "-decided_at").first()


def with_own_decision(areas: Collection[str], *, on: date) -> set[str]:
    """Those of the areas for which a decision of their own holds on a day."""
    rows = LevelDecision.objects.filter(in_force_q(on), area_path__in=areas)
    return set(rows.order_by().values_list("area_path", flat=True))


def running_over(*, area: str) -> LevelDecision | None:
    """Of the clusters a commune belongs to, the strictest decision whose measures run."""
    rows = LevelDecision.objects.filter(withdrawn_at=None, ended_at=None, landed_at__isnull=False)
    return rows.filter(area_path__in=clusters_with(area)).order_by("-level", "-start", "-decided_at").first()


def ordered(*, area: str, on: date) -> rules.Ordered | None:
    """What the authority above announced for an area: the highest level that holds then, or begins within two weeks."""
    return next(iter(all_ordered(area=area, on=on)), None)


def all_ordered(*, area: str, on: date, until: date | None = None) -> list[rules.Ordered]:
    """All that was announced for an area or one above it and holds from ``on`` to ``until``, two weeks at most."""
    line = [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]
    last = min(until or date.max, on + timedelta(days=14))
    rows = Announcement.objects.filter(area_path__in=line, withdrawn_at=None, since__lte=last)
    held = _newest(rows.filter(since__lte=on).filter(Q(until=None) | Q(until__gte=on)))
    found = [*held, *rows.filter(since__gt=on)]
    return [_ordered(one) for one in sorted(found, key=lambda one: (-one.level, one.since))]


def _newest(rows: QuerySet[Announcement]) -> list[Announcement]:
    """Of each authority's announcements for an area the one that began last: levels are announced daily."""
    found = {(one.area_path, fold(one.issuer)): one for one in rows.order_by("since", "said_at")}
    return list(found.values())


def _ordered(one: Announcement) -> rules.Ordered:
    return rules.Ordered(one.level, one.since, f"{one.number}, {one.issuer}")


def _announced(on: date) -> list[Announcement]:
    """All that holds on a day, the highest last."""
    rows = Announcement.objects.filter(withdrawn_at=None, since__lte=on).filter(Q(until=None) | Q(until__gte=on))
    return sorted(_newest(rows), key=lambda one: one.level)


def below_announced(*, by: Actor, rows: Iterable[tuple[str, int | None]], on: date) -> dict[str, rules.Ordered]:
    """(area, level in force there) to what the authority above announced, where that is higher."""
    every = _announced(on)
    return {
        area: _ordered(one) for area, level in rows for one in every
        if area.startswith(one.area_path) and (level or 0) < one.level
    }  # fmt: skip


def below_announced_q(on: date) -> Q:
    """Proposals for places whose level in force is below what was announced, or that have none."""
    found = Q(pk__in=())
    for one in _announced(on):
        found |= within(one.area_path) & (Q(decided=None) | Q(decided__lt=one.level))
    return found


def announcements(*, by: Actor, area: str) -> list[Announcement]:
    """What was announced for an area or one above it, the newest first."""
    line = [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]
    return list(Announcement.objects.filter(area_path__in=line, withdrawn_at=None).order_by("-since", "-said_at")[:20])


def announcement(*, by: Actor, announcement_id: UUID) -> Announcement:
    """One that ``by`` may see; NotYours otherwise."""
    found = Announcement.objects.filter(seen(by, Permission.LEVEL_SEE), pk=announcement_id, withdrawn_at=None).first()
    if found is None:
        raise NotYours("Không có công bố này, hoặc không thuộc địa bàn của bạn.")
    return found
