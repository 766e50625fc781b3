"""The clock over all tubes: what is on its way and late, how laboratories and communes stand. All from indexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Count, F, Func, Q
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Laboratory, ReturnedPack, Sample, Tube
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


def returned(*, by: Actor, since: date, until: date, area: str = "") -> rules.Returned:
    """The tubes returned, from packs, or from the tubes where a pack is stale."""
    rows = ReturnedPack.objects.filter(
        seen(by, Permission.SAMPLE_SEE, count=True), within(area), day__gte=since, day__lte=until
    )
    packs, stale = [], set()
    for day, path, labs, old, blob in rows.order_by().values_list(
        "day", "area_path", "laboratories", "stale", "packed"
    ):
        if old:
            stale.add((day, path))
        else:
            packs.append(rules.Pack(path, labs, bytes(blob)))
    return rules.Returned([*packs, *repacked(stale).values()])


def repacked(keys: set[tuple[date, str]]) -> dict[tuple[date, str], rules.Pack]:
    """Packs of days and areas made from their tubes."""
    rows: dict[tuple[date, str], list[rules.ReturnedTube]] = {key: [] for key in keys}
    if keys:
        tubes = Tube.objects.filter(returned_on__in={day for day, _path in keys}, area_path__in={p for _day, p in keys})
        names = ("returned_on", "area_path", "laboratory_id", "minutes", "size", "late", "result")
        for day, path, lab, *said in tubes.order_by().values_list(*names):
            found = rows.get((day, path))
            if found is not None:
                found.append(rules.ReturnedTube(str(lab or ""), *said))
    return {key: rules.packed(key[1], found) for key, found in rows.items()}


def stale_days(*, by: Actor) -> list[date]:
    """Days with packs to be made again, the newest first."""
    rows = ReturnedPack.objects.filter(seen(by, Permission.SAMPLE_SEE), stale=True).order_by("-day")
    return list(rows.values_list("day", flat=True).distinct())


def board(*, by: Actor, at: datetime, since: date, until: date, area: str = "", depth: int = 4) -> Board:
    """Per laboratory and commune: share on time, median, 90th percentile, backlog, positivity, capacity."""
    counted = returned(by=by, since=since, until=until, area=area)
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
    tubes = returned(by=by, since=days[0], until=days[1], area=area).results()
    if sum(size * n for size, _positive, n in tubes) < rule.advice_least:
        return None
    share = rules.from_pools(tubes)
    return rules.advise(share, rule.pool_sizes) if share is not None else None


class _Positive(Func):
    """The condition of the index of positive tubes, word for word: SQLite does not see it in a parameter."""

    template = f"%(expressions)s = '{POSITIVE}'"
    output_field = BooleanField()


def persons_positive(*, by: Actor, since: date, until: date, area: str = "") -> int:
    """Persons with a positive result returned in these days; each once, however many tests he had."""
    tubes = visible_tubes(by, count=True).filter(
        _Positive(F("result")), within(area), returned_on__gte=since, returned_on__lte=until
    )
    rows = Sample.objects.filter(tube__in=tubes.values("pk"), result=POSITIVE)
    return rows.values("person").distinct().count()
