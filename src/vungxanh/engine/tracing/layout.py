"""The arrays a trace walks over, and how they are built.

`Layer` holds contacts by person, visits by person, and stays by place in order of time. A stay is a visit, or a piece
of a long one: a visit longer than PIECE gets an entry every PIECE seconds, so that looking backwards in time at a
place is bounded even where somebody lies in hospital for weeks. Every piece keeps the true end; its start is its own,
which is exact for the piece that holds the earliest common instant, and later (never wrong) for the others.
"""

from typing import NamedTuple

import numpy as np

from .compiled import kernel
from .model import Int32s

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
def _starts(keys: Int32s, count: int) -> Int32s:
    at = np.zeros(count + 1, np.int32)
    for k in keys:
        at[k + 1] += 1
    for k in range(count):
        at[k + 1] += at[k]
    return at


@kernel
def order_by(keys: Int32s, count: int, first: Int32s) -> Int32s:
    """Stable counting sort: `first` reordered so that keys[...] ascends (0 <= key < count)."""
    at = _starts(keys, count)
    out = np.empty_like(first)
    for i in first:
        out[at[keys[i]]] = i
        at[keys[i]] += 1
    return out


@kernel
def order_in_time(times: Int32s) -> Int32s:
    """Stable order by time: radix sort, eleven bits at a time."""
    order = np.arange(times.size).astype(np.int32)
    if times.size == 0:
        return order
    low = np.int64(times.min())
    span = np.int64(times.max()) - low
    digits = np.empty(times.size, np.int32)
    shift = 0
    while span >> shift:
        for i in range(times.size):
            digits[i] = ((np.int64(times[i]) - low) >> shift) & 2047
        order = order_by(digits, 2048, order)
        shift += 11
    return order


@kernel
def contacts_by_person(
    a: Int32s, b: Int32s, start: Int32s, end: Int32s, row: Int32s, persons: int
) -> tuple[Int32s, Int32s]:
    """(contact_at, contacts): every contact stands under both its persons."""
    at = _starts(np.concatenate((a, b)), persons)
    fill = at.copy()
    out = np.empty((2 * a.size, 4), np.int32)
    for i in range(a.size):
        for side in range(2):
            me, other = (a[i], b[i]) if side == 0 else (b[i], a[i])
            k = fill[me]
            fill[me] += 1
            out[k, 0] = other
            out[k, 1] = start[i]
            out[k, 2] = end[i]
            out[k, 3] = row[i]
    return at, out


@kernel
def _pieces(arrived: Int32s, left: Int32s) -> tuple[Int32s, Int32s]:
    """(visit, start) of every piece; the first piece of each visit comes first."""
    total = 0
    for i in range(arrived.size):
        total += 1 + max(0, left[i] - arrived[i] - 1) // PIECE
    visit = np.empty(total, np.int32)
    start = np.empty(total, np.int32)
    k = arrived.size
    for i in range(arrived.size):
        visit[i] = i
        start[i] = arrived[i]
        for piece in range(1, 1 + max(0, left[i] - arrived[i] - 1) // PIECE):
            visit[k] = i
            start[k] = arrived[i] + piece * PIECE
            k += 1
    return visit, start


@kernel
def stays_by_place(
    person: Int32s, place: Int32s, arrived: Int32s, left: Int32s, row: Int32s, persons: int, places: int
) -> tuple[Int32s, Int32s, Int32s, Int32s, Int32s]:
    """(visit_at, visits, stay_at, stays, stay_row)."""
    visit, start = _pieces(arrived, left)
    order = order_by(place[visit], places, order_in_time(start))
    stay_at = np.empty(places + 1, np.int32)
    stays = np.empty((visit.size + places + 1, 4), np.int32)
    stay_row = np.full(visit.size + places + 1, -1, np.int32)
    position = np.empty(person.size, np.int32)
    k = 0
    out = 0
    for where in range(places + 1):
        stays[out, 0], stays[out, 1], stays[out, 2], stays[out, 3] = INF, NEVER, -1, NEVER
        out += 1
        stay_at[where] = out
        latest = np.int64(NEVER)
        while where < places and k < order.size and place[visit[order[k]]] == where:
            piece = order[k]
            v = visit[piece]
            latest = max(latest, min(np.int64(left[v]), np.int64(start[piece]) + PIECE))
            stays[out, 0], stays[out, 1], stays[out, 2], stays[out, 3] = start[piece], left[v], person[v], latest
            stay_row[out] = row[v]
            if piece < person.size:
                position[v] = out
            k += 1
            out += 1
    visit_at = _starts(person, persons)
    visits = np.empty((person.size, 4), np.int32)
    for i, v in enumerate(order_by(person, persons, order_in_time(arrived))):
        visits[i, 0], visits[i, 1], visits[i, 2], visits[i, 3] = arrived[v], left[v], position[v], place[v]
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
