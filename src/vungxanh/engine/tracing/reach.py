"""How an exposure is noted, compiled; see `rounds` for the meaning of state and records."""

import numpy as np

from vungxanh.engine.compiled import kernel

from .model import Int32s


@kernel
def among(gone: Int32s, row: int) -> bool:
    """Whether a row is in the sorted rows taken away."""
    i = np.searchsorted(gone, row)
    return bool(i < gone.size and gone[i] == row)


@kernel
def is_news(state: Int32s, level: int, q: int, x: int, y: int) -> bool:
    """Whether an exposure from x to y changes anything for q."""
    return bool(x < state[q, 0] or (state[q, 2] == level and y > state[q, 3]))


@kernel
def note(
    state: Int32s, records: Int32s, n: int, begin: int, level: int, q: int, x: int, y: int, source: int, a: int, b: int
) -> int:
    """Note an exposure of q from x to y; returns the number of records."""
    if x < state[q, 0]:
        r = state[q, 1]
        if r < begin:
            if r < 0:
                state[q, 2] = level
                state[q, 3] = y
            records[n, 0] = q
            records[n, 6] = r
            r = n
            state[q, 1] = r
            n += 1
        state[q, 0] = x
        records[r, 1] = x
        records[r, 2] = y
        records[r, 3] = source
        records[r, 4] = a
        records[r, 5] = b
    if state[q, 2] == level and y > state[q, 3]:
        state[q, 3] = y
    return n


@kernel
def passes_until(records: Int32s, source: int, first: int, until: Int32s) -> int:
    """When the person of a record stops passing it on; records before `first` are those of the F0s."""
    if source < first:
        return int(records[source, 2])
    p = records[source, 0]
    return int(until[p]) if p < until.size else 2**31 - 1
