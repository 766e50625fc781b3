"""What a trace of one case finds, with the details a reader needs; computed live, nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from vungxanh.engine.tracing import api as engine
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import ContactJudgement
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import rules, snapshot
from vungxanh.rooms.tracing.models import ContactEvent, Visit
from vungxanh.rooms.tracing.rules.judging import TRACED
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

T = TypeVar("T")
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Found:
    """One person reached from a case: his level, through whom, where, when, by which rule; ``reason`` has no names."""

    person_id: UUID
    level: int
    through_id: UUID
    first: datetime
    last: datetime
    minutes: int
    rule: str
    reason: str
    venue_id: UUID | None = None
    venue: str = ""
    meeting_id: UUID | None = None
    visit_id: UUID | None = None
    household: bool = False
    managed: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A traced case. ``refusal`` says why nothing could be computed (then there is no plan)."""

    case_id: UUID
    plan: rules.TracePlan | None
    found: tuple[Found, ...] = ()
    refusal: str = ""
    trace: engine.KeyedTrace | None = field(default=None, repr=False, compare=False)

    def count(self, level: int) -> int:
        """How many have this level."""
        return sum(1 for f in self.found if f.level == level)


def deciding_day(case: Any) -> Any:
    """The day whose definitions decide about a case: of its diagnosis, else the first day known of it."""
    known = case.diagnosed_at or case.sampled_at
    if known is not None:
        return known.astimezone(VIETNAM).date()
    return case.onset_date or case.exposure_start or case.created_at.astimezone(VIETNAM).date()


def plan(case: Any, levels: int | None = None) -> rules.TracePlan:
    """How a case is traced; Refused when its window is not known or its disease has no contacts."""
    window = cases.infectious_window(case)
    period = (window.period.start, window.period.end) if window else None
    return rules.plan_of(
        disease=case.disease, area=case.area_path, day=deciding_day(case), window=period, levels=levels
    )


def traced(case: Any) -> bool:
    """Whether contacts of the case are stored and worked on: probable and confirmed ones."""
    return case.status in TRACED


def find(case: Any, *, at: datetime, levels: int | None = None) -> Finding:
    """Trace a case as things stand. ``levels``: more (or fewer) than the regulation manages."""
    try:
        made = plan(case, levels)
    except Refused as no:
        return Finding(case.pk, None, refusal=no.sentence)
    trace = snapshot.trace(person_id=case.person_id, disease=case.disease, plan=made, at=at)
    reached = trace.people()
    stays = _stays({r.visit for r in reached if r.visit})
    met = _meetings({r.contact for r in reached if r.contact})
    rows = (_found(r, made, stays, met, case.disease) for r in reached)
    return Finding(case.pk, made, tuple(row for row in rows if row is not None), trace=trace)


def chunks(ids: Iterable[T]) -> Iterable[Sequence[T]]:
    """Ids in portions a database takes as parameters."""
    every = list(ids)
    return (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))


def _stays(ids: set[UUID]) -> dict[UUID, tuple[UUID, str]]:
    found: dict[UUID, tuple[UUID, str]] = {}
    for part in chunks(ids):
        rows = Visit.objects.filter(pk__in=part).values_list("pk", "venue_id", "venue__name")
        found.update((pk, (venue, name)) for pk, venue, name in rows)
    return found


def _meetings(ids: set[UUID]) -> dict[UUID, ContactEvent]:
    found: dict[UUID, ContactEvent] = {}
    for part in chunks(ids):
        found.update((row.pk, row) for row in ContactEvent.objects.filter(pk__in=part).select_related("venue"))
    return found


def meeting_of(row: ContactEvent) -> rules.Meeting:
    """The circumstances of a stored meeting."""
    return rules.Meeting(
        distance_m=row.distance_m, minutes=row.minutes, masked=row.masked, household=row.household,
        physical=row.physical, care=row.care, closed_space=row.closed_space,
    )  # fmt: skip


def judgement(row: ContactEvent, disease: str) -> ContactJudgement:
    """Whether a meeting counts, and why, by the definition of its day."""
    day = row.start_at.astimezone(VIETNAM).date()
    return rules.counts(meeting_of(row), disease=disease, day=day, area=row.area_path)


def _found(
    r: engine.Reached,
    made: rules.TracePlan,
    stays: dict[UUID, tuple[UUID, str]],
    met: dict[UUID, ContactEvent],
    disease: str,
) -> Found | None:
    row = met.get(r.contact) if r.contact else None
    if (r.contact and row is None) or (r.visit and r.visit not in stays):
        return None  # removed a moment ago
    venue_id, venue = (
        stays[r.visit] if r.visit else (row.venue_id, row.venue.name if row.venue else "") if row else (None, "")
    )
    managed = r.level <= made.managed
    how = rules.How(
        level=r.level, start=moment(r.exposed_from), end=moment(r.exposed_until), rule=made.rule, venue=venue,
        judged=judgement(row, disease).reason if row else "", managed=managed,
    )  # fmt: skip
    return Found(
        person_id=r.person, level=r.level, through_id=r.infector, first=how.start, last=moment(r.last_exposure),
        minutes=how.minutes, rule=made.rule[:80], reason=rules.reason(how), venue_id=venue_id, venue=venue,
        meeting_id=r.contact, visit_id=r.visit, household=bool(row and row.household), managed=managed,
    )  # fmt: skip


def moment(seconds: int) -> datetime:
    """The moment of so many seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def warm_up(disease: str) -> None:
    """Lay the visits and meetings out before the first question, and compile what answers it."""
    snapshot.warm_up(disease)
