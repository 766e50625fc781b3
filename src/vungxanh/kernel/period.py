"""Half-open stretches of time."""

from dataclasses import dataclass
from datetime import datetime

from vungxanh.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` up to, not including, ``end``; ``end`` None means still going on."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise Refused("Thời điểm kết thúc phải sau thời điểm bắt đầu.")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlap(self, other: "Period") -> "Period | None":
        """The stretch both share, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)
