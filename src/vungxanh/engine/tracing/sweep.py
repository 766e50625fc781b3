"""A crowded place in one pass, compiled.

Where many of those who pass it on stayed at one place, comparing each with everybody there costs pairs. Instead: put
their intervals in order of time, walk over the stays in order of time, and keep the latest end so far. A stay that
begins while one of the intervals still has enough to run is exposed at its very beginning; else by the next interval
that begins before it is too late. Same answer as pair by pair (the tests compare), in time linear in the stays.
"""

import numpy as np

from vungxanh.engine.compiled import kernel

from .layout import NEVER, PIECE, Layer, first_reaching
from .model import Int32s
from .reach import among, is_news, note, passes_until


@kernel
def crowded(
    base: Layer, records: Int32s, first: int, begin: int, end: int, until: Int32s, min_seconds: int, few: int
) -> Int32s:
    """Per place 1 where a sweep costs less than pairs, for the sources begin..end; empty if they are few."""
    if end - begin < few:
        return np.empty(0, np.int32)
    count = np.zeros(base.stay_at.size - 1, np.int32)
    for source in range(begin, end):
        p, e = records[source, 0], records[source, 1]
        if p + 1 >= base.visit_at.size:
            continue
        stop = passes_until(records, source, first, until)
        for v in range(base.visit_at[p], base.visit_at[p + 1]):
            if base.visits[v, 0] > stop - min_seconds:
                break
            if base.visits[v, 1] - e >= min_seconds:
                count[base.visits[v, 3]] += 1
    for place in range(count.size):
        stays = base.stay_at[place + 1] - 1 - base.stay_at[place]
        pairs = count[place] * np.int64(base.crowd[place])
        count[place] = count[place] > 0 and (few == 0 or pairs > stays)
    return count


@kernel
def _intervals(
    base: Layer, place: int, gone: Int32s, state: Int32s, records: Int32s, first: int, begin: int, end: int,
    until: Int32s, min_seconds: int, found: Int32s,
) -> int:  # fmt: skip
    """Fill `found` with (from, to, source, own row, latest end so far) of the sources' stays at a place, in order.

    Returns how many.
    """
    m = 0
    for i in range(base.stay_at[place], base.stay_at[place + 1] - 1):
        source = state[base.stays[i, 2], 1]
        if source >= end:  # reached anew in this very round: what he passes on now is by the record before
            source = records[source, 6]
        if source < begin:
            continue
        e = records[source, 1]
        lo = max(base.stays[i, 0], e)
        hi = min(base.stays[i, 1], passes_until(records, source, first, until))
        if hi - lo < min_seconds or (e >= base.stays[i, 0] + PIECE and base.stays[i, 1] > base.stays[i, 0] + PIECE):
            continue  # too short, or a later piece of the same long stay says the same
        if gone.size and among(gone, base.stay_row[i]):
            continue
        k = m
        while k and found[k - 1, 0] > lo:  # they come nearly in order: only stays he was exposed in are out of place
            found[k] = found[k - 1]
            k -= 1
        found[k, 0], found[k, 1], found[k, 2], found[k, 3] = lo, hi, source, base.stay_row[i]
        m += 1
    top = NEVER
    for k in range(m):
        top = max(top, found[k, 1])
        found[k, 4] = top
    return m


@kernel
def _latest_end(found: Int32s, until: int) -> int:
    """Latest end of the intervals that begin at `until` or before."""
    i = np.searchsorted(found[:, 0], until, "right")
    return int(found[i - 1, 4]) if i else NEVER


@kernel
def _exposed_by(found: Int32s, best: int, following: int, start: int, left: int, min_seconds: int) -> tuple[int, int]:
    """(interval, instant) of the earliest exposure of a stay; interval -1: none."""
    if left - start < min_seconds:
        return -1, 0
    if best >= 0 and found[best, 1] - start >= min_seconds:
        return best, start
    if following < len(found) and found[following, 0] <= left - min_seconds:
        return following, int(found[following, 0])
    return -1, 0


@kernel
def _sweep(
    base: Layer, place: int, gone: Int32s, state: Int32s, records: Int32s, n: int, end: int, level: int,
    min_seconds: int, found: Int32s,
) -> int:  # fmt: skip
    best, following, m = -1, 0, len(found)
    for i in range(first_reaching(base, place, found[0, 0]), base.stay_at[place + 1] - 1):
        start, left, q = base.stays[i, 0], base.stays[i, 1], base.stays[i, 2]
        if start > found[m - 1, 4] - min_seconds:
            break
        while following < m and found[following, 0] <= start:
            if best < 0 or found[following, 1] > found[best, 1]:
                best = following
            following += 1
        by, x = _exposed_by(found, best, following, start, left, min_seconds)
        if by < 0:
            continue
        last = y = min(left, found[by, 1])
        if state[q, 2] == level or state[q, 1] < 0:
            last = min(left, _latest_end(found, left - min_seconds))
        if is_news(state, level, q, x, last) and not (gone.size and among(gone, base.stay_row[i])):
            n = note(state, records, n, end, level, q, x, y, found[by, 2], found[by, 3], base.stay_row[i])
            if state[q, 2] == level and last > state[q, 3]:
                state[q, 3] = last
    return n


@kernel
def through_crowds(
    base: Layer, places: Int32s, gone: Int32s, state: Int32s, records: Int32s, n: int, first: int, begin: int, end: int,
    level: int, until: Int32s, min_seconds: int,
) -> int:  # fmt: skip
    """Pass it on at every crowded place from the sources begin..end; returns the number of records."""
    largest = 0
    for place in range(places.size):
        if places[place]:
            largest = max(largest, base.stay_at[place + 1] - base.stay_at[place])
    found = np.empty((largest, 5), np.int32)
    for place in range(places.size):
        if places[place]:
            m = _intervals(base, place, gone, state, records, first, begin, end, until, min_seconds, found)
            if m:
                n = _sweep(base, place, gone, state, records, n, end, level, min_seconds, found[:m])
    return n
