"""From all his exposures to the one level a person has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop

LEVEL_NAMES = {
    0: gettext_noop("không phải người tiếp xúc"),
    1: gettext_noop("F1: tiếp xúc gần với ca bệnh"),
    2: gettext_noop("F2: tiếp xúc với F1"),
    3: gettext_noop("F3: tiếp xúc với F2"),
}
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """The level of a person over all index cases. ``level`` None: not a contact (any more)."""

    level: int | None
    first: datetime | None
    last: datetime | None
    household: bool
    count: int


def standing(exposures: Sequence[tuple[int, datetime, datetime, bool]], override: int | None) -> Standing:
    """The lowest level over live exposures (level, first, last, household), unless overridden (0: no contact).

    The last exposure is that at the level he has: isolation is counted from it.
    """
    if not exposures:
        return Standing(None, None, None, False, 0)
    computed = min(e[0] for e in exposures)
    level = computed if override is None else override
    nearest = [e for e in exposures if e[0] <= max(level, computed)]
    return Standing(
        level=level or None,
        first=min(e[1] for e in exposures),
        last=max(e[2] for e in nearest),
        household=any(e[3] for e in nearest),
        count=len(exposures),
    )


def check_override(level: int, why: str) -> str:
    """The reason, trimmed; Refused without one, or for a level that does not exist."""
    if level not in LEVEL_NAMES:
        raise Refused("Mức tiếp xúc phải là F1, F2, F3 hoặc không phải người tiếp xúc.", field="level")
    if len(why.strip()) < 5:
        raise Refused("Hãy ghi lý do sửa mức tiếp xúc.", field="reason")
    return why.strip()[:300]
