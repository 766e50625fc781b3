"""The definition of tracing in plain Python: slow, short, and what the engine is tested against."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

NEVER_ISOLATED = float("inf")


class Contact(NamedTuple):
    """A direct contact; order of a and b without meaning."""

    a: int
    b: int
    start: int
    end: int


class Visit(NamedTuple):
    """A stay at a place."""

    person: int
    place: int
    arrived: int
    left: int


class Reached(NamedTuple):
    """level, earliest and last exposure at that level, earliest exposure by a chain of any length."""

    level: int
    exposed_from: int
    last_exposure: int
    earliest: int


def meetings(contacts: Iterable[Contact], visits: Iterable[Visit]) -> list[tuple[int, int, int, int, bool]]:
    """(p, q, from, until, direct), both ways round: every direct contact, and every common stay at a place."""
    visits = list(visits)
    found = [(c.a, c.b, c.start, c.end, True) for c in contacts]
    for i, v in enumerate(visits):
        for w in visits[:i]:
            if v.place == w.place:
                found.append((v.person, w.person, max(v.arrived, w.arrived), min(v.left, w.left), False))
    return found + [(q, p, start, end, direct) for p, q, start, end, direct in found]


def trace(
    contacts: Iterable[Contact],
    visits: Iterable[Visit],
    f0: Mapping[int, tuple[int, int]],
    isolated_at: Mapping[int, int],
    levels: int,
    min_seconds: int,
) -> dict[int, Reached]:
    """f0: person -> (start, end) of the infectious period. Person -> what happened to him, F0s left out."""
    met = meetings(contacts, visits)
    earliest = {p: start for p, (start, _) in f0.items()}
    reached: dict[int, Reached] = {}
    for level in range(1, levels + 1):
        exposures: dict[int, list[tuple[int, int]]] = {}
        for p, q, start, end, direct in met:
            if p == q or q in f0 or p not in earliest:
                continue
            until = min(isolated_at.get(p, NEVER_ISOLATED), f0[p][1] if p in f0 else NEVER_ISOLATED)
            x, y = max(start, earliest[p]), int(min(end, until))
            instant = direct and start == end and earliest[p] <= start < until
            if instant or y - x >= (1 if direct else min_seconds):
                exposures.setdefault(q, []).append((x, y))
        for q, found in exposures.items():
            first = min(x for x, _ in found)
            if q not in reached:
                reached[q] = Reached(level, first, max(y for _, y in found), first)
            elif first < reached[q].earliest:
                reached[q] = reached[q]._replace(earliest=first)
            earliest[q] = reached[q].earliest
    return reached
