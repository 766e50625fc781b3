"""Vùng Xanh's tracing engine as a contestant of the tracing bench (see ../README.md)."""

import sys
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits, warm_up


class Ours:
    """`vungxanh.engine.tracing`, in memory; people and level of everybody reached, of many F0s on `cores` threads."""

    cores = 1
    extra: ClassVar[dict[str, Any]] = {}

    def build(self, d: dict[str, np.ndarray], n: int, places: int) -> None:
        warm_up()
        visits = Visits(d["person"], d["place"], d["tin"], d["tout"])
        self.index = Index.build(Contacts(d["a"], d["b"], d["s"], d["t"]), visits, persons=n, places=places)

    def trace(self, f0: np.ndarray, w0: np.ndarray, w1: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
        definition = Definition(levels=levels, min_minutes_same_place=15)
        if len(f0) == 1:
            trace = self.index.trace(f0, w0, w1, definition)
            return trace.person, trace.level
        spread = self.index.spread(f0, w0, w1, definition, cores=self.cores)
        return spread.person, spread.level


class OursOnTwo(Ours):
    """The same, many F0s at once on two cores."""

    cores = 2


CONTESTANTS = {"ours": Ours, "ours_2cores": OursOnTwo}
