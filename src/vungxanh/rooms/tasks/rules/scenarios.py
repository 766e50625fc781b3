"""Which scenario of the response plan a number of cases under treatment belongs to."""

from collections.abc import Sequence


def scenario_of(active: int, borders: Sequence[int]) -> int:
    """1 below the first border; then a border itself belongs to the scenario it ends: with (100, 500): 99 → 1,
    100 and 500 → 2, 501 → 3 (Kế hoạch 152/KH-UBND, II.1.1)."""
    if active < borders[0]:
        return 1
    return 2 + sum(active > border for border in borders[1:])
