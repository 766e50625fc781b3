"""A generated outbreak on a generated district: who infects whom, where, when, and what was recorded of it. Pure.

Times are minutes relative to the morning (07:30) of the demo's day; negative is the past.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from vungxanh.adapters.demo.population import District

DAY = 1440
DAYS = 12


@dataclass(slots=True)
class Sick:
    """One infected person."""

    person: int
    infected: int
    onset: int
    sampled: int
    diagnosed: int
    source: int | None
    setting: str
    symptomatic: bool
    returnee: bool = False


@dataclass(slots=True)
class Meeting:
    """A contact event as an interview records it."""

    a: int
    b: int
    start: int
    minutes: int
    setting: str
    venue: int = -1
    of: int | None = None
    """Index (into cases) of the case whose interview brought it."""


@dataclass(slots=True)
class Stay:
    """A visit; ``of`` the index of the case whose milestone it is."""

    person: int
    venue: int
    start: int
    end: int
    of: int | None = None


@dataclass(slots=True)
class Outbreak:
    """Everything that happened, in order of infection."""

    cases: list[Sick] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)


def generate(d: District, seed: int = 152, wanted: int = 1000) -> Outbreak:
    """Two returnees bring it in; it spreads until ``wanted`` people are infected or the day comes."""
    r = np.random.default_rng(seed)
    out = Outbreak()
    _check_ins(r, d, out)
    _background(r, d, out)
    visitors = _visitors(out)
    infected: set[int] = set()
    adults = np.flatnonzero((d.birth_year > 1970) & (d.birth_year < 2000))
    queue: list[tuple[int, int, int | None, str]] = [
        (int(r.choice(adults[d.commune[adults] == commune])), -DAYS * DAY + 600, None, "Trở về từ vùng dịch")
        for commune in (7, 1, 0)
    ]
    while queue and len(out.cases) < wanted:
        queue.sort(key=lambda q: q[1])
        person, when, source, setting = queue.pop(0)
        if person in infected:
            continue
        infected.add(person)
        sick = _fall_ill(r, person, when, source, setting)
        out.cases.append(sick)
        queue += _spread(r, d, out, len(out.cases) - 1, visitors)
    return out


def _fall_ill(r: np.random.Generator, person: int, when: int, source: int | None, setting: str) -> Sick:
    onset = when + int(np.clip(r.lognormal(1.45, 0.4), 2, 12) * DAY)
    sampled = onset + int(r.uniform(0.3, 3.2) * DAY)
    diagnosed = sampled + int(r.uniform(5, 20) * 60)
    return Sick(person, when, onset, sampled, diagnosed, source, setting, bool(r.random() < 0.75), source is None)


def _spread(
    r: np.random.Generator, d: District, out: Outbreak, index: int, visitors: dict[int, list[Stay]]
) -> list[tuple[int, int, int | None, str]]:
    """Meetings and stays of a case in his infectious time, and whom he infected at them."""
    sick = out.cases[index]
    start, end = max(sick.onset - 2 * DAY, sick.infected + DAY), sick.diagnosed + 180
    end = min(end, 0)
    if end - start < 120:
        return []
    found: list[tuple[int, int, int | None, str]] = []
    for m in _home_meetings(r, d, index, sick, start, end) + _other_meetings(r, d, index, sick, start, end):
        out.meetings.append(m)
        chance = {"Gia đình": 0.28, "Nơi làm việc": 0.12, "Bạn bè": 0.14}.get(m.setting, 0.08)
        if r.random() < chance:
            found.append((m.b, m.start + m.minutes // 2, index, m.setting))
    for _ in range(int(r.integers(2, 6))):
        stay = _milestone(r, d, index, sick, start, end)
        out.stays.append(stay)
        for other in visitors.get(stay.venue, []):
            shared = min(stay.end, other.end) - max(stay.start, other.start)
            if shared >= 15 and other.person != sick.person and r.random() < 0.12:
                found.append((other.person, max(stay.start, other.start) + 15, index, d.venues[stay.venue].name))
    return found


def _home_meetings(r: np.random.Generator, d: District, index: int, sick: Sick, start: int, end: int) -> list[Meeting]:
    members = d.homes[int(d.home[sick.person])].members
    return [
        Meeting(sick.person, other, _evening(r, day), int(r.integers(120, 600)), "Gia đình", of=index)
        for other in members
        if other != sick.person
        for day in sorted({int(r.integers(start // DAY, end // DAY + 1)) for _ in range(2)})
        if start <= _noon(day) < end
    ]


def _other_meetings(r: np.random.Generator, d: District, index: int, sick: Sick, start: int, end: int) -> list[Meeting]:
    found = []
    work = int(d.work[sick.person])
    mates = np.flatnonzero((d.work == work) & (np.arange(d.size) != sick.person)) if work >= 0 else np.empty(0, int)
    for mate in r.choice(mates, min(mates.size, int(r.integers(2, 9))), replace=False):
        found.append(
            Meeting(
                sick.person, int(mate), _moment(r, start, end), int(r.integers(10, 240)), "Nơi làm việc", work, index
            )
        )
    near = np.flatnonzero((d.commune == d.commune[sick.person]) & (np.arange(d.size) != sick.person))
    for friend in r.choice(near, int(r.integers(2, 8)), replace=False):
        found.append(
            Meeting(sick.person, int(friend), _moment(r, start, end), int(r.integers(3, 90)), "Bạn bè", of=index)
        )
    return found


def _milestone(r: np.random.Generator, d: District, index: int, sick: Sick, start: int, end: int) -> Stay:
    commune = int(d.commune[sick.person]) if r.random() < 0.85 else 7
    kind = str(r.choice(["market", "shop", "health", "worship", "workplace"], p=[0.4, 0.3, 0.12, 0.08, 0.1]))
    begin = _moment(r, start, end)
    return Stay(sick.person, int(r.choice(d.venues_of(commune, kind))), begin, begin + int(r.integers(20, 100)), index)


def _check_ins(r: np.random.Generator, d: District, out: Outbreak) -> None:
    """About one QR check-in a person in two weeks, most of them where he lives, markets more than the rest."""
    draw = {
        "market": 5.0,
        "shop": 2.0,
        "transport": 1.0,
        "health": 1.0,
        "worship": 0.5,
        "workplace": 0.8,
        "dormitory": 0.1,
        "school": 0.1,
    }
    by_commune: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    for c in range(int(d.commune.max()) + 1):
        here = np.array([i for i, v in enumerate(d.venues) if v.commune == c])
        weight = np.array([draw.get(d.venues[i].kind, 0.5) for i in here])
        by_commune[c] = (here, weight / weight.sum())
    for c, (here, chance) in by_commune.items():
        people = np.flatnonzero(d.commune == c)
        people = r.choice(people, people.size, replace=True)
        where = r.choice(here, people.size, p=chance)
        away = r.random(people.size) < 0.1
        where[away] = r.choice(by_commune[7][0], int(away.sum()), p=by_commune[7][1])
        day = r.integers(-DAYS, 0, people.size)
        # minutes after 07:30
        begin = day * DAY + np.clip(r.normal(180, 150, people.size), -120, 720).astype(int)
        stay = np.clip(np.exp(r.normal(3.4, 0.6, people.size)), 5, 300).astype(int)
        out.stays += [
            Stay(int(p), int(w), int(s), int(s + t)) for p, w, s, t in zip(people, where, begin, stay, strict=True)
        ]


def _background(r: np.random.Generator, d: District, out: Outbreak) -> None:
    """Meetings people declared that no case's interview brought: they carry the levels on to F2 and F3."""
    count = d.size // 2
    a = r.integers(0, d.size, count)
    b = np.where(r.random(count) < 0.5, a + r.integers(-3, 4, count), a + r.integers(-300, 301, count))
    start = r.integers(-DAYS, 0, count) * DAY + r.integers(0, 720, count)
    minutes = np.clip(r.exponential(45, count), 3, 400).astype(int)
    for x, y, s, m in zip(a, np.clip(b, 0, d.size - 1), start, minutes, strict=True):
        if x != y:
            same = d.home[x] == d.home[y]
            out.meetings.append(Meeting(int(x), int(y), int(s), int(m), "Gia đình" if same else "Bạn bè"))


def _visitors(out: Outbreak) -> dict[int, list[Stay]]:
    found: dict[int, list[Stay]] = defaultdict(list)
    for stay in out.stays:
        found[stay.venue].append(stay)
    return found


def _noon(day: int) -> int:
    return day * DAY + 270


def _evening(r: np.random.Generator, day: int) -> int:
    return day * DAY + int(r.integers(600, 780))


def _moment(r: np.random.Generator, start: int, end: int) -> int:
    """A moment of waking hours in [start, end)."""
    day = int(r.integers(start // DAY, max(end // DAY, start // DAY + 1)))
    return min(max(day * DAY + int(r.integers(-60, 720)), start), end - 30)
