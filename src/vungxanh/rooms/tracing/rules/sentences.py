"""Why a person has his level, in one sentence without names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class How:
    """One exposure. ``venue`` "" where unknown; ``judged``: the reason why a direct contact counts, "" for a stay."""

    level: int
    start: datetime
    end: datetime
    rule: str
    venue: str = ""
    judged: str = ""
    managed: bool = True

    @property
    def minutes(self) -> int:
        """How long, at least one minute."""
        return max(1, int((self.end - self.start).total_seconds() // 60))


def when(start: datetime, end: datetime) -> str:
    """ "08:00–08:45 15/8/2021", or both days where it lasts over midnight."""
    a, b = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
    day = f"{a.day}/{a.month}/{a.year}"
    if a.date() == b.date():
        return f"{a:%H:%M}–{b:%H:%M} {day}"
    return f"{a:%H:%M} {day} – {b:%H:%M} {b.day}/{b.month}/{b.year}"


def how_long(span: timedelta) -> str:
    """ "45 phút", "3 giờ", "2 ngày"."""
    minutes = max(1, int(span.total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} phút"
    return f"{minutes // 60} giờ" if minutes < 48 * 60 else f"{minutes // 1440} ngày"


def reason(how: How) -> str:
    """ "F2: cùng có mặt 45 phút với một F1 tại Chợ A, 08:00–08:45 15/8/2021 (theo 3638/QĐ-BYT)."."""
    whom = "ca bệnh" if how.level == 1 else f"một F{how.level - 1}"
    span = how_long(how.end - how.start)
    what = f"gặp trực tiếp {whom} ({how.judged})" if how.judged else f"cùng có mặt {span} với {whom}"
    where = f" tại {how.venue}" if how.venue else ""
    tail = "" if how.managed else f"; quy định này không quản lý F{how.level}"
    return f"F{how.level}: {what}{where}, {when(how.start, how.end)} (theo {how.rule}{tail})."[:400]


def path_sentence(levels: list[int]) -> str:
    """ "F0 → F1 → F2"."""
    return " → ".join(f"F{n}" for n in levels)
