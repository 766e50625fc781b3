"""Which pairs are looked at: those that agree in one of these keys."""

from typing import Any

import numpy as np

from vungxanh.engine.compiled import kernel

from .model import Array, Table

MIX = np.uint64(0x9E3779B97F4A7C15)


def keys_of(table: Table) -> Array:
    """uint64[rules, n]: rows are compared when they have the same key of a rule; 0 is no key."""
    names, birth = table.names, table.birth.astype(np.int64)
    n = np.arange(len(table))
    known = names.count > 0
    at_end = np.maximum(names.count.astype(np.int64) - 1, 0)
    first, last = _sound(names, names.words[:, 0], known), _sound(names, names.words[n, at_end], known)
    whole = np.where(known, names.whole + 1, 0).astype(np.uint64)
    middle, day = birth % 10000 // 100, birth % 100
    dated = (middle > 0) & ~((middle == 1) & (day == 1))
    either = np.minimum(middle, day) * 100 + np.maximum(middle, day)  # the same for a day and month exchanged
    year = (birth // 10000).astype(np.uint64)
    md = np.where(dated, either, 0).astype(np.uint64)
    date = np.where(dated, year * np.uint64(10000) + md, 0).astype(np.uint64)
    ends = np.where(known, _join(np.minimum(first, last), np.maximum(first, last)), 0).astype(np.uint64)
    rules = [
        (table.citizen,),
        (table.phone,),
        (date, last),
        (date, first, table.province),
        (whole, year),
        (whole, table.commune),
        (md, ends, table.province),
        (date, ends),
        (table.house, table.commune, last),
        (table.household, last),
        (date, table.commune),
    ]
    return np.vstack([_key(parts, number) for number, parts in enumerate(rules, start=1)])


def _sound(names: Any, words: Array, known: Array) -> Array:
    if names.sounds.size == 0:
        return np.zeros(words.size, np.uint64)
    return np.where(known, names.sounds[np.maximum(words, 0)] + 1, 0).astype(np.uint64)


def _join(a: Array, b: Array) -> Array:
    with np.errstate(over="ignore"):
        x = (a ^ (b * MIX)) * MIX
        return x ^ (x >> np.uint64(31))


def _key(parts: tuple[Array, ...], number: int) -> Array:
    found = parts[0]
    whole = parts[0] != 0
    for part in parts[1:]:
        whole &= part != 0
        found = _join(found, part)
    return np.where(whole, found | np.uint64(1), np.uint64(0))


@kernel
def runs(keys: Any, order: Any, most: int) -> Any:
    """(starts, ends) in ``order`` of the blocks of 2 to ``most`` rows."""
    n = order.size
    starts, ends, found = np.empty(n, np.int64), np.empty(n, np.int64), 0
    at = 0
    while at < n:
        key, end = keys[order[at]], at + 1
        while end < n and keys[order[end]] == key:
            end += 1
        if key != 0 and 1 < end - at <= most:
            starts[found] = at
            ends[found] = end
            found += 1
        at = end
    return starts[:found].copy(), ends[:found].copy()
