"""Given pairs, and one person against a few: for the database, whose indexes found them."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from vungxanh.engine.compiled import kernel

from .compare import chance, compare, score
from .likeness import workspace
from .link import parts_of
from .model import Pairs, Table
from .weights import Weights, stated


def judge(table: Table, left: ArrayLike, right: ArrayLike, *, people: int, weights: Weights | None = None) -> Pairs:
    """Score the pairs (``left[k]``, ``right[k]``) of rows of a table out of a population of ``people``; same order."""
    weights = weights or stated()
    names, facts = parts_of(table)
    room, rows = workspace()
    a, b = np.asarray(left, np.int32), np.asarray(right, np.int32)
    scores, levels, rarity = _judged(
        a, b, names, facts, table.rare, weights.common_word, weights.logs, weights.priors(people), room, rows
    )
    return Pairs(a, b, scores, levels, rarity)


def candidates(
    person: dict[str, Any], others: pl.DataFrame, *, people: int, at_least: float = 0.0, weights: Weights | None = None
) -> Pairs:
    """``person`` (values by column of ``Table.of``) against the rows of ``others``, surest first; ``right`` is the row."""
    if not others.height:
        return judge(Table.of(others, counted=False), np.zeros(0), np.zeros(0), people=people)
    one = pl.DataFrame({name: [person.get(name)] for name in others.columns}, schema=others.schema)
    table = Table.of(pl.concat([one, others]), counted=False)
    right = np.arange(1, others.height + 1)
    found = judge(table, np.zeros(others.height), right, people=people, weights=weights)
    best = np.argsort(-found.score, kind="stable")
    best = best[found.score[best] >= at_least]
    return Pairs(found.left[best], found.right[best] - 1, found.score[best], found.levels[best], found.rarity[best])


@kernel
def _judged(
    left: Any,
    right: Any,
    names: Any,
    facts: Any,
    rare: Any,
    common: float,
    logs: Any,
    priors: Any,
    room: Any,
    rows: Any,
) -> Any:
    scores, levels, rarity = np.empty(left.size), np.empty((left.size, 6), np.int8), np.empty((left.size, 2))
    for k in range(left.size):
        compare(left[k], right[k], names, facts, common, levels[k], room, rows)
        chance(left[k], right[k], levels[k], names, rare, rarity[k])
        scores[k] = score(levels[k], rarity[k], logs, priors)
    return scores, levels, rarity


def warm_up() -> None:
    """Compile, or load from the cache on disk, before somebody waits."""
    columns = ("name", "sex", "birth", "phone", "citizen", "citizen_kind", "house", "household", "commune", "province")
    values: dict[str, list[Any]] = {name: ["x", "x"] for name in columns}
    values |= {"name": ["Lò Văn An", "Lò Văn An"], "sex": [1, 1], "birth": [0, 0], "citizen_kind": [0, 0]}
    judge(Table.of(pl.DataFrame(values), counted=False), np.array([0]), np.array([1]), people=1000)
