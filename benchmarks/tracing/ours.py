"""Vùng Xanh's tracing engine as a contestant of the tracing bench (see ../README.md)."""

import sys
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits, warm_up


class Ours:
    """`vungxanh.engine.tracing`, in memory, one thread; people and level of everybody reached."""

    name = "ours"
    extra: ClassVar[dict[str, Any]] = {}

    def build(self, d: dict[str, np.ndarray], n: int, places: int) -> None:
        warm_up()
        visits = Visits(d["person"], d["place"], d["tin"], d["tout"])
        self.index = Index.build(Contacts(d["a"], d["b"], d["s"], d["t"]), visits, persons=n, places=places)

    def trace(self, f0: np.ndarray, w0: np.ndarray, w1: np.ndarray, levels: int) -> tuple[np.ndarray, np.ndarray]:
        found = self.index.trace(f0, w0, w1, Definition(levels=levels, min_minutes_same_place=15))
        return found.person, found.level


CONTESTANTS = {"ours": Ours}
