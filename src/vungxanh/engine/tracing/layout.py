"""The arrays a trace walks over, and how they are built.

`Layer` holds contacts by person, visits by person, and stays by place in order of time. A stay is a visit, or a piece
of a long one: a visit longer than PIECE gets an entry every PIECE seconds, so that looking backwards in time at a
place is bounded even where somebody lies in hospital for weeks. Every piece keeps the true end; its start is its own,
which is exact for the piece that holds the earliest common instant, and later (never wrong) for the others.
"""

from typing import NamedTuple

import numpy as np

from .compiled import kernel
from .model import Int32s, Int64s, Marks

PIECE = 12 * 3600  # performance only, no effect on any answer
INF = 2**31 - 1
NEVER = -(2**31)
PEAK = 6  # a busy hour against the average hour of the week, nights counted; performance only


class Layer(NamedTuple):
    """All int32; times are seconds after the index's base instant.

    contact_at[p]..contact_at[p+1]: rows of contacts (other, start, end, row).
    visit_at[p]..visit_at[p+1]: rows of visits (arrived, left, position in stays, place), by arrived.
    stay_at[place]..stay_at[place+1]-1: rows of stays (start, left, person, latest end so far), by start; between two
    places stands a sentinel that stops a walk in either direction. stay_row[position]: the visit's row.
    crowd[place]: about how many stays there overlap one stay (an estimate, to choose the faster way).
    """

    contact_at: Int32s
    contacts: Int32s
    visit_at: Int32s
    visits: Int32s
    stay_at: Int32s
    stays: Int32s
    stay_row: Int32s
    crowd: Int32s


@kernel
def contacts_by_person(
    a: Int32s, b: Int32s, start: Int32s, end: Int32s, counts: Marks, first_row: int, persons: int
) -> tuple[Int32s, Int32s]:
    """(contact_at, contacts): every contact stands under both its persons. counts: empty where every row counts."""
    at = np.zeros(persons + 1, np.int32)
    for i in range(a.size):
        if not counts.size or counts[i]:
            at[a[i] + 1] += 1
            at[b[i] + 1] += 1
    for p in range(persons):
        at[p + 1] += at[p]
    fill = at.copy()
    out = np.empty((at[persons], 4), np.int32)
    for i in range(a.size):
        if counts.size and not counts[i]:
            continue
        for side in range(2):
            me, other = (a[i], b[i]) if side == 0 else (b[i], a[i])
            k = fill[me]
            fill[me] += 1
            out[k, 0] = other
            out[k, 1] = start[i]
            out[k, 2] = end[i]
            out[k, 3] = first_row + i
    return at, out


@kernel
def _pieces(arrived: int, left: int) -> int:
    return 1 + max(0, left - arrived - 1) // PIECE


@kernel
def _put_in_order(stays: Int32s, a: int, b: int, keys: Int64s, kept: Int32s) -> None:
    """Sort rows a..b by start, as they came where it is the same; keys and kept: scratch of b - a rows."""
    if b - a < 24:
        for i in range(a + 1, b):
            s0, s1, s2, s3 = stays[i, 0], stays[i, 1], stays[i, 2], stays[i, 3]
            k = i
            while k > a and stays[k - 1, 0] > s0:
                for c in range(4):
                    stays[k, c] = stays[k - 1, c]
                k -= 1
            stays[k, 0], stays[k, 1], stays[k, 2], stays[k, 3] = s0, s1, s2, s3
        return
    m = b - a
    for i in range(m):
        keys[i] = (np.int64(stays[a + i, 0]) << 32) | i
        for c in range(4):
            kept[i, c] = stays[a + i, c]
    keys[:m].sort()
    for i in range(m):
        at = keys[i] & 0xFFFFFFFF
        for c in range(4):
            stays[a + i, c] = kept[at, c]


@kernel
def _by_place(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, places: int
) -> tuple[Int32s, Int32s]:
    """(stay_at, stays) with the input's row in the last column, or minus row - 1 for a later piece."""
    stay_at = np.zeros(places + 1, np.int32)
    for i in range(person.size):
        if not counts.size or counts[i]:
            stay_at[place[i]] += _pieces(arrived[i], left[i])
    total, largest = 1, 0
    for where in range(places + 1):
        here = stay_at[where]
        stay_at[where] = total
        largest = max(largest, here)
        total += here + 1
    stays = np.empty((total - 1, 4), np.int32)
    fill = stay_at.copy()
    for i in range(person.size):
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
    keys, kept = np.empty(largest, np.int64), np.empty((largest, 4), np.int32)
    for where in range(places):
        _put_in_order(stays, stay_at[where], stay_at[where + 1] - 1, keys, kept)
    return stay_at, stays


