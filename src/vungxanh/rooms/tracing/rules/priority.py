"""In which order contacts are called: a sum of points that can be said aloud."""

from dataclasses import dataclass

from vungxanh.regulations.values import PriorityWeights

TIES = 9  # how many further exposures break a tie


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the order looks at. ``age`` in whole years, None when not known; ``exposures``: how many in all."""

    level: int
    days_since_exposure: int
    household: bool = False
    symptoms: bool = False
    age: int | None = None
    exposures: int = 1


def priority(facts: CallFacts, weights: PriorityWeights) -> tuple[int, tuple[str, ...]]:
    """(number, reasons in Vietnamese); the higher number is called first.

    Ten times the points of the centre's setting; between equal points, more exposures come first.
    """
    w = weights
    days = max(0, min(facts.days_since_exposure, w.days_since_exposure_cap))
    parts = [
        ({1: w.f1_points, 2: w.f2_points, 3: w.f3_points}.get(facts.level, 0), f"F{facts.level}"),
        (w.symptoms_points if facts.symptoms else 0, "có triệu chứng"),
        (w.household_points if facts.household else 0, "ở cùng nhà"),
        (w.risk_age_points if facts.age is not None and facts.age >= w.risk_age_from else 0, f"{facts.age} tuổi"),
        (days * w.points_per_day_since_exposure, f"tiếp xúc đã {facts.days_since_exposure} ngày"),
    ]
    reasons = [f"{words} (+{points})" for points, words in parts if points]
    if facts.exposures > 1:
        reasons.append(f"{facts.exposures} lần tiếp xúc")
    return 10 * sum(points for points, _ in parts) + min(max(facts.exposures - 1, 0), TIES), tuple(reasons)
