"""Numbers to reach."""

from math import isclose


def met(op: str, value: float, now: float | None) -> bool | None:
    """Whether ``now`` satisfies the target; None when nobody knows the number."""
    if now is None:
        return None
    same = isclose(now, value, rel_tol=1e-9, abs_tol=1e-9)
    return {
        ">=": now > value or same,
        "<=": now < value or same,
        ">": now > value and not same,
        "<": now < value and not same,
        "=": same,
    }.get(op, same)


def reached_percent(op: str, value: float, now: float | None) -> int:
    """How full the bar is, 0–100. A ceiling ("<=") shows how much of it is used up."""
    if now is None or now <= 0:
        return 0
    if value <= 0:
        return 100
    return min(100, int(now * 100 / value))
