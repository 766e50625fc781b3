"""Vùng Xanh's linkage engine as a contestant of the linkage bench (see ../README.md)."""

import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from vungxanh.engine.linkage.api import Table, Weights, link, stated

LOWEST = -6.0  # bits; the bench looks for the best cut itself


def table_of(df: pl.DataFrame, counted: bool) -> Table:
    """The bench's normalised columns as ours; numbers and addresses only as codes, compared for equality."""
    text = pl.col("dob").fill_null("")
    return Table.of(
        df.select(
            name="name",
            sex=pl.col("sex").replace_strict({"M": 1, "F": 2}, default=0, return_dtype=pl.Int8),
            birth=text.str.replace_all("-", "").cast(pl.Int32, strict=False).fill_null(0),
            phone="phone",
            citizen="cccd",
            citizen_kind=pl.col("cccd").str.len_chars().fill_null(0).cast(pl.Int8),
            house="house",
            commune=pl.concat_str("ward", "province", separator="/"),
            province="province",
        ),
        counted=counted,
    )


def ours(
    df: pl.DataFrame, sample: Any, *, counted: bool = True, weights: Weights | None = None, threads: int = 2
) -> dict[str, Any]:
    """Stated weights, no training."""
    began = time.perf_counter()
    table = table_of(df, counted)
    read = time.perf_counter() - began
    pairs = link(table, at_least=LOWEST, weights=weights, threads=threads)
    ids = df["unique_id"].to_numpy()
    return {"pairs": (ids[pairs.left], ids[pairs.right], pairs.score), "timings": {"table": read, **pairs.seconds}}


def shaken(df: pl.DataFrame, sample: Any, *, seed: int) -> dict[str, Any]:
    """Every stated share of ``same`` and ``household`` wrong by a factor of up to three, at random."""
    said = stated()
    logs = said.logs.copy()
    logs[:2] += np.random.default_rng(seed).uniform(-1.6, 1.6, logs[:2].shape)
    return ours(df, sample, weights=Weights(logs, said.same, said.household, said.common_word))


CONTESTANTS = {
    "ours": ours,
    "ours_one_thread": partial(ours, threads=1),
    "ours_stated_names": partial(ours, counted=False),
    "ours_shaken_1": partial(shaken, seed=1),
    "ours_shaken_2": partial(shaken, seed=2),
    "ours_shaken_3": partial(shaken, seed=3),
}
