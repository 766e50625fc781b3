"""How much each likeness says; stated in ``weights.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from .model import FIELDS, MOST_LEVELS, Array

CLASSES = ("same", "household", "stranger")


@dataclass(frozen=True, slots=True)
class Weights:
    """log2 of each class's share of each level: float64[3, 6, levels]; priors per record; what a common word is."""

    logs: Array
    same: float
    household: float
    common_word: float

    def priors(self, people: int) -> Array:
        """log2 of the three classes' parts of all pairs among ``people`` persons."""
        size = max(people, 100)
        found: Array = np.log2(np.array([self.same / size, self.household / size, 1.0]))
        return found


def read(path: Path) -> Weights:
    """Weights from a file; KeyError names a level that is missing."""
    stated = tomllib.loads(path.read_text("utf-8"))
    logs = np.zeros((len(CLASSES), len(FIELDS), MOST_LEVELS))
    for f, (name, levels) in enumerate(FIELDS.items()):
        for level in levels:
            row = stated[name][level.name.lower()]
            logs[:, f, level] = [np.log2(row[kind]) for kind in CLASSES]
    prior = stated["prior"]
    return Weights(logs, prior["same"], prior["household"], stated["common"]["word"])


@lru_cache(maxsize=1)
def stated() -> Weights:
    """The weights the program ships with."""
    return read(Path(__file__).with_name("weights.toml"))
