"""The clock over all tubes: what is on its way and late, how laboratories and communes stand. All from indexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Case, CharField, Count, Q, Sum, When
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Laboratory, Sample
from vungxanh.rooms.laboratory.queries.tubes import (
    open_tubes,
    sampling_rules,
    visible_laboratories,
    visible_tubes,
    warning,
)

POSITIVE = rules.Result.POSITIVE.value


@dataclass(frozen=True, slots=True)
class Open:
    """Tubes whose clock runs. ``held``: how many lie with whom; ``oldest``: the first target among them."""

    total: int = 0
    breached: int = 0
    at_risk: int = 0
    held: Mapping[rules.Holder, int] = field(default_factory=dict)
    stages: Mapping[rules.Stage, int] = field(default_factory=dict)


def open_counts(*, by: Actor, at: datetime, area: str = "", disease: str = "covid19") -> Open:
    """Counted from the index of open tubes."""
    soon = at + warning(disease, at, area)
    rows = open_tubes(by, count=True).filter(within(area)).order_by()
    counted = rows.values_list("stage").annotate(
        n=Count("*"), late=Count("due_at", Q(due_at__lt=at)), risk=Count("due_at", Q(due_at__gte=at, due_at__lte=soon))
    )
    stages: dict[rules.Stage, int] = {}
    held: dict[rules.Holder, int] = {}
    late = risk = 0
    for stage, n, breached, at_risk in counted:
        stages[rules.Stage(stage)] = n
        who = rules.holder(rules.Stage(stage))
        held[who] = held.get(who, 0) + n
        late, risk = late + breached, risk + at_risk
    return Open(sum(stages.values()), late, risk, held, stages)


@dataclass(frozen=True, slots=True)
class LabLine:
    """A laboratory: what it returned, what waits there, what it can do. ``laboratory`` None: not said yet."""

    laboratory: Laboratory | None
    figures: rules.Figures
    backlog: int
    late: int
    received_today: int

    @property
    def load(self) -> float | None:
        """Tubes received today to those it can do in a day."""
        can = self.laboratory.capacity if self.laboratory else None
        return self.received_today / can if can else None

    @property
    def days_of_work(self) -> float | None:
        """How many days the backlog takes at full capacity."""
        can = self.laboratory.capacity if self.laboratory else None
        return self.backlog / can if can else None


@dataclass(frozen=True, slots=True)
class Board:
    """Both tables and their sum, for the days ``since``–``until``."""

    since: date
    until: date
    total: rules.Figures
    laboratories: list[LabLine]
    areas: list[tuple[str, rules.Figures, int, int]]


class _Joined(Aggregate):
    """Every value of a group, "185,640"."""

    function, output_field = "GROUP_CONCAT", CharField()
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')")


def groups(*, by: Actor, since: date, until: date, area: str = "") -> rules.Returned:
    """The tubes returned, counted by the database in one index."""
    rows = visible_tubes(by, count=True).filter(within(area), returned_on__gte=since, returned_on__lte=until).order_by()
    # Day, area, laboratory: as the index has them, so that nothing is sorted.
    counted = rows.values("returned_on", "area_path", "laboratory_id").annotate(
        n=Count("*"), persons=Sum("size"), bad=Sum(Case(When(late=True, then=1), default=0)),
        up=Sum(Case(When(result=POSITIVE, then=1), default=0)), each=_Joined("minutes"),
    )  # fmt: skip
    found = counted.values_list("area_path", "laboratory_id", "n", "persons", "bad", "up", "each")
    return rules.Returned(rules.Group(path, str(lab or ""), *numbers) for path, lab, *numbers in found)


def board(*, by: Actor, at: datetime, since: date, until: date, area: str = "", depth: int = 4) -> Board:
    """Per laboratory and commune: share on time, median, 90th percentile, backlog, positivity, capacity."""
    counted = groups(by=by, since=since, until=until, area=area)
    by_lab, by_area = counted.by_laboratory(), counted.by_area(depth)
    waiting = _backlog(by, at, area)
    today = _received_today(by, at, area)
    labs: dict[str, Laboratory | None] = {str(lab.pk): lab for lab in visible_laboratories(by).filter(active=True)}
    if "" in by_lab or any(lab == "" for lab, _path in waiting):
        labs[""] = None
    open_at: dict[str, list[int]] = {}
    open_in: dict[str, list[int]] = {}
    for (key, path), (n, late) in waiting.items():
        for spot in (open_at.setdefault(key, [0, 0]), open_in.setdefault(_cut(path, depth), [0, 0])):
            spot[0], spot[1] = spot[0] + n, spot[1] + late
    lines = [
        LabLine(lab, by_lab.get(key, rules.Figures()), *_two(open_at.get(key, [0, 0])), today.get(key, 0))
        for key, lab in labs.items()
    ]
    paths = sorted({*by_area, *open_in})
    areas = [(path, by_area.get(path, rules.Figures()), *_two(open_in.get(path, [0, 0]))) for path in paths]
    lines.sort(key=lambda line: (-line.late, -line.backlog, line.laboratory is None))
    return Board(since, until, counted.total(), lines, areas)


def _two(counts: list[int]) -> tuple[int, int]:
    return counts[0], counts[1]


def _cut(path: str, depth: int) -> str:
    return "/".join(path.strip("/").split("/")[:depth]) + "/"


def _backlog(by: Actor, at: datetime, area: str) -> dict[tuple[str, str], tuple[int, int]]:
    """Tubes without a result, by (laboratory, area): how many, how many of them late."""
    rows = open_tubes(by, count=True).filter(within(area)).exclude(stage=rules.Stage.RESULT).order_by()
    counted = rows.values_list("laboratory_id", "area_path").annotate(
        n=Count("*"), late=Count("due_at", Q(due_at__lt=at))
    )
    return {(str(lab or ""), path): (n, late) for lab, path, n, late in counted}


def _received_today(by: Actor, at: datetime, area: str) -> dict[str, int]:
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = visible_tubes(by).filter(within(area), received_at__gte=start).order_by()
    return {str(lab or ""): n for lab, n in rows.values_list("laboratory_id").annotate(n=Count("*"))}


def advice(*, by: Actor, at: datetime, area: str = "", disease: str = "covid19") -> rules.Advice | None:
    """The pool size that needs the fewest tests at the positivity of the last days; None while too few were tested.

    Of each tube its first standing result counts once, by the persons in it; retests of a pool's members are left out, for
    they were chosen because their pool was positive.
    """
    rule = sampling_rules(disease, at, area)
    today = timezone.localdate(at)
    days = (today - timedelta(days=rule.advice_days), today)
    rows = visible_tubes(by, count=True).filter(within(area), returned_on__range=days).order_by()
    counted = rows.filter(result__in=("positive", "negative")).values_list("size", "result").annotate(n=Count("*"))
    tubes = [(size, result == POSITIVE, n) for size, result, n in counted]
    if sum(size * n for size, _positive, n in tubes) < rule.advice_least:
        return None
    share = rules.from_pools(tubes)
    return rules.advise(share, rule.pool_sizes) if share is not None else None


def persons_positive(*, by: Actor, since: date, until: date, area: str = "") -> int:
    """Persons with a positive result returned in these days; each once, however many tests he had."""
    tubes = visible_tubes(by).filter(within(area), returned_on__gte=since, returned_on__lte=until, result=POSITIVE)
    rows = Sample.objects.filter(tube__in=tubes.values("pk"), result=POSITIVE)
    return rows.values("person").distinct().count()
