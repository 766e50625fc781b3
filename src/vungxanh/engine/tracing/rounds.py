"""The rounds of a trace, compiled.

Round k takes everybody whose earliest exposure appeared or improved in round k-1 and passes it on through contacts and
common stays. What is written in a round is read only in the next, so after k rounds an exposure is the earliest over
all time-respecting chains of at most k links, and the round of first arrival is the level.

`state` (one row per person, reset after each trace by `collect`): earliest exposure, latest record, level, last
exposure at that level. `records`: one row per person and round in which he was reached or reached earlier: person,
start, end, source's record, contact row or source's visit row, own visit row (-1: direct contact), the same person's
previous record, unused.
"""

import numpy as np

from vungxanh.engine.compiled import kernel

from .layout import INF, NEVER, Layer, first_reaching
from .model import Int32s
from .reach import among, is_news, note, passes_until
from .sweep import crowded, through_crowds


@kernel
def _through_contacts(
    layer: Layer, gone: Int32s, state: Int32s, records: Int32s, n: int, begin: int, level: int, source: int, until: int
) -> int:
    p, e = records[source, 0], records[source, 1]
    if p + 1 >= layer.contact_at.size:
        return n
    for i in range(layer.contact_at[p], layer.contact_at[p + 1]):
        q, s, t = layer.contacts[i, 0], layer.contacts[i, 1], layer.contacts[i, 2]
        x, y = max(s, e), min(t, until)
        if y > x or (s == t and e <= s and s < until):
            row = layer.contacts[i, 3]
            if is_news(state, level, q, x, y) and not (gone.size and among(gone, row)):
                n = note(state, records, n, begin, level, q, x, y, source, row, -1)
    return n


@kernel
def _through_stays(
    layer: Layer, first: int, gone: Int32s, state: Int32s, records: Int32s, n: int, begin: int, level: int,
    source: int, lo: int, hi: int, min_seconds: int, own: int,
) -> int:  # fmt: skip
    """Everybody whose stay, from position `first` on, shares min_seconds with [lo, hi)."""
    stays = layer.stays
    i = first
    while stays[i, 0] <= hi - min_seconds:
        x, y = max(stays[i, 0], lo), min(stays[i, 1], hi)
        if y - x >= min_seconds:
            q = stays[i, 2]
            if is_news(state, level, q, x, y) and not (gone.size and among(gone, layer.stay_row[i])):
                n = note(state, records, n, begin, level, q, x, y, source, own, layer.stay_row[i])
        i += 1
    return n


@kernel
def _through_visits(
    mine: Layer, base: Layer, extra: Layer, in_base: bool, swept: Int32s, gone: Int32s, state: Int32s, records: Int32s, n: int,
    begin: int, level: int, source: int, until: int, min_seconds: int,
) -> int:  # fmt: skip
    p, e = records[source, 0], records[source, 1]
    if p + 1 >= mine.visit_at.size:
        return n
    for v in range(mine.visit_at[p], mine.visit_at[p + 1]):
        arrived, left, position, place = mine.visits[v, 0], mine.visits[v, 1], mine.visits[v, 2], mine.visits[v, 3]
        if arrived > until - min_seconds:
            break
        lo, hi = max(arrived, e), min(left, until)
        if hi - lo < min_seconds:
            continue
        pairs = place + 1 < base.stay_at.size and not (in_base and swept.size and swept[place])
        added = place + 1 < extra.stay_at.size and extra.stay_at[place + 1] - extra.stay_at[place] > 1
        if not pairs and not added:
            continue
        own = mine.stay_row[position]
        if gone.size and among(gone, own):
            continue
        if pairs:
            first = position if in_base and lo == arrived else first_reaching(base, place, lo)
            while base.stays[first - 1, 3] > lo:
                first -= 1
            n = _through_stays(base, first, gone, state, records, n, begin, level, source, lo, hi, min_seconds, own)
        if added:
            first = first_reaching(extra, place, lo)
            n = _through_stays(extra, first, gone, state, records, n, begin, level, source, lo, hi, min_seconds, own)
    return n


@kernel
def run(
    base: Layer, extra: Layer, gone_contacts: Int32s, gone_visits: Int32s, state: Int32s, records: Int32s,
    f0: Int32s, begins: Int32s, ends: Int32s, until: Int32s, levels: int, min_seconds: int, few: int,
) -> Int32s:  # fmt: skip
    """Fill state and records; bounds[k]..bounds[k+1] are the records of round k (round 0: the F0s)."""
    bounds = np.zeros(levels + 2, np.int32)
    n = 0
    for i in range(f0.size):
        records[n, 0], records[n, 1], records[n, 2] = f0[i], begins[i], ends[i]
        records[n, 3], records[n, 4], records[n, 5], records[n, 6] = -1, -1, -1, -1
        state[f0[i], 0], state[f0[i], 1], state[f0[i], 2] = NEVER, n, 0
        n += 1
    bounds[1] = n
    for level in range(1, levels + 1):
        begin = n
        former = bounds[level - 1]
        swept = crowded(base, records, bounds[1], former, begin, until, min_seconds, few)
        n = through_crowds(
            base, swept, gone_visits, state, records, n, bounds[1], former, begin, level, until, min_seconds
        )
        for source in range(former, begin):
            end = passes_until(records, source, bounds[1], until)
            if end <= records[source, 1]:
                continue
            n = _through_contacts(base, gone_contacts, state, records, n, begin, level, source, end)
            n = _through_contacts(extra, gone_contacts, state, records, n, begin, level, source, end)
            n = _through_visits(
                base, base, extra, True, swept, gone_visits, state, records, n, begin, level, source, end, min_seconds
            )
            n = _through_visits(
                extra, base, extra, False, swept, gone_visits, state, records, n, begin, level, source, end, min_seconds
            )
        bounds[level + 1] = n
    return bounds


@kernel
def collect(state: Int32s, records: Int32s, bounds: Int32s) -> Int32s:
    """(first record, latest record, level, last exposure) of everybody reached, by level; resets state."""
    total = 0
    for r in range(bounds[1], bounds[-1]):
        total += records[r, 6] < 0
    out = np.empty((total, 4), np.int32)
    k = 0
    for r in range(bounds[1], bounds[-1]):
        if records[r, 6] < 0:
            q = records[r, 0]
            out[k, 0], out[k, 1], out[k, 2], out[k, 3] = r, state[q, 1], state[q, 2], state[q, 3]
            k += 1
    for r in range(bounds[-1]):
        q = records[r, 0]
        state[q, 0], state[q, 1], state[q, 2], state[q, 3] = INF, -1, -1, NEVER
    return out
