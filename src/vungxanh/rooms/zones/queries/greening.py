"""Green places and what threatens them, others and what stands between them and green; goals set for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.indices import LETTERS
from vungxanh.rooms.isolation import queries as isolation
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models import LevelGoal, LevelProposal
from vungxanh.rooms.zones.queries.evaluating import judged_again
from vungxanh.rooms.zones.queries.standing import SEE, standing
from vungxanh.rooms.zones.rules import GoalState

NOW = Case(When(decided__isnull=False, then=F("decided")), When(unread=True, then=Value(0)), default=F("level"))
"""The level that holds: the one decided, else the one proposed; 0 where nothing could be read: that is not green."""
HIGH = 3


def communes(by: Actor) -> QuerySet[Any]:
    """Communes with the level that holds, ``now``."""
    return standing(by).filter(unit="commune").annotate(now=NOW)


def goals(by: Actor) -> QuerySet[LevelGoal]:
    """Goals in the areas of ``by``, ended ones too."""
    return LevelGoal.objects.filter(seen(by, SEE))


def goal(*, by: Actor, goal_id: UUID) -> LevelGoal:
    """One; NotYours when there is none he may see."""
    found = goals(by).filter(pk=goal_id).first()
    if found is None:
        raise NotYours("Không có mục tiêu này, hoặc không thuộc địa bàn của bạn.")
    return found


def goal_of(*, by: Actor, area: str) -> LevelGoal | None:
    """The goal set for an area."""
    return goals(by).filter(area_path=area, ended_at=None).first()


def goals_of(*, by: Actor, area: str) -> list[LevelGoal]:
    """All of an area, the newest first."""
    return list(goals(by).filter(area_path=area).order_by("-set_at")[:50])


def green_work(rows: QuerySet[Any], kind: str, today: date) -> QuerySet[Any]:
    """keep: green now; widen: yellow and orange; lock: red; unsure: green whose numbers say, or may say, more;
    unread: nobody knows; aimless: without a goal; overdue: its goal's day is past and it is not there."""
    aimed = LevelGoal.objects.filter(area_path=OuterRef("area_path"), ended_at=None)
    late = aimed.filter(due__lt=today, level__lt=OuterRef("now"))
    by_kind: dict[str, Any] = {
        "keep": Q(now=rules.GREEN), "widen": Q(now__in=(2, 3)), "lock": Q(now=rules.RED),
        "unsure": Q(now=rules.GREEN, at_most__gt=rules.GREEN), "unread": Q(now=0), "aimless": ~Exists(aimed), "overdue": Exists(late),
    }  # fmt: skip
    return rows.filter(by_kind[kind])


@dataclass(frozen=True, slots=True)
class GreenCounts:
    """Communes by the level that holds, 0: not known; of the green those not sure; goals set, reached or held, overdue or lost."""

    levels: dict[int, int]
    unsure: int
    set: int
    well: int
    late: int

    @property
    def total(self) -> int:
        """All communes."""
        return sum(self.levels.values())


def green_counts(*, by: Actor, today: date, area: str = "") -> GreenCounts:
    """Of an area, or of all he sees; four statements."""
    rows = communes(by).filter(within(area))
    levels = dict(rows.order_by().values_list("now").annotate(n=Count("*")))
    states = [
        goal_standing(one, now, today)
        for one, now in _with_now(by, list(goals(by).filter(within(area), ended_at=None)))
    ]  # fmt: skip
    well = sum(s in (GoalState.HOLDING, GoalState.KEPT, GoalState.REACHED) for s in states)
    late = sum(s in (GoalState.LOST, GoalState.OVERDUE) for s in states)
    unsure = rows.filter(now=rules.GREEN, at_most__gt=F("now")).count()
    return GreenCounts({n: levels.get(n, 0) for n in (0, *rules.LEVELS)}, unsure, len(states), well, late)


def _with_now(by: Actor, rows: list[LevelGoal]) -> list[tuple[LevelGoal, int]]:
    now = dict(communes(by).filter(area_path__in=[one.area_path for one in rows]).values_list("area_path", "now"))
    return [(one, now[one.area_path]) for one in rows if one.area_path in now]


def goal_standing(one: LevelGoal, now: int, today: date) -> GoalState:
    """How far a goal has come."""
    return rules.goal_state(goal=one.level, set_from=one.set_from, now=now, due=one.due, today=today)


@dataclass(frozen=True, slots=True)
class Look:
    """One commune. ``up``, ``down``: what would raise and lower it; ``near``: high-risk neighbours; ``locked``: locked
    areas in force, None for who may not know."""

    up: rules.Change | None
    down: rules.Change | None
    near: tuple[str, ...]
    locked: int | None
    goal: LevelGoal | None


def looks(*, by: Actor, rows: Sequence[LevelProposal]) -> dict[UUID, Look]:
    """What a page of communes shows, in a handful of statements."""
    paths = [p.area_path for p in rows]
    near = _high_near(by, paths)
    aimed = {one.area_path: one for one in goals(by).filter(area_path__in=paths, ended_at=None)}
    may = bool(by.areas(Permission.ISOLATION_SEE))
    live = isolation.lockdowns(by).filter(area_path__in=paths, ended_on=None).order_by()
    locked = dict(live.values_list("area_path").annotate(n=Count("*"))) if may else {}
    found = {}
    for p in rows:
        spec, judged = judged_again(by=by, proposal=p)
        found[p.pk] = Look(
            rules.up(spec, judged), rules.down(spec, judged), tuple(near.get(p.area_path, ())),
            locked.get(p.area_path, 0) if may else None, aimed.get(p.area_path),
        )  # fmt: skip
    return found


def _high_near(by: Actor, paths: Sequence[str]) -> dict[str, list[str]]:
    """Neighbours at high risk, by commune: their proposed level, whoever may see it there."""
    touching = places.touching(by=by, paths=paths)
    around = {other for others in touching.values() for other in others}
    rows = LevelProposal.objects.filter(current=True, area_path__in=around, level__gte=HIGH).order_by("folded")
    named = {p.area_path: f"{p.name} ({LETTERS[p.level]})" for p in rows.only("area_path", "name", "level")}
    return {path: [named[o] for o in others if o in named] for path, others in touching.items()}
