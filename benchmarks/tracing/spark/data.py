"""A country in small: persons in up to 63 provinces, meetings, visits, a market; written as a folder of Parquet.

Per person 5 meetings and 20 visits in 14 days (like ../../../shared/bench/tracing), places of very different size.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "src"))

from vungxanh.engine.lake.api import Pseudonyms, Writer
from vungxanh.engine.lake.writing import numbers_as_ids

DAYS, DAY = 14, 86_400
MOST_PROVINCES, PROVINCE = 63, 15_000  # a country of few persons has few provinces
ORIGIN = 1_628_787_600  # 13/8/2021 00:00 in Vietnam
PORTION = 1_000_000
KEY = b"benchmarks only!"


@dataclass
class Country:
    """Columns by number; times in epoch seconds. ``f0``: person, from, until."""

    provinces: int

    persons: int
    places: int
    a: np.ndarray
    b: np.ndarray
    met: np.ndarray
    parted: np.ndarray
    person: np.ndarray
    place: np.ndarray
    arrived: np.ndarray
    left: np.ndarray
    f0: np.ndarray


def country(n: int, *, market: int = 0, cases: int = 100, seed: int = 1) -> Country:
    """n persons; ``market``: so many of the visits of one day are at place 0, which the first case visited too."""
    r = np.random.default_rng(seed)
    m, k, places = n * 5, n * 20, max(n // 10, 20)
    a = r.integers(0, n, m)
    near, far = a + r.integers(1, 5, m), r.integers(0, n, m)
    b = np.where(r.random(m) < 0.85, near % n, far)
    b = np.where(b == a, (a + 1) % n, b)
    met = ORIGIN + r.integers(0, DAYS, m) * DAY + r.integers(6 * 3600, 22 * 3600, m)
    parted = met + np.clip(r.exponential(1200, m), 0, 6 * 3600).astype(np.int64)
    weight = np.cumsum(np.minimum((1 - r.random(places)) ** (-1 / 1.5), 300.0))
    provinces = min(MOST_PROVINCES, max(1, n // PROVINCE))
    region = max(places // provinces, 1)
    person = np.repeat(np.arange(n), 20)
    home = np.minimum(person * places // n // region * region, places - 1)  # the first place of his province
    top = np.minimum(home + region, places) - 1
    low, high = np.where(home > 0, weight[home - 1], 0.0), weight[top]
    away = r.random(k) < 0.15
    place = np.searchsorted(
        weight, np.where(away, 0.0, low) + r.random(k) * (np.where(away, weight[-1], high) - np.where(away, 0.0, low))
    )
    place = np.minimum(place, places - 1)
    hour = np.clip(r.choice([9.0, 12.5, 18.0], k) + r.normal(0, 1.8, k), 5, 23.9)
    arrived = ORIGIN + r.integers(0, DAYS, k) * DAY + (hour * 3600).astype(np.int64)
    left = arrived + np.clip(np.exp(r.normal(np.log(2400), 0.9, k)), 300, 12 * 3600).astype(np.int64)
    who = r.choice(n, cases, replace=False)
    onset = ORIGIN + r.integers(4, 9, cases) * DAY
    f0 = np.stack([who, onset - 2 * DAY, onset + 3 * DAY], 1)
    if market:
        rows = r.choice(k, market, replace=False)
        place[rows] = 0
        length = left[rows] - arrived[rows]
        arrived[rows] = f0[0, 1] + DAY + (hour[rows] * 3600).astype(np.int64)
        left[rows] = arrived[rows] + length
        own = np.flatnonzero(person == f0[0, 0])[0]
        place[own], arrived[own], left[own] = 0, f0[0, 1] + DAY + 9 * 3600, f0[0, 1] + DAY + 11 * 3600
    return Country(provinces, n, places, a, b, met, parted, person, place, arrived, left, f0)


def write(c: Country, folder: Path) -> Pseudonyms:
    """Lay the country out."""
    hidden, out = Pseudonyms(KEY), Writer(folder)
    codes = np.array([f"{p + 1:02}" for p in range(c.provinces)])

    def of_place(place: np.ndarray) -> np.ndarray:
        return codes[place * c.provinces // c.places]

    def of_person(person: np.ndarray) -> np.ndarray:
        return codes[person * c.provinces // c.persons]

    def ids(numbers: np.ndarray) -> list[bytes]:
        return hidden.hide(numbers_as_ids(numbers))

    for at in range(0, c.persons, PORTION):
        who = np.arange(at, min(at + PORTION, c.persons))
        out.persons(ids(who), [""] * len(who), of_person(who))
    order = np.argsort(c.arrived, kind="stable")
    for at in range(0, len(order), PORTION):
        i = order[at : at + PORTION]
        out.visits(ids(c.person[i]), ids(c.place[i] + (1 << 40)), c.arrived[i], c.left[i], of_place(c.place[i]))
    order = np.argsort(c.met, kind="stable")
    for at in range(0, len(order), PORTION):
        i = order[at : at + PORTION]
        out.meetings(ids(c.a[i]), ids(c.b[i]), c.met[i], c.parted[i], np.ones(len(i), bool), of_person(c.a[i]))
    out.close(disease="covid19", as_of="")
    return hidden
