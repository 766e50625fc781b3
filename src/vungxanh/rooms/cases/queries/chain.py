"""Who infected whom, as far as ``by`` may see both."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from uuid import UUID

from django.db.models import Q, QuerySet

from vungxanh.engine.chain import api as engine
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import rules
from vungxanh.rooms.cases.models import Case, TransmissionLink
from vungxanh.rooms.cases.queries.one import LIVE, get, visible


@dataclass(frozen=True, slots=True)
class ChainCase:
    """A case of a chain. ``day``: its onset, else its diagnosis (``is_onset`` False)."""

    id: UUID
    code: str
    day: date | None
    is_onset: bool
    onset: date | None
    notified: date | None
    exposed_from: date | None
    exposed_until: date | None
    status: str
    outcome: str
    area_path: str
    cluster_id: UUID | None
    cluster: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """``infectee`` has it from ``infector``, met in ``setting``; ``main`` False: a further possible source."""

    infector: UUID
    infectee: UUID
    setting: str
    main: bool


@dataclass(frozen=True)
class ChainData:
    """Cases and links between them. ``cut``: how many cases more there are than were read.

    ``totals``: how many each infected in all, where the links are only a part of the chain.
    """

    cases: dict[UUID, ChainCase]
    links: list[ChainLink]
    cut: int = 0
    totals: dict[UUID, int] | None = None

    @cached_property
    def figures(self) -> "engine.Chain[UUID]":
        """Secondary cases, serial intervals, generations (``vungxanh.engine.chain``)."""
        return engine.Chain.build(
            (engine.Case(c.id, c.onset, c.notified, c.exposed_from, c.exposed_until) for c in self.cases.values()),
            (engine.Link(link.infector, link.infectee) for link in self.links),
        )

    def part(self, ids: Iterable[UUID]) -> "ChainData":
        """Only these cases, and the links between them."""
        kept = {i: self.cases[i] for i in ids if i in self.cases}
        return ChainData(kept, [x for x in self.links if x.infector in kept and x.infectee in kept])

    def linked(self) -> "ChainData":
        """Only cases that have a link."""
        return self.part(dict.fromkeys(i for x in self.links for i in (x.infector, x.infectee)))


def links(*, by: Actor, disease: str, cluster_id: UUID | None = None) -> list[ChainLink]:
    """The links of a disease (of one cluster), discarded cases left out."""
    return chain(by=by, disease=disease, cluster_id=cluster_id, limit=1_000_000).links


def chain(
    *,
    by: Actor,
    disease: str,
    cluster_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 5_000,
) -> ChainData:
    """The cases of a disease with their links: of a cluster (and who brought it in), or of a time of onset.

    At most ``limit`` cases are read, the newest; ``cut`` says how many were left.
    """
    wanted = visible(by).filter(disease=disease, status__in=LIVE)
    if cluster_id:
        inside = Case.objects.filter(cluster=cluster_id).values("pk")
        brought = TransmissionLink.objects.filter(case__in=inside).values("source")
        wanted = wanted.filter(Q(pk__in=inside) | Q(pk__in=brought))
    day = Q(onset_date__gte=since) if since else Q()
    wanted = wanted.filter(day & (Q(onset_date__lte=until) if until else Q()))
    cases = _cases(wanted.order_by("-id")[: limit + 1])
    cut = wanted.count() - limit if len(cases) > limit else 0
    known = {c.id: c for c in cases[:limit]}
    inner = {i for i, c in known.items() if c.cluster_id == cluster_id} if cluster_id else known.keys()
    return ChainData(known, [x for x in _links_into(inner) if x.infector in known], cut)


def _links_into(ids: Iterable[UUID]) -> list[ChainLink]:
    """The links whose infectee is one of these; found by key, whoever may see the infector."""
    found: list[ChainLink] = []
    for part in _parts(ids):
        columns = TransmissionLink.objects.filter(case__in=part).order_by("id")
        found += [ChainLink(*row) for row in columns.values_list("source_id", "case_id", "setting", "main")]
    return found


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    """So many keys as one query takes."""
    rest = iter(ids)
    while part := list(islice(rest, 5_000)):
        yield part


def case_chain(*, by: Actor, case_id: UUID, down: int = 3, limit: int = 300) -> ChainData:
    """One case, everyone it may come from (to the first), and whom it infected over ``down`` generations.

    Of a case that infected very many only the first ``limit`` are there; ``totals`` counts them all.
    """
    case = get(by=by, case_id=case_id)
    found = {case.pk} | _walk(by, case, "case", "source", steps=50, limit=limit)
    found |= _walk(by, case, "source", "case", steps=down, limit=limit)
    cases = {c.id: c for c in _cases(Case.objects.filter(pk__in=found))}
    between = [x for x in _links_into(found) if x.infector in cases]
    return ChainData(cases, between, totals=_totals(by, found))


def _walk(by: Actor, case: Case, here: str, there: str, *, steps: int, limit: int) -> set[UUID]:
    """From ``case`` along the links through cases that ``by`` may see, two queries a generation."""
    found, edge = {case.pk}, {case.pk}
    for _step in range(steps):
        rows = TransmissionLink.objects.filter(**{f"{here}__in": edge}).order_by("id")
        reached = set(rows.values_list(f"{there}_id", flat=True)[: limit * 2]) - found
        edge = set(sorted(_seen(by, reached))[: limit - len(found)])
        if not edge or len(found) >= limit:
            break
        found |= edge
    return found


def _seen(by: Actor, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the cases that are live and ``by`` may see. Read by key and judged here: by area would read them all."""
    seen: set[UUID] = set()
    for part in _parts(ids):
        rows = Case.objects.filter(pk__in=part, status__in=LIVE).values_list("id", "area_path")
        seen.update(pk for pk, area in rows if by.may(Permission.CASE_SEE, area))
    return seen


