"""Figures of the tower: worsening, days of oxygen, what tomorrow needs; each with its formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from vungxanh.regulations.treatment import OxygenNeed

MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> float | None:
        """0–100; None when there is nobody to count."""
        return self.part * 100 / self.whole if self.whole else None


def litres_a_day(severe: float, critical: float, rule: OxygenNeed) -> float:
    """Gas breathed in a day: 1440 × (severe × litres a minute + critical × litres a minute)."""
    return MINUTES * (severe * rule.severe_lpm + critical * rule.critical_lpm)


def days_of_cover(stock_litres: float | None, need: float) -> float | None:
    """How many days the stock lasts; None when nobody needs any, or no stock was told."""
    return stock_litres / need if stock_litres is not None and need > 0 else None


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """Beds of one tier tomorrow: who is inside, plus those expected, less those who may leave."""

    tier: int
    inside: int
    expected: float
    leaving: int
    beds: int

    @property
    def need(self) -> int:
        """Rounded up."""
        return max(0, ceil(round(self.inside + round(self.expected, 1) - self.leaving, 1)))

    @property
    def lacking(self) -> int:
        """Beds that will not be there."""
        return max(0, self.need - self.beds)

    @property
    def formula(self) -> str:
        """``12 + 3,4 − 2 = 14``."""
        return f"{self.inside} + {self.expected:.1f} − {self.leaving} = {self.need}".replace(".", ",")


def expected_by_tier(new_a_day: float, rule: OxygenNeed, tier_of_severity: Mapping[int, int]) -> dict[int, float]:
    """New cases a day by tier: the shares of the regulation times how many are found a day."""
    shares = {1: rule.mild_share, 2: rule.moderate_share, 3: rule.severe_share, 4: rule.critical_share}
    found: dict[int, float] = {}
    for level, share in shares.items():
        tier = tier_of_severity[level]
        found[tier] = found.get(tier, 0.0) + new_a_day * share / 100
    return found


def oxygen_tomorrow(severe: int, critical: int, new_a_day: float, rule: OxygenNeed) -> tuple[float, str]:
    """Litres needed tomorrow, and how they are worked out."""
    more_severe, more_critical = new_a_day * rule.severe_share / 100, new_a_day * rule.critical_share / 100
    litres = litres_a_day(severe + more_severe, critical + more_critical, rule)
    words = (
        f"1440 × (({severe} + {more_severe:.1f}) × {rule.severe_lpm:g} + "
        f"({critical} + {more_critical:.1f}) × {rule.critical_lpm:g}) = {litres:.0f} lít"
    )
    return litres, words.replace(".", ",")
