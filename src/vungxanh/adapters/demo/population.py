"""A district's people: households, ages, work, venues. Pure, seeded, the same for the same seed."""

from dataclasses import dataclass, field

import numpy as np

from vungxanh.adapters.demo import names

DISTRICT = "3/70/691/"


@dataclass(slots=True)
class Home:
    """A household: commune index, hamlet, members by person index."""

    commune: int
    hamlet: str
    address: str
    highland: bool
    surname: str
    members: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Venue:
    """A place where people meet."""

    commune: int
    kind: str
    name: str


@dataclass(slots=True)
class District:
    """People as columns (index = person), homes, venues."""

    full_name: list[str]
    sex: list[str]
    birth_year: np.ndarray
    home: np.ndarray
    commune: np.ndarray
    work: np.ndarray
    """Venue index of the workplace, school or stall; -1 for none."""
    occupation: list[str]
    citizen_id: list[str]
    phone: list[str]
    doses: np.ndarray
    homes: list[Home]
    venues: list[Venue]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.full_name)

    def area(self, person: int) -> str:
        """Area path of the commune where he lives."""
        return f"{DISTRICT}{names.COMMUNES[int(self.commune[person])][0]}/"

    def venues_of(self, commune: int, kind: str) -> list[int]:
        """Venue indices of one kind in a commune."""
        return [i for i, v in enumerate(self.venues) if v.commune == commune and v.kind == kind]


def generate(people: int = 70_000, seed: int = 2021, this_year: int = 2021) -> District:
    """A district of about ``people`` persons; shares of communes as in ``names.COMMUNES``."""
    r = np.random.default_rng(seed)
    venues = [
        Venue(c, kind, pattern.format(name) + (f" {n + 1}" if count > 1 else ""))
        for c, (_, name, _) in enumerate(names.COMMUNES)
        for kind, pattern, count in names.VENUES
        for n in range(count)
    ]
    homes = _homes(r, people)
    size = sum(len(h.members) for h in homes)
    district = District(
        full_name=[""] * size, sex=[""] * size, birth_year=np.zeros(size, int), home=np.zeros(size, int),
        commune=np.zeros(size, int), work=np.full(size, -1), occupation=[""] * size, citizen_id=[""] * size,
        phone=[""] * size, doses=np.zeros(size, int), homes=homes, venues=venues,
    )  # fmt: skip
    _people(r, district, this_year)
    _work(r, district, this_year)
    return district


def _homes(r: np.random.Generator, people: int) -> list[Home]:
    homes: list[Home] = []
    total = sum(count for _, _, count in names.COMMUNES)
    surnames, weights = zip(*names.SURNAMES, strict=True)
    chance = np.array(weights) / sum(weights)
    nth = 0
    for c, (_, _, count) in enumerate(names.COMMUNES):
        left = round(count * people / total)
        while left > 0:
            size = min(left, int(r.choice([1, 2, 3, 4, 5, 6, 7], p=[0.07, 0.15, 0.2, 0.27, 0.17, 0.09, 0.05])))
            hamlet = f"Thôn {int(r.integers(1, 11))}"
            home = Home(
                c,
                hamlet,
                f"Tổ {int(r.integers(1, 9))}, {hamlet}",
                bool(r.random() < 0.3),
                str(r.choice(surnames, p=chance)),
            )
            home.members = list(range(nth, nth + size))
            homes.append(home)
            nth += size
            left -= size
    return homes


def _people(r: np.random.Generator, d: District, this_year: int) -> None:
    for h, home in enumerate(d.homes):
        for place, person in enumerate(home.members):
            age = _age(r, place)
            sex = "MF"[place] if place < 2 else "MF"[int(r.integers(2))]
            year = this_year - age
            d.home[person], d.commune[person], d.birth_year[person] = h, home.commune, year
            d.sex[person] = sex
            d.full_name[person] = _name(r, home, sex, place)
            d.citizen_id[person] = _citizen_id(r, sex, year) if age >= 14 else ""
            # 095 belongs to no operator any more: nobody real is ever called by the demo.
            d.phone[person] = f"095{int(r.integers(10_000_000)):07d}" if age >= 12 and r.random() < 0.9 else ""
            d.doses[person] = int(r.choice([0, 1, 2], p=[0.75, 0.18, 0.07])) if age >= 18 else 0


def _age(r: np.random.Generator, place: int) -> int:
    if place < 2:
        return int(np.clip(r.normal(41, 13), 19, 92))
    return int(np.clip(r.normal(12, 7), 0, 24)) if r.random() < 0.85 else int(r.integers(60, 92))


def _name(r: np.random.Generator, home: Home, sex: str, place: int) -> str:
    if home.highland:
        return f"{'Điểu' if sex == 'M' else 'Thị'} {r.choice(names.HIGHLAND[sex])}"
    surname = home.surname if place != 1 else str(r.choice([s for s, _ in names.SURNAMES]))
    return f"{surname} {r.choice(names.MIDDLE[sex])} {r.choice(names.GIVEN[sex])}"


def _citizen_id(r: np.random.Generator, sex: str, year: int) -> str:
    digit = (2 if year >= 2000 else 0) + (1 if sex == "F" else 0)
    return f"070{digit}{year % 100:02d}{int(r.integers(1_000_000)):06d}"


def _work(r: np.random.Generator, d: District, this_year: int) -> None:
    places = {
        (c, kind): d.venues_of(c, kind)
        for c in range(len(names.COMMUNES))
        for kind in ("workplace", "market", "shop", "school", "health")
    }
    for person in range(d.size):
        age, commune = this_year - int(d.birth_year[person]), int(d.commune[person])
        if 18 <= age < 65:
            kind = str(
                r.choice(
                    ["", "workplace", "market", "shop", "school", "health"], p=[0.72, 0.2, 0.025, 0.03, 0.015, 0.01]
                )
            )
            job = {"": "Nông dân", "workplace": "Công nhân", "market": "Buôn bán", "shop": "Buôn bán", "school": "Giáo viên",
                   "health": "Nhân viên y tế"}[kind]  # fmt: skip
            d.occupation[person] = job if kind or r.random() < 0.6 else str(r.choice(names.OCCUPATIONS))
            if kind:
                d.work[person] = int(r.choice(places[commune, kind]))
        elif age >= 6:
            d.occupation[person] = "Học sinh" if age < 18 else "Hưu trí"
