"""Whole waves at once, compiled: everybody who became infectious in one round passes it on in one pass.

Nobody is followed one by one. Per place the intervals of all who can pass it on there are put in order of time, then
one walk over the stays in order of time gives each stay its earliest exposure; the pairs in between are never looked
at. What is kept is one instant per person and round; through whom is found afterwards, for the person asked about.

`who[p]` is (since, seen). since: from when p passes it on in this round, INF if he does not. seen: his earliest
exposure so far, NEVER for an F0; a pass lowers it, and only the next round reads it. `stop[p]`: until when p passes it
on; beyond its end: for ever.
"""

import numpy as np

from vungxanh.engine.compiled import kernel

from .layout import INF, NEVER, PIECE, Layer, first_reaching
from .model import Int8s, Int32s
from .reach import among

GAP = 1800  # seconds without anybody infectious after which a walk jumps ahead; performance only


@kernel
def through_contacts(layer: Layer, gone: Int32s, who: Int32s, stop: Int32s, begin: int, end: int) -> None:
    """The persons begin..end pass it on to those they met."""
    for p in range(begin, min(end, layer.contact_at.size - 1)):
        e = who[p, 0]
        if e == INF:
            continue
        until = stop[p] if p < stop.size else INF
        for i in range(layer.contact_at[p], layer.contact_at[p + 1]):
            q, s, t = layer.contacts[i, 0], layer.contacts[i, 1], layer.contacts[i, 2]
            x = max(s, e)
            if x >= who[q, 1]:
                continue
            meets = min(t, until) > x or (s == t and e <= s and s < until)
            if meets and not (gone.size and among(gone, layer.contacts[i, 3])):
                who[q, 1] = x


@kernel
def _put(found: Int32s, m: int, lo: int, hi: int) -> int:
    """Put an interval in its place by time; they come nearly in order.

    One that lies within another says nothing: whoever it exposes, the longer one does, no later. (If the longer one is
    of that person himself, he has been exposed before it begins.)
    """
    k = m
    while k and found[k - 1, 0] > lo:
        k -= 1
    if k and found[k - 1, 1] >= hi:
        return m
    for j in range(m, k, -1):
        found[j, 0], found[j, 1] = found[j - 1, 0], found[j - 1, 1]
    found[k, 0], found[k, 1] = lo, hi
    return m + 1


@kernel
def _walk(
    layer: Layer, place: int, gone: Int32s, who: Int32s, stop: Int32s, min_seconds: int, found: Int32s, m: int,
    open_to: Int32s, n: int,
) -> tuple[int, int]:  # fmt: skip
    """Add to `found` the stays of all who pass it on at a place, to `open_to` those whose exposure may be news."""
    if place + 1 >= layer.stay_at.size:
        return m, n
    for i in range(layer.stay_at[place], layer.stay_at[place + 1] - 1):
        start, left, p = layer.stays[i, 0], layer.stays[i, 1], layer.stays[i, 2]
        e = who[p, 0]
        if start < who[p, 1]:
            open_to[n] = i
            n += 1
        if e == INF:
            continue
        lo, hi = max(start, e), left
        if p < stop.size:
            hi = min(hi, stop[p])
        if hi - lo < min_seconds or (e >= start + PIECE and left > start + PIECE):
            continue  # too short, or a later piece of the same long stay says the same
        if not (gone.size and among(gone, layer.stay_row[i])):
            m = _put(found, m, lo, hi)
    return m, n


@kernel
def _expose(layer: Layer, gone: Int32s, found: Int32s, open_to: Int32s, who: Int32s, min_seconds: int) -> None:
    """Give each of the stays (positions, in order of time) its earliest exposure by the intervals."""
    following, best, m = 0, NEVER, len(found)
    for i in open_to:
        start, left = layer.stays[i, 0], layer.stays[i, 1]
        while following < m and found[following, 0] <= start:
            best = max(best, found[following, 1])
            following += 1
        x = start
        if best < start + min_seconds:
            if following == m:
                return
            x = found[following, 0]
        q = layer.stays[i, 2]
        if x <= left - min_seconds and x < who[q, 1] and not (gone.size and among(gone, layer.stay_row[i])):
            who[q, 1] = x


@kernel
def _most(layer: Layer, begin: int, end: int) -> int:
    largest = 0
    for place in range(begin, min(end, layer.stay_at.size - 1)):
        largest = max(largest, layer.stay_at[place + 1] - layer.stay_at[place])
    return largest


