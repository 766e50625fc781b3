"""How stays by place and visits by person are laid out (see `layout.Layer`): two halves at the same time.

A half of the rows is counted and put where it belongs, a half of the places or persons put in order; no two threads
write to one place, and what comes out is the same as from one.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from vungxanh.engine.compiled import kernel

from .layout import INF, NEVER, PIECE
from .model import Int32s, Int64s, Marks

MANY = 200_000  # rows from which on a second thread pays
EVERY = np.empty(0, np.bool_)


def _side_by_side(work: Callable[[int, int, int], None], steps: list[int]) -> None:
    """``work(half, from, to)`` for each half, the second in a thread of its own."""
    if len(steps) == 2:
        return work(0, *steps)
    with ThreadPoolExecutor(1) as other:
        second = other.submit(work, 1, steps[1], steps[2])
        work(0, steps[0], steps[1])
        second.result()
    return None


def _steps(rows: int, many: bool) -> list[int]:
    return [0, rows // 2, rows] if many else [0, rows]


def _even(at: Int32s, many: bool) -> list[int]:
    """The same where ``at`` tells from where each of them has its rows: halves of the rows."""
    last = at.size - 1
    return [0, int(np.searchsorted(at, (int(at[0]) + int(at[last])) // 2)), last] if many else [0, last]


def _fills(at: Int32s, found: Int32s) -> Int32s:
    """Where each half begins to fill: the second behind what the first has there."""
    fills = np.repeat(at[None, :-1], len(found), 0)
    fills[1:] += found[:-1]
    return fills


@kernel
def _pieces(arrived: int, left: int) -> int:
    return 1 + max(0, left - arrived - 1) // PIECE


@kernel
def _count_stays(place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, a: int, b: int, found: Int32s) -> None:
    for i in range(a, b):
        if not counts.size or counts[i]:
            found[place[i]] += _pieces(arrived[i], left[i])


@kernel
def _put_stays(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, a: int, b: int, fill: Int32s,
    stays: Int32s,
) -> None:  # fmt: skip
    """Rows a..b to their places; the row in the last column, minus row - 1 for a later piece."""
    for i in range(a, b):
        if counts.size and not counts[i]:
            continue
        where = place[i]
        for piece in range(_pieces(arrived[i], left[i])):
            k = fill[where]
            fill[where] += 1
            stays[k, 0] = arrived[i] + piece * PIECE
            stays[k, 1] = left[i]
            stays[k, 2] = person[i]
            stays[k, 3] = i if piece == 0 else -1 - i


@kernel
def _put_in_order(rows: Int32s, a: int, b: int, keys: Int64s, kept: Int32s) -> None:
    """Sort rows a..b by the first column, as they came where it is the same; keys and kept: scratch of b - a rows."""
    if b - a < 24:
        for i in range(a + 1, b):
            s0, s1, s2, s3 = rows[i, 0], rows[i, 1], rows[i, 2], rows[i, 3]
            k = i
            while k > a and rows[k - 1, 0] > s0:
                for c in range(4):
                    rows[k, c] = rows[k - 1, c]
                k -= 1
            rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3] = s0, s1, s2, s3
        return
    m = b - a
    for i in range(m):
        keys[i] = (np.int64(rows[a + i, 0]) << 32) | i
        for c in range(4):
            kept[i, c] = rows[a + i, c]
    keys[:m].sort()
    for i in range(m):
        at = keys[i] & 0xFFFFFFFF
        for c in range(4):
            rows[a + i, c] = kept[at, c]


@kernel
def _order(rows: Int32s, at: Int32s, gap: int, first: int, last: int) -> None:
    """Put the rows of each place (or person) first..last in order; gap: rows between two of them."""
    keys, kept = np.empty(0, np.int64), np.empty((0, 4), np.int32)
    for who in range(first, last):
        a, b = at[who], at[who + 1] - gap
        if b - a > keys.size:
            keys, kept = np.empty(2 * (b - a), np.int64), np.empty((2 * (b - a), 4), np.int32)
        _put_in_order(rows, a, b, keys, kept)


@kernel
def _count_visits(stay_at: Int32s, stays: Int32s, first: int, last: int, found: Int32s) -> None:
    for where in range(first, last):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            if stays[k, 3] >= 0:
                found[stays[k, 2]] += 1


@kernel
def _put_visits(stay_at: Int32s, stays: Int32s, first: int, last: int, fill: Int32s, visits: Int32s) -> None:
    """From the stays in order, whose last column tells first pieces (not negative)."""
    for where in range(first, last):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            if stays[k, 3] >= 0:
                p = stays[k, 2]
                v = fill[p]
                fill[p] += 1
                visits[v, 0], visits[v, 1], visits[v, 2], visits[v, 3] = stays[k, 0], stays[k, 1], k, where


@kernel
def _number(stay_at: Int32s, stays: Int32s, first_row: int, first: int, last: int, rows: Int32s) -> None:
    """The row of every stay, later pieces too."""
    for where in range(first, last):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            rows[k] = first_row + (stays[k, 3] if stays[k, 3] >= 0 else -1 - stays[k, 3])


@kernel
def _finish(stay_at: Int32s, stays: Int32s, first: int, last: int) -> None:
    for where in range(first, last):
        latest, end = np.int64(NEVER), stay_at[where + 1] - 1
        for k in range(stay_at[where], end):
            latest = max(latest, min(np.int64(stays[k, 1]), np.int64(stays[k, 0]) + PIECE))
            stays[k, 3] = latest
        stays[end, 0], stays[end, 1], stays[end, 2], stays[end, 3] = INF, NEVER, -1, NEVER


def finish(stay_at: Int32s, stays: Int32s) -> None:
    """Put the latest end so far into the last column, and the sentinels between the places."""
    stays[0] = (INF, NEVER, -1, NEVER)
    _side_by_side(lambda _, a, b: _finish(stay_at, stays, a, b), _even(stay_at, len(stays) > MANY))


def by_place(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, places: int
) -> tuple[Int32s, Int32s]:
    """(stay_at, stays in order) with the input's row in the last column, or minus row - 1 for a later piece.

    counts: empty where every row counts. The rows between the places are not set yet (`finish`).
    """
    steps = _steps(person.size, person.size > MANY)
    found = np.zeros((len(steps) - 1, places), np.int32)
    _side_by_side(lambda half, a, b: _count_stays(place, arrived, left, counts, a, b, found[half]), steps)
    stay_at = np.ones(places + 1, np.int32)
    np.cumsum(found.sum(0, dtype=np.int32) + 1, out=stay_at[1:])
    stay_at[1:] += 1
    fills = _fills(stay_at, found)
    stays = np.empty((int(stay_at[places]), 4), np.int32)
    _side_by_side(lambda half, a, b: _put_stays(person, place, arrived, left, counts, a, b, fills[half], stays), steps)
    _side_by_side(lambda _, a, b: _order(stays, stay_at, 1, a, b), _even(stay_at, person.size > MANY))
    return stay_at, stays


def by_person(stay_at: Int32s, stays: Int32s, persons: int) -> tuple[Int32s, Int32s]:
    """(visit_at, visits) from what `by_place` gives."""
    many = len(stays) > MANY
    steps = _even(stay_at, many)
    found = np.zeros((len(steps) - 1, persons), np.int32)
    _side_by_side(lambda half, a, b: _count_visits(stay_at, stays, a, b, found[half]), steps)
    visit_at = np.zeros(persons + 1, np.int32)
    np.cumsum(found.sum(0, dtype=np.int32), out=visit_at[1:])
    fills = _fills(visit_at, found)
    visits = np.empty((int(visit_at[persons]), 4), np.int32)
    _side_by_side(lambda half, a, b: _put_visits(stay_at, stays, a, b, fills[half], visits), steps)
    _side_by_side(lambda _, a, b: _order(visits, visit_at, 0, a, b), _even(visit_at, many))
    return visit_at, visits


def stays_of_range(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, places: int
) -> tuple[Int32s, Int32s, Int32s]:
    """(stay_at, stays, input row of each position, minus row - 1 for a later piece); then call `finish`."""
    stay_at, stays = by_place(person, place, arrived, left, EVERY, places)
    stays[stay_at - 1, 3] = NEVER
    return stay_at, stays, stays[:, 3].copy()


def lay_out(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, first_row: int, persons: int,
    places: int,
) -> tuple[Int32s, Int32s, Int32s, Int32s, Int32s]:  # fmt: skip
    """(visit_at, visits, stay_at, stays, stay_row). counts: empty where every row counts."""
    stay_at, stays = by_place(person, place, arrived, left, counts, places)
    visit_at, visits = by_person(stay_at, stays, persons)
    stay_row = np.full(len(stays), -1, np.int32)
    steps = _even(stay_at, len(stays) > MANY)
    _side_by_side(lambda _, a, b: _number(stay_at, stays, first_row, a, b, stay_row), steps)
    finish(stay_at, stays)
    return visit_at, visits, stay_at, stays, stay_row


@kernel
def order_by(keys: Int32s, count: int) -> Int32s:
    """Stable counting sort: positions in which keys ascend (0 <= key < count)."""
    at = np.zeros(count + 1, np.int32)
    for k in keys:
        at[k + 1] += 1
    for k in range(count):
        at[k + 1] += at[k]
    out = np.empty(keys.size, np.int32)
    for i in range(keys.size):
        out[at[keys[i]]] = i
        at[keys[i]] += 1
    return out
