"""Levels of risk in force, what waits for one, what a level that no longer holds had begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import LevelState
from vungxanh.rooms.tasks.queries.lines import dress, with_parties
from vungxanh.rooms.tasks.queries.seeing import may_assign, visible

MOST = 300


def _line(area: str) -> list[str]:
    """An area and those above it, the nearest first."""
    return [area[: n + 1] for n, letter in enumerate(area) if letter == "/"][::-1]


def levels_in_force(areas: Iterable[str]) -> dict[str, LevelState]:
    """What holds in each area: its own level, else that of the nearest area above; one query."""
    lines = {area: _line(area) for area in set(areas)}
    rows = LevelState.objects.filter(area_path__in={path for line in lines.values() for path in line}, ended_at=None)
    own = {row.area_path: row for row in rows} if lines else {}
    nearest = {area: next((own[path] for path in line if path in own), None) for area, line in lines.items()}
    return {area: row for area, row in nearest.items() if row is not None}


def outlived(*, by: Actor, at: datetime, area: str) -> list[Any]:
    """Tasks of an area that a level began and that go on though it no longer holds there, dressed; with ``level_now``
    and ``may_rest``."""
    begun = visible(by).filter(within(area), woken_by__isnull=False, state__in=rules.LIVE)
    rows = list(with_parties(begun.order_by("due_at", "id").select_related("woken_by"))[:MOST])
    holds = levels_in_force(task.area_path for task in rows)
    found = []
    for task in rows:
        now = holds.get(task.area_path)
        if now is None or str(now.level) not in task.levels:
            task.level_now = now  # type: ignore[attr-defined]
            task.may_rest = may_assign(by, task) and task.state != rules.State.REPORTED  # type: ignore[attr-defined]
            found.append(task)
    return list(dress(found, at))


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One area of the page. ``now``: what holds, of itself or (``inherited``) of an area above; ``asleep``: (levels as
    "34", how many tasks of its agencies wait for them); ``opens``: it has areas below."""

    path: str
    name: str
    now: LevelState | None
    inherited: bool
    asleep: tuple[tuple[str, int], ...]
    past: tuple[LevelState, ...]
    opens: bool
    may: bool


def level_rows(*, by: Actor, area: str) -> list[LevelRow]:
    """An area and those right below it: the level in force, how many tasks wait for which, what held before."""
    below = places.children(by=by, path=area)
    here = [(area, places.display_name(by=by, path=area)), *((one.path, one.full_name) for one in below)]
    parted = {one.path for one in below if one.level != "commune"}
    holds = levels_in_force(path for path, _name in here)
    own: dict[str, list[LevelState]] = {}
    for row in LevelState.objects.filter(area_path__in=[path for path, _name in here]).order_by("-id")[:2000]:
        own.setdefault(row.area_path, []).append(row)
    waiting = _asleep(by, area)
    found = []
    for path, name in here:
        now = holds.get(path)
        counted: dict[str, int] = {}
        for place, levels, n in waiting:
            if inside(place, path) and (path != area or place == area):
                counted[levels] = counted.get(levels, 0) + n
        past = tuple(row for row in own.get(path, ()) if row.ended_at is not None)[:10]
        found.append(
            LevelRow(
                path, name, now, now is not None and now.area_path != path, tuple(sorted(counted.items())), past,
                opens=path in parted, may=by.may(Permission.TASK_ASSIGN, path),
            )
        )  # fmt: skip
    return found


def _asleep(by: Actor, area: str) -> list[tuple[str, str, int]]:
    rows = visible(by).filter(within(area), state=rules.State.ASLEEP).exclude(levels="").exclude(kind="group")
    return list(rows.order_by().values_list("area_path", "levels").annotate(n=Count("pk")))
