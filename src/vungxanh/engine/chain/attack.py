"""Attack rates: how many of those exposed became cases."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class AttackRate:
    """rate = cases / exposed with its confidence interval low..high (all 0..1); None where nobody was exposed."""

    cases: int
    exposed: int
    rate: float | None
    low: float | None
    high: float | None


def attack_rate(cases: int, exposed: int, *, confidence: float = 0.95) -> AttackRate:
    """Cases among those exposed, with Wilson's score interval. Raises ValueError unless 0 <= cases <= exposed."""
    if not 0 <= cases <= exposed:
        raise ValueError(f"cases must be between 0 and the number exposed: {cases} of {exposed}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1: {confidence}")
    if exposed == 0:
        return AttackRate(0, 0, None, None, None)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rate, spread = cases / exposed, 1 + z * z / exposed
    middle = (rate + z * z / (2 * exposed)) / spread
    half = z * sqrt(rate * (1 - rate) / exposed + z * z / (4 * exposed * exposed)) / spread
    return AttackRate(cases, exposed, rate, max(0.0, middle - half), min(1.0, middle + half))
