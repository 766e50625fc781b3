"""Which level holds where, by which decision; what the authority above announced."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
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
    rows = rows.filter(Q(until=None) | Q(until__gte=on)).order_by("-level", "since")
    return [rules.Ordered(one.level, one.since, f"{one.number}, {one.issuer}") for one in rows]


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
