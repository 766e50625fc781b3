"""How well an exposure explains a case: by the time from it to the onset."""

from math import exp, log, pi, sqrt

from vungxanh.kernel.text import gettext_noop as _


def plausibility(days: float, *, shortest: float, longest: float, mean: float | None) -> float:
    """Density of falling ill so many days after an exposure; 0 outside shortest..longest (a day's grace each way).

    Log-normal with this mean and 2.5 % beyond the longest; even where no mean is known. Only ratios mean something.
    """
    if not shortest - 1 <= days <= longest + 1:
        return 0.0
    if not mean or not 0 < mean < longest:
        return 1.0
    sigma = 1.96 - sqrt(max(0.0, 1.96**2 - 2 * log(longest / mean)))
    middle, x = log(mean) - sigma**2 / 2, max(days, 0.25)
    return exp(-((log(x) - middle) ** 2) / (2 * sigma**2)) / (x * sigma * sqrt(2 * pi))


def chance_in_words(by_chance: float) -> str:
    """How surprising a gathering is: ``by_chance`` like it would be expected among all that were looked at."""
    if by_chance < 0.001:
        return _("gần như không thể tình cờ")
    if by_chance < 0.05:
        return _("khó là tình cờ")
    return _("có thể chỉ là tình cờ")
