"""All counts a set of criteria may ask for, taken in a handful of queries; totals of a day that count nobody twice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from vungxanh.common import centre
from vungxanh.common.access import within
from vungxanh.kernel.actor import inside, system
from vungxanh.regulations.risk import Measure, Unit
from vungxanh.rooms.places.queries import Level, level_of, parent_of
from vungxanh.rooms.zones.models import AreaInput, Series
from vungxanh.rooms.zones.queries import counting
from vungxanh.rooms.zones.rules import Reading, Specs

SIZES = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}
LONGEST = 14
LAG = timedelta(days=1)
"""Counts of a day come the next morning."""


@dataclass(frozen=True, slots=True)
class Total:
    """Cases by day. ``sure``: told to be of the kind asked for; ``loose``: with those whose kind nobody told."""

    sure: Counter[date] = field(default_factory=Counter)
    loose: Counter[date] = field(default_factory=Counter)


@dataclass(slots=True)
class Seen:
    """Numbers by area, for windows ending on ``day``: one by one (``sick``; ``sources``: whom they have it from elsewhere), and as series tell them (``told``)."""

    day: date
    home: str
    sick: list[counting.Sick]
    sources: list[counting.Sick]
    told: dict[str, counting.Told]
    covered: list[Series]
    f1: dict[str, int]
    died: dict[str, int]
    any_case: bool
    any_contact: bool
    inputs: dict[str, dict[Measure, Reading]]
    cases: dict[str, Counter[date]] = field(default_factory=dict)
    community: dict[str, Counter[date]] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)
    crowded: Counter[str] = field(default_factory=Counter)
    clusters: dict[str, int] = field(default_factory=dict)
    below: dict[str, set[str]] = field(default_factory=dict)
    totals: dict[tuple[str, bool], Total] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.sick:
            self.cases.setdefault(one.commune, Counter())[one.day] += 1
            if one.community:
                self.community.setdefault(one.commune, Counter())[one.day] += 1
                self.unknown[one.commune] += one.source is None
                self.crowded[one.commune] += one.crowded
        self.clusters = counting.unknown_clusters(self.sick, self.sources)
        for path in [*self.told, *self.cases]:
            above = parent_of(path)
            while above and path not in self.below.setdefault(above, set()):
                self.below[above].add(path)
                path, above = above, parent_of(above)

    def first(self, days: int) -> date:
        """The first day of a window."""
        return self.day - timedelta(days=days - 1)

    def window(self, days: int) -> list[date]:
        """Its days, the oldest first."""
        return [self.first(days) + timedelta(days=n) for n in range(days)]

    def persons(self, path: str) -> bool:
        """Whether cases of this area are recorded here one by one: not while nobody has recorded any."""
        return self.any_case and (not self.home or inside(path, self.home))

    def series(self, path: str, days: int) -> date | None:
        """Until when a series that speaks of places this small covers the window, ``LAG`` less at most; None: none does."""
        first, last, size = self.first(days), self.day - LAG, SIZES[level_of(path)]
        ends = [
            s.last_day for s in self.covered
            if s.whole and inside(path, s.area_path) and size <= SIZES.get(Level(s.unit), 0)
            and s.first_day is not None and s.last_day is not None and s.first_day <= first and last <= s.last_day
        ]  # fmt: skip
        return max(ends, default=None)

    def total(self, path: str, community: bool) -> Total:
        """By day, the largest that anybody tells of a place: recorded one by one, told of the places in it, told of
        itself (nguyco.antoancovid.vn). A source that tells the community apart goes before one that does not."""
        key = (path, community)
        if key not in self.totals:
            self.totals[key] = self._total(path, community)
        return self.totals[key]

    def _total(self, path: str, community: bool) -> Total:
        held = (self.community if community else self.cases).get(path, Counter())
        found = Total(Counter(held), Counter(held))
        for below in self.below.get(path, ()):
            part = self.total(below, community)
            found.sure.update(part.sure)
            found.loose.update(part.loose)
        told = self.told.get(path)
        for day, n in (told.cases if told else Counter[date]()).items():
            apart = told.community.get(day) if told and community else n
            if apart is None:
                found.loose[day] = max(found.loose[day], n)
            else:
                found.sure[day] = found.loose[day] = max(found.sure[day], apart)
        return found


def gather(*, area: str, beyond: Iterable[str], day: date, specs: Specs) -> Seen:
    """All counts in a handful of queries; ``beyond``: neighbours outside the area."""
    by, first = system("mức nguy cơ"), day - timedelta(days=LONGEST - 1)
    wanted = {area, *(parent_of(path) for path in beyond)}
    scopes = sorted(s for s in wanted if not any(s != other and inside(s, other) for other in wanted))
    sick: list[counting.Sick] = []
    told: dict[str, counting.Told] = {}
    f1: dict[str, int] = {}
    for scope in scopes:
        sick += counting.sick_of(by=by, area=scope, first=first, last=day, crowded=specs.rules.crowded)
        told |= counting.told_by_series(by=by, area=scope, first=first, last=day)
        if Measure.COMMUNITY_F1 in specs.of(Unit.COMMUNE).measures:
            f1 |= counting.loose_f1(by=by, area=scope, day=day)
    sources = counting.sources_beyond(by=by, sick=sick, first=first, last=day)
    week = day - timedelta(days=6)
    return Seen(
        day, centre.current().area_path, sick, sources, told, list(Series.objects.exclude(first_day=None)), f1,
        counting.died(by=by, area=area, first=week, last=day), counting.any_case(by=by),
        counting.any_contact(by=by), inputs_of(scopes, day),
    )  # fmt: skip


def inputs_of(scopes: Sequence[str], day: date) -> dict[str, dict[Measure, Reading]]:
    """What people stated, the latest of each."""
    found: dict[str, dict[Measure, Reading]] = {}
    for scope in scopes:
        for one in AreaInput.objects.filter(within(scope), day__lte=day).order_by("day", "said_at"):
            note = f"{one.source}, {one.day.day}/{one.day.month}/{one.day.year}"
            found.setdefault(one.area_path, {})[Measure(one.measure)] = Reading(
                one.numerator, one.denominator, "", note
            )
    return found
