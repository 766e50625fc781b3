"""The clocks of this room (the centre's dated setting), and what is late, due soon or silent by them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.regulations.api import NoRegulation, Ruling, Subject, as_of
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import ScenarioState, Task
from vungxanh.rooms.tasks.queries.seeing import visible

DISEASE = "covid19"


def ruling(at: datetime, area: str = "") -> Ruling[Any]:
    """The setting in force, with why."""
    return as_of(Subject.TASK_CLOCKS, DISEASE, timezone.localdate(at), area)


def clocks(at: datetime, area: str = "") -> Any:
    """``soon_hours``, ``escalate_hours``, ``quiet_days``, ``answer_hours``, ``digest_hour`` in force."""
    return ruling(at, area).value


def soon_span(at: datetime) -> timedelta:
    """How long before its deadline a task is said to be due soon."""
    return timedelta(hours=clocks(at).soon_hours)


def late(at: datetime) -> Q:
    """Open past the deadline; what was reported done in time is not late while it waits for approval."""
    return Q(state__in=rules.LIVE, due_at__lt=at) & ~waiting_in_time()


def waiting_in_time() -> Q:
    """Reported done before the deadline."""
    return Q(state=rules.State.REPORTED, reported_at__lte=F("due_at"))


def soon(at: datetime) -> Q:
    """Open, and due within the span of the setting."""
    return Q(state__in=(rules.State.OPEN, rules.State.DOING), due_at__gte=at, due_at__lte=at + soon_span(at))


def quiet(at: datetime) -> Q:
    """Open, and nobody who does it has said anything for too long."""
    since = at - timedelta(days=clocks(at).quiet_days)
    return Q(state__in=(rules.State.OPEN, rules.State.DOING), kind=rules.Kind.TASK, told_at__lt=since)


def timing_of(task: Task, at: datetime, span: timedelta) -> rules.Timing:
    """How a task stands."""
    return rules.timing(
        task.state, due_at=task.due_at, at=at, soon=span, reported_at=task.reported_at, escalated_at=task.escalated_at
    )


def to_escalate(at: datetime) -> QuerySet[Task]:
    """Tasks late for longer than the setting that nobody was told of yet, the longest late first."""
    before = at - timedelta(hours=clocks(at).escalate_hours)
    rows = Task.objects.filter(kind=rules.Kind.TASK, state__in=(rules.State.OPEN, rules.State.DOING))
    return rows.filter(due_at__lt=before, escalated_at=None).order_by("due_at", "id")


def turns_due(at: datetime) -> bool:
    """Whether a rhythm is running at all (opening its turns is asked for every hour)."""
    return Task.objects.filter(kind=rules.Kind.SERIES, state__in=rules.LIVE).exists()


def borders(area: str, on: date) -> tuple[tuple[int, ...], str] | None:
    """The borders between scenarios in an area and the sentence that cites them; None where no plan sets any."""
    try:
        found: Ruling[Any] = as_of(Subject.SCENARIO, DISEASE, on, area)
    except NoRegulation:
        return None
    return found.value.borders, found.explanation.in_words()


def scenario_now(area: str) -> ScenarioState | None:
    """What holds in an area: its own, else of the nearest area above."""
    line = [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]
    return ScenarioState.objects.filter(area_path__in=line).order_by("-area_path", "-id").first()


def scenario_history(area: str, limit: int = 50) -> list[ScenarioState]:
    """What held in an area, the newest first."""
    return list(ScenarioState.objects.filter(within(area)).order_by("-id")[:limit])


def planned_areas() -> list[str]:
    """Areas whose tasks wait for a scenario or were woken by one."""
    rows = Task.objects.filter(scenario__isnull=False, parent=None).order_by()
    return sorted(set(rows.values_list("order_area", flat=True)))


def asleep_by_scenario(by: Actor, area: str) -> dict[int, int]:
    """How many uppermost tasks of an area wait for each scenario."""
    rows = visible(by).filter(within(area, "order_area"), state=rules.State.ASLEEP, scenario__isnull=False)
    return dict(rows.filter(parent=None).order_by().values_list("scenario").annotate(n=Count("pk")))


def under_treatment(by: Actor, area: str) -> int:
    """Confirmed cases of an area that neither recovered nor died: what scenarios go by."""
    rows = cases.visible(by).filter(within(area), disease=DISEASE, status="confirmed")
    return rows.exclude(outcome__in=("recovered", "died")).order_by().count()


def computed_scenario(by: Actor, area: str, at: datetime) -> tuple[int, int, str] | None:
    """(scenario, cases under treatment, the sentence that cites the borders) as of now; None without a plan."""
    found = borders(area, timezone.localdate(at))
    if found is None:
        return None
    active = under_treatment(by, area)
    return rules.scenario_of(active, found[0]), active, found[1]