def _totals(by: Actor, ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many cases that ``by`` may see each of these infected."""
    pairs = list(TransmissionLink.objects.filter(source__in=list(ids)).values_list("source_id", "case_id"))
    known = _seen(by, {infectee for _source, infectee in pairs})
    return dict(Counter(source for source, infectee in pairs if infectee in known))


def _cases(rows: QuerySet[Case]) -> list[ChainCase]:
    columns = rows.values_list(
        "id", "code", "onset_date", "diagnosed_at", "notified_at", "exposure_start", "exposure_end",
        "status", "outcome", "area_path", "cluster_id", "cluster__name",
    )  # fmt: skip
    found = []
    for pk, code, onset, diagnosed, notified, start, end, status, outcome, area, cluster, name in columns:
        day = onset or (rules.local_day(diagnosed) if diagnosed else None)
        report = rules.local_day(notified) if notified else None
        found.append(
            ChainCase(
                pk, code, day, onset is not None, onset, report, start, end, status, outcome, area, cluster, name or ""
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class SecondaryRow:
    """One line of the list of who infected most."""

    case: ChainCase
    secondary: int
    generation: int
    descendants: int


def secondary_rows(data: ChainData) -> list[SecondaryRow]:
    """Every case with how many it infected, most first. A case with two possible sources counts for both."""
    figures = data.figures
    below = _descendants(data)
    return [
        SecondaryRow(data.cases[i], n, figures.generations[i].shortest, below[i])
        for i, n in figures.secondary_cases().items()
    ]


def _descendants(data: ChainData) -> dict[UUID, int]:
    """Cases below each along main sources, as they are drawn."""
    main = {x.infectee: x.infector for x in data.links if x.main}
    below = dict.fromkeys(data.cases, 0)
    for i in reversed(data.figures.order):
        if i in main:
            below[main[i]] += below[i] + 1
    return below


@dataclass(frozen=True, slots=True)
class PlaceAttack:
    """How many of those exposed at a place fell ill. ``rate``, ``low``, ``high``: 0..1, None when nobody was exposed."""

    place: str
    cases: int
    exposed: int
    rate: float | None
    low: float | None
    high: float | None

    @property
    def percent(self) -> float | None:
        """The rate, in per cent."""
        return None if self.rate is None else self.rate * 100

    @property
    def low_percent(self) -> float | None:
        """Lower end of the confidence interval, in per cent."""
        return None if self.low is None else self.low * 100

    @property
    def high_percent(self) -> float | None:
        """Upper end, in per cent."""
        return None if self.high is None else self.high * 100


def attack_rates(counts: Iterable[tuple[str, int, int]]) -> list[PlaceAttack]:
    """From (place, cases, exposed) rows, which the tracing room counts; highest rate first."""
    found = []
    for place, cases, exposed in counts:
        rate = engine.attack_rate(cases, exposed)
        found.append(PlaceAttack(place, rate.cases, rate.exposed, rate.rate, rate.low, rate.high))
    return sorted(found, key=lambda r: (-(r.rate or 0), -r.cases, r.place))


def settings_of(data: ChainData) -> Sequence[tuple[str, int]]:
    """Where infections happened: (setting, links), most first; "" is not known."""
    counts: dict[str, int] = {}
    for link in data.links:
        counts[link.setting] = counts.get(link.setting, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