@kernel
def through_places(
    base: Layer, extra: Layer, gone: Int32s, who: Int32s, stop: Int32s, min_seconds: int, begin: int, end: int
) -> None:
    """Everybody passes it on at the places begin..end."""
    most = _most(base, begin, end) + _most(extra, begin, end)
    found, open_to = np.empty((most, 2), np.int32), np.empty(most, np.int32)
    for place in range(begin, end):
        m, n = _walk(base, place, gone, who, stop, min_seconds, found, 0, open_to, 0)
        m, more = _walk(extra, place, gone, who, stop, min_seconds, found, m, open_to, n)
        if m:
            _expose(base, gone, found[:m], open_to[:n], who, min_seconds)
            _expose(extra, gone, found[:m], open_to[n:more], who, min_seconds)


@kernel
def gathered(
    mine: Layer,
    gone: Int32s,
    who: Int32s,
    stop: Int32s,
    min_seconds: int,
    at: Int32s,
    rows: Int32s,
    begin: int,
    end: int,
) -> None:
    """The same intervals from the visits of the few who pass it on, of the persons begin..end; rows empty: count them per
    place in `at`."""
    for p in range(begin, min(end, mine.visit_at.size - 1)):
        e = who[p, 0]
        if e == INF:
            continue
        until = stop[p] if p < stop.size else INF
        for v in range(mine.visit_at[p], mine.visit_at[p + 1]):
            lo, hi = max(mine.visits[v, 0], e), min(mine.visits[v, 1], until)
            if hi - lo < min_seconds:
                continue
            if gone.size and among(gone, mine.stay_row[mine.visits[v, 2]]):
                continue
            place = mine.visits[v, 3]
            if rows.size:
                rows[at[place], 0], rows[at[place], 1] = lo, hi
            at[place] += 1


@kernel
def _look(layer: Layer, place: int, gone: Int32s, found: Int32s, top: int, who: Int32s, min_seconds: int) -> None:
    """`_expose` for the stays of a place, jumping over hours in which nobody passes it on."""
    if place + 1 >= layer.stay_at.size:
        return
    stays, end, m = layer.stays, layer.stay_at[place + 1] - 1, len(found)
    i, following, best = first_reaching(layer, place, found[0, 0]), 0, NEVER
    while i < end and stays[i, 0] <= top - min_seconds:
        start, left, q = stays[i, 0], stays[i, 1], stays[i, 2]
        while following < m and found[following, 0] <= start:
            best = max(best, found[following, 1])
            following += 1
        x = start
        if best < start + min_seconds:
            if following == m:
                return
            x = found[following, 0]
            if x > start + GAP:
                jump = first_reaching(layer, place, x)
                if jump > i:
                    i = jump
                    continue
        if x <= left - min_seconds and x < who[q, 1] and not (gone.size and among(gone, layer.stay_row[i])):
            who[q, 1] = x
        i += 1


@kernel
def through_gathered(
    base: Layer, extra: Layer, gone: Int32s, at: Int32s, rows: Int32s, who: Int32s, min_seconds: int, begin: int,
    end: int,
) -> None:  # fmt: skip
    """Pass it on by gathered intervals at the places begin..end; at[place]: where the place's intervals end."""
    keys = np.empty(64, np.int64)
    for place in range(begin, end):
        first = at[place - 1] if place else 0
        here = rows[first : at[place]]
        m = len(here)
        if m == 0:
            continue
        if m > keys.size:
            keys = np.empty(2 * m, np.int64)
        top = NEVER
        for k in range(m):
            keys[k] = (np.int64(here[k, 0]) << 32) + (np.int64(here[k, 1]) - NEVER)
            top = max(top, here[k, 1])
        keys[:m].sort()
        for k in range(m):
            here[k, 0], here[k, 1] = keys[k] >> 32, (keys[k] & 0xFFFFFFFF) + NEVER
        _look(base, place, gone, here, top, who, min_seconds)
        _look(extra, place, gone, here, top, who, min_seconds)


@kernel
def settle(level: int, who: Int32s, before: Int32s, levels: Int8s) -> int:
    """After a round: note the level of those reached first, say who passes it on next; returns how many do."""
    fresh = 0
    for p in range(before.size):
        if who[p, 1] < before[p]:
            if before[p] == INF:
                levels[p] = level
            who[p, 0] = who[p, 1]
            fresh += 1
        else:
            who[p, 0] = INF
    return fresh
