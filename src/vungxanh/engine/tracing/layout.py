"""The arrays a trace walks over, and how they are built.

`Layer` holds contacts by person, visits by person, and stays by place in order of time. A stay is a visit, or a piece
of a long one: a visit longer than PIECE gets an entry every PIECE seconds, so that looking backwards in time at a
place is bounded even where somebody lies in hospital for weeks. Every piece keeps the true end; its start is its own,
which is exact for the piece that holds the earliest common instant, and later (never wrong) for the others.
"""

from typing import NamedTuple

import numpy as np

from vungxanh.engine.compiled import kernel

from .model import Int32s, Marks

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
