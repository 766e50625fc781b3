"""What comes back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Everybody reached, F0s left out, in order of level, earliest exposure and id.

    person: pseudonyms. level: 1... exposed_from: earliest exposure at that level; earliest: by a chain of any length
    (up to the number of rounds); epoch seconds. rounds: what each round read and found, for the curious.
    """

    person: list[bytes]
    level: list[int]
    exposed_from: list[int]
    earliest: list[int]
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.person)

    def counts(self) -> dict[int, int]:
        """Level -> persons."""
        return dict(sorted(Counter(self.level).items()))
