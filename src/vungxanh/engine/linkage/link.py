"""All pairs of a table that may be one person, and who belongs together."""

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

import numpy as np

from vungxanh.engine.compiled import kernel

from .blocks import keys_of, runs
from .compare import chance, compare, score
from .likeness import workspace
from .model import Array, Pairs, Table
from .weights import Weights, stated

LARGEST_BLOCK = 500


def link(
    table: Table, *, at_least: float = 0.0, people: int | None = None, weights: Weights | None = None, threads: int = 2
) -> Pairs:
    """Pairs of one table whose score is ``at_least`` so many bits (0: even odds), surest first.

    ``people``: the size of the population the table stands for, by default its length. Pairs are found by blocking: who
    agrees in none of the keys is not compared; a key that more than ``LARGEST_BLOCK`` rows share says nothing.
    """
    began = perf_counter()
    weights = weights or stated()
    keys = keys_of(table)
    names, facts = parts_of(table)
    priors = weights.priors(people or len(table))
    blocked = perf_counter()

    def by_rule(rule: int) -> Any:
        order = np.argsort(keys[rule]).astype(np.int32)
        order = order[np.searchsorted(keys[rule][order], 1) :]
        starts, ends = runs(keys[rule], order, LARGEST_BLOCK)
        room, rows = workspace()
        return scan(
            starts,
            ends,
            order,
            keys,
            rule,
            names,
            facts,
            table.rare,
            weights.common_word,
            weights.logs,
            priors,
            at_least,
            room,
            rows,
        )

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(by_rule, range(len(keys))))
    left, right, scores, levels, rarity = (np.concatenate(part) for part in zip(*found, strict=True))
    best = np.lexsort((right, left, -scores))
    done = perf_counter()
    seconds = {"keys": blocked - began, "pairs": done - blocked}
    return Pairs(left[best], right[best], scores[best], levels[best], rarity[best], seconds)


def parts_of(table: Table) -> tuple[Any, Any]:
    """The arrays the kernels take."""
    n = table.names
    names = (n.words, n.count, n.whole, n.letters, n.length, n.sounds, n.share)
    facts = (
        table.birth, table.sex, table.phone, table.citizen, table.citizen_kind, table.house, table.household,
        table.commune, table.province,
    )  # fmt: skip
    return names, facts


@kernel
def scan(
    starts: Any, ends: Any, order: Any, keys: Any, rule: int, names: Any, facts: Any, rare: Any, common: float, logs: Any,
    priors: Any, at_least: float, room: Any, rows: Any,
) -> Any:  # fmt: skip
    """(left, right, score, levels, rarity) of one rule's pairs that no earlier rule has."""
    size, n = 1024, 0
    left, right = np.empty(size, np.int32), np.empty(size, np.int32)
    scores, levels, rarity = np.empty(size), np.empty((size, 6), np.int8), np.empty((size, 2))
    by_chance = np.empty(2)
    seen = np.empty(6, np.int8)
    for run in range(starts.size):
        for x in range(starts[run], ends[run]):
            for y in range(x + 1, ends[run]):
                i, j = min(order[x], order[y]), max(order[x], order[y])
                if earlier(keys, rule, i, j):
                    continue
                compare(i, j, names, facts, common, seen, room, rows)
                chance(i, j, seen, names, rare, by_chance)
                bits = score(seen, by_chance, logs, priors)
                if bits < at_least:
                    continue
                if n == size:
                    size *= 2
                    left, right = grown(left, size), grown(right, size)
                    scores, levels, rarity = grown(scores, size), widened(levels, size), widened(rarity, size)
                left[n], right[n], scores[n], rarity[n] = i, j, bits, by_chance
                levels[n] = seen
                n += 1
    return left[:n].copy(), right[:n].copy(), scores[:n].copy(), levels[:n].copy(), rarity[:n].copy()


@kernel
def earlier(keys: Any, rule: int, i: int, j: int) -> bool:
    """An earlier rule has this pair."""
    for r in range(rule):  # noqa: SIM110 (compiled)
        if keys[r, i] == keys[r, j] and keys[r, i] != 0:
            return True
    return False


@kernel
def grown(values: Any, size: int) -> Any:
    """The same values with more room behind."""
    wider = np.empty(size, values.dtype)
    wider[: values.size] = values
    return wider


@kernel
def widened(values: Any, size: int) -> Any:
    """The same of a table."""
    wider = np.empty((size, values.shape[1]), values.dtype)
    wider[: values.shape[0]] = values
    return wider


def clusters(people: int, pairs: Pairs, *, at_least: float = 0.0) -> Array:
    """int32[people]: the number of each row's group; rows linked by pairs of ``at_least`` so many bits share one."""
    sure = pairs.score >= at_least
    return joined(people, pairs.left[sure], pairs.right[sure])  # type: ignore[no-any-return]


@kernel
def joined(n: int, left: Any, right: Any) -> Any:
    """Groups numbered by their smallest row."""
    parent = np.arange(n).astype(np.int32)
    for k in range(left.size):
        a, b = left[k], right[k]
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    for i in range(n):
        parent[i] = parent[parent[i]]
    return parent
