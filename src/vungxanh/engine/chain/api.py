"""The door to the figures of a chain of transmission."""

from .attack import AttackRate, attack_rate
from .chain import Chain, Generation, Offspring
from .model import Case, CycleError, Interval, Intervals, Link

__all__ = [
    "AttackRate", "Case", "Chain", "CycleError", "Generation", "Interval", "Intervals", "Link", "Offspring",
    "attack_rate",
]  # fmt: skip
