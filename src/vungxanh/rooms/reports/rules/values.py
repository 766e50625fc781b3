"""What a figure stands at: a number, or why there is none; never zero for what is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Value:
    """``n`` None: nobody knows, ``why`` says so. ``before``: yesterday's, None when not known.

    ``part``: what the number leaves out, when it is only a part. ``said``: corrected by somebody, with the reason.
    ``low``: under what a regulation wants there to be.
    """

    n: float | None
    before: float | None = None
    why: str = ""
    part: str = ""
    said: str = ""
    low: bool = False

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.n is not None

    @property
    def shown(self) -> float | None:
        """A whole number as one."""
        return None if self.n is None else int(self.n) if self.n == int(self.n) else self.n

    @property
    def was(self) -> float | None:
        """Yesterday's, the same way."""
        return None if self.before is None else int(self.before) if self.before == int(self.before) else self.before


Values = Mapping[str, Value]
_SHORT = {"n": "n", "before": "b", "why": "w", "part": "p", "said": "s", "low": "l"}


def to_json(values: Values) -> dict[str, dict[str, Any]]:
    """For the database: only what is said."""
    return {
        key: {
            short: got
            for name, short in _SHORT.items()
            if (got := getattr(value, name)) is not None and got is not False and got != ""
        }
        for key, value in values.items()
    }


def from_json(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Value]:
    """As it was kept; a figure of an older version that nobody knows any more is kept too."""
    return {
        key: Value(
            one.get("n"), one.get("b"), one.get("w", ""), one.get("p", ""), one.get("s", ""), one.get("l", False)
        )
        for key, one in stored.items()
    }


def difference(value: Value) -> float | None:
    """More (or less) than yesterday; None when one of both is not known."""
    return None if value.n is None or value.before is None else value.n - value.before


@dataclass(frozen=True, slots=True)
class PatientLine:
    """A patient by code with his F1 and F2, and the F1's tests (Quảng Nam's bulletin No. 68, 2020)."""

    code: str
    f1: int
    f2: int
    sampled: int
    negative: int
    positive: int
    waiting: int
