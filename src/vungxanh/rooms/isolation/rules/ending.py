"""What must hold before somebody goes home, and which sample answers which test day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from vungxanh.kernel.text import gettext_noop as _

NEGATIVE, POSITIVE, PENDING = "negative", "positive", "pending"


@dataclass(frozen=True, slots=True)
class Tested:
    """A test day with what came of it: ``result`` "" before a sample is taken."""

    due: date
    taken: date | None = None
    result: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of release: ``sentence`` says it, and what is missing."""

    met: bool
    sentence: str
    day: date | None = None


def conditions(*, today: date, until: date, tests: Sequence[Tested], absent: bool = False) -> list[Condition]:
    """Days done, every test taken and negative, present at the last check."""
    found = [Condition(today >= until, _("Đủ số ngày cách ly"), until)]
    for test in sorted(tests, key=lambda t: t.due):
        if test.result == NEGATIVE:
            found.append(Condition(True, _("Xét nghiệm âm tính"), test.due))
        elif test.result == POSITIVE:
            found.append(Condition(False, _("Xét nghiệm dương tính: không cho về"), test.due))
        elif test.taken is not None:
            found.append(Condition(False, _("Đã lấy mẫu, chờ kết quả"), test.due))
        else:
            found.append(Condition(False, _("Chưa lấy mẫu"), test.due))
    if absent:
        found.append(Condition(False, _("Vắng mặt ở lần điểm danh gần nhất")))
    return found


@dataclass(frozen=True, slots=True)
class Taken:
    """A sample: when it was collected, what it says."""

    key: UUID
    day: date
    result: str


def match(dues: Sequence[date], samples: Sequence[Taken], early_days: int) -> dict[date, Taken]:
    """Which sample answers which test day: the earliest that is not too early, each once; a negative one is preferred
    to one that says nothing, a positive one to all."""
    left = sorted(samples, key=lambda s: s.day)
    found: dict[date, Taken] = {}
    order = sorted(dues)
    for n, due in enumerate(order):
        opens = due - timedelta(days=early_days)
        closes = order[n + 1] - timedelta(days=early_days) if n + 1 < len(order) else date.max
        fitting = [s for s in left if opens <= s.day < closes]
        if fitting:
            found[due] = max(fitting, key=lambda s: (_WEIGHT.get(s.result, 0), -s.day.toordinal()))
    return found


_WEIGHT = {POSITIVE: 3, NEGATIVE: 2, PENDING: 1}
