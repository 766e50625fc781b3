"""Backwards from a case: who may have infected him, the likeliest first. Nothing is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from vungxanh.engine.tracing import api as engine
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Disease
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import rules, snapshot
from vungxanh.rooms.tracing.models import ContactEvent, Visit
from vungxanh.rooms.tracing.queries.finding import chunks, moment
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

BETWEEN = 150  # people one link away who are looked into when no case met him directly
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Source:
    """A case who may have infected him, over the exposure that explains it best. ``case``, ``person`` None: of elsewhere.

    ``days`` from the exposure to the onset (or the first known day); ``share`` of the explanation among all found.
    """

    case: Any
    person: Any
    through: Any
    start: datetime
    end: datetime
    venue: str
    days: float
    times: int
    share: float

    @property
    def minutes(self) -> int:
        """How long that exposure lasted."""
        return max(1, int((self.end - self.start).total_seconds() // 60))


@dataclass(frozen=True, slots=True)
class Sources:
    """``start``..``end``: when he may have caught it. ``by_onset``: counted from the onset, else from the first known day."""

    start: datetime
    end: datetime
    by_onset: bool
    met: int
    rows: tuple[Source, ...]
    disease: Disease


def caught_between(case: Any) -> tuple[datetime, datetime, datetime]:
    """(from, until, the day counted from) in which a case may have been infected; Refused where that is not known."""
    known = known_disease(case.disease)
    shortest, longest = known.incubation_min_days, known.incubation_max_days
    told = case.sampled_at or case.diagnosed_at
    day: date | None = case.onset_date or (told.astimezone(VIETNAM).date() if told else None)
    if shortest is None or longest is None:
        raise Refused("Chưa có thời gian ủ bệnh của bệnh này, nên chưa tìm ngược được.")
    if day is None:
        raise Refused("Ca bệnh cần ngày khởi phát, ngày lấy mẫu hoặc ngày chẩn đoán để tìm ngược nguồn lây.")
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=VIETNAM)
    latest = timedelta(days=shortest) if case.onset_date else timedelta()
    return noon - timedelta(days=longest + 0.5), noon - latest + timedelta(days=0.5), noon


def likely_sources(*, by: Actor, case_id: UUID) -> tuple[Any, Sources]:
    """(case, who may have infected him); through one other person where no case met him. Refused without dates."""
    case = cases.get(by=by, case_id=case_id)
    by.check(Permission.TRACE_SEE, case.area_path)
    start, end, noon = caught_between(case)
    disease = known_disease(case.disease)
    day = noon.date()
    plan = rules.plan_of(disease=case.disease, area=case.area_path, day=day, window=(start, end))
    definition = engine.Definition(levels=1, min_minutes_same_place=plan.same_place_minutes)
    index = snapshot.current(case.disease)
    met = index.met(case.person_id, int(start.timestamp()), int(end.timestamp()), definition)
    found = _by_cases(met, case, definition)
    chains: list[tuple[Any, engine.KeyedExposure, UUID | None]] = [(c, e, None) for c, e in found]
    if not chains:
        chains = _through_one(index, met, case, definition, longest=int((disease.incubation_max_days or 14) * DAY))
    rows = _weighed(by, chains, noon, disease)
    told = Sources(start, end, case.onset_date is not None, len({e.source for e in met}), rows, disease)
    return case, told


def _infectious(person_ids: Iterable[UUID], case: Any) -> dict[UUID, list[tuple[Any, int, int]]]:
    """Probable and confirmed cases among these people, with their infectious windows."""
    found: dict[UUID, list[tuple[Any, int, int]]] = defaultdict(list)
    every = cases.active_index_cases(by=system(), disease=case.disease).exclude(person_id=case.person_id)
    for part in chunks(set(person_ids)):
        for other in every.filter(person_id__in=part):
            window = cases.infectious_window(other)
            if window is not None:
                stop = window.period.end
                until = int(stop.timestamp()) if stop else 2**40
                found[other.person_id].append((other, int(window.period.start.timestamp()), until))
    return found


def _by_cases(
    met: Sequence[engine.KeyedExposure], case: Any, definition: engine.Definition
) -> list[tuple[Any, engine.KeyedExposure]]:
    """The exposures by people who were infectious cases then, cut to their windows."""
    known = _infectious((e.source for e in met), case)
    found = []
    for e in met:
        for other, since, until in known.get(e.source, ()):
            start, end = max(e.start, since), min(e.end, until)
            if end - start >= (1 if e.contact else definition.min_seconds):
                cut = engine.KeyedExposure(e.source, e.target, start, end, e.contact, e.source_visit, e.target_visit)
                found.append((other, cut))
    return found


def _through_one(
    index: engine.KeyedIndex,
    met: Sequence[engine.KeyedExposure],
    case: Any,
    definition: engine.Definition,
    longest: int,
) -> list[tuple[Any, engine.KeyedExposure, UUID | None]]:
    """Cases who met somebody that met him afterwards; the people he was longest with."""
    last: dict[UUID, engine.KeyedExposure] = {}
    length: dict[UUID, int] = defaultdict(int)
    for e in met:
        length[e.source] += e.end - e.start
        if e.source not in last or e.end > last[e.source].end:
            last[e.source] = e
    earlier: list[engine.KeyedExposure] = []
    for person in sorted(length, key=lambda p: -length[p])[:BETWEEN]:
        exposure = last[person]
        there = index.met(person, exposure.start - longest, exposure.end, definition)
        earlier += [e for e in there if e.source != case.person_id and e.start < exposure.end]
    found: dict[tuple[UUID, UUID], tuple[Any, engine.KeyedExposure, UUID | None]] = {}
    for other, e in _by_cases(earlier, case, definition):
        key = (other.pk, e.target)
        if key not in found:
            found[key] = (other, last[e.target], e.target)
    return list(found.values())


def _weighed(
    by: Actor, chains: list[tuple[Any, engine.KeyedExposure, UUID | None]], noon: datetime, disease: Disease
) -> tuple[Source, ...]:
    weights: dict[UUID, float] = defaultdict(float)
    best: dict[UUID, tuple[float, engine.KeyedExposure, UUID | None, Any]] = {}
    times: dict[UUID, int] = defaultdict(int)
    for other, e, through in chains:
        days = (noon.timestamp() - (e.start + e.end) / 2) / DAY
        weight = max(e.end - e.start, 60) * rules.plausibility(
            days, shortest=disease.incubation_min_days or 0, longest=disease.incubation_max_days or 21,
            mean=disease.incubation_mean_days,
        )  # fmt: skip
        weights[other.pk] += weight
        times[other.pk] += 1
        if other.pk not in best or weight > best[other.pk][0]:
            best[other.pk] = (weight, e, through, other)
    whole = sum(weights.values()) or 1.0
    order = sorted(best, key=lambda pk: (-weights[pk], str(pk)))[:50]
    visible = cases.get_many(by=by, case_ids=order)
    names = people.cards(by, {best[pk][3].person_id for pk in order} | {t for pk in order if (t := best[pk][2])})
    places = _places([best[pk][1] for pk in order])
    return tuple(
        Source(
            case=visible.get(pk), person=names.get(other.person_id) if pk in visible else None, through=names.get(through) if through else None,
            start=moment(e.start), end=moment(e.end), venue=places.get(e.contact or e.target_visit, ""),
            days=round((noon.timestamp() - (e.start + e.end) / 2) / DAY, 1), times=times[pk], share=weights[pk] / whole,
        )
        for pk, (_, e, through, other) in ((pk, best[pk]) for pk in order)
    )  # fmt: skip


def _places(exposures: Sequence[engine.KeyedExposure]) -> dict[UUID | None, str]:
    """Name of the place of each meeting or visit."""
    visits = Visit.objects.filter(pk__in=[e.target_visit for e in exposures if e.target_visit])
    met = ContactEvent.objects.filter(pk__in=[e.contact for e in exposures if e.contact], venue__isnull=False)
    return dict([*visits.values_list("pk", "venue__name"), *met.values_list("pk", "venue__name")])