@kernel
def _by_person(stay_at: Int32s, stays: Int32s, persons: int) -> tuple[Int32s, Int32s]:
    """(visit_at, visits) from the stays in order, whose last column tells first pieces (not negative)."""
    visit_at = np.zeros(persons + 1, np.int32)
    for where in range(stay_at.size - 1):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            if stays[k, 3] >= 0:
                visit_at[stays[k, 2] + 1] += 1
    for p in range(persons):
        visit_at[p + 1] += visit_at[p]
    visits = np.empty((visit_at[persons], 4), np.int32)
    fill = visit_at.copy()
    for where in range(stay_at.size - 1):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            if stays[k, 3] >= 0:
                p = stays[k, 2]
                v = fill[p]
                fill[p] += 1
                visits[v, 0], visits[v, 1], visits[v, 2], visits[v, 3] = stays[k, 0], stays[k, 1], k, where
    keys, kept = np.empty(0, np.int64), np.empty((0, 4), np.int32)
    for p in range(persons):
        a, b = visit_at[p], visit_at[p + 1]
        if b - a > keys.size:
            keys, kept = np.empty(2 * (b - a), np.int64), np.empty((2 * (b - a), 4), np.int32)
        _put_in_order(visits, a, b, keys, kept)
    return visit_at, visits


@kernel
def stays_of_range(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, places: int
) -> tuple[Int32s, Int32s, Int32s]:
    """(stay_at, stays, input row of each position, minus row - 1 for a later piece); then call `finish`."""
    stay_at, stays = _by_place(person, place, arrived, left, np.empty(0, np.bool_), places)
    stays[0, 3] = NEVER
    for where in range(places):
        stays[stay_at[where + 1] - 1, 3] = NEVER
    return stay_at, stays, stays[:, 3].copy()


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


@kernel
def finish(stay_at: Int32s, stays: Int32s) -> None:
    """Put the latest end so far into the last column, and the sentinels between the places."""
    stays[0, 0], stays[0, 1], stays[0, 2], stays[0, 3] = INF, NEVER, -1, NEVER
    for where in range(stay_at.size - 1):
        latest, end = np.int64(NEVER), stay_at[where + 1] - 1
        for k in range(stay_at[where], end):
            latest = max(latest, min(np.int64(stays[k, 1]), np.int64(stays[k, 0]) + PIECE))
            stays[k, 3] = latest
        stays[end, 0], stays[end, 1], stays[end, 2], stays[end, 3] = INF, NEVER, -1, NEVER


@kernel
def stays_by_place(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, counts: Marks, first_row: int, persons: int,
    places: int,
) -> tuple[Int32s, Int32s, Int32s, Int32s, Int32s]:  # fmt: skip
    """(visit_at, visits, stay_at, stays, stay_row). counts: empty where every row counts."""
    stay_at, stays = _by_place(person, place, arrived, left, counts, places)
    visit_at, visits = _by_person(stay_at, stays, persons)
    stay_row = np.full(len(stays), -1, np.int32)
    for where in range(places):
        for k in range(stay_at[where], stay_at[where + 1] - 1):
            stay_row[k] = first_row + (stays[k, 3] if stays[k, 3] >= 0 else -1 - stays[k, 3])
    finish(stay_at, stays)
    return visit_at, visits, stay_at, stays, stay_row


@kernel
def first_reaching(layer: Layer, place: int, lo: int) -> int:
    """Position of the first stay at a place such that it or an earlier one lasts beyond lo."""
    a, b = layer.stay_at[place], layer.stay_at[place + 1] - 1
    while a < b:
        middle = (a + b) // 2
        if layer.stays[middle, 3] > lo:
            b = middle
        else:
            a = middle + 1
    return int(a)


@kernel
def crowd_of(stay_at: Int32s, stays: Int32s) -> Int32s:
    """Stays per place that one stay overlaps, on average: common time over all time; PEAK times that, for busy hours."""
    crowd = np.ones(stay_at.size - 1, np.int32)
    for place in range(crowd.size):
        a, b = stay_at[place], stay_at[place + 1] - 1
        total = np.int64(0)
        for i in range(a, b):
            total += min(np.int64(stays[i, 1]) - stays[i, 0], PIECE)
        if b > a:
            crowd[place] += PEAK * total // max(1, np.int64(stays[b - 1, 3]) - stays[a, 0])
    return crowd


def nothing() -> Layer:
    """A layer without persons or places."""
    at = np.zeros(1, np.int32)
    rows = np.empty((0, 4), np.int32)
    return Layer(
        at,
        rows,
        at,
        rows,
        np.ones(1, np.int32),
        np.array([[INF, NEVER, -1, NEVER]], np.int32),
        np.full(1, -1, np.int32),
        np.empty(0, np.int32),
    )
