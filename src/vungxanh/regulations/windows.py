"""From when until when an F0 can infect, by the window in force."""

from dataclasses import dataclass
from datetime import date, timedelta

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.sets import day
from vungxanh.regulations.values import EndsOn, InfectiousWindow


@dataclass(frozen=True, slots=True)
class InfectiousPeriod:
    """Both days included; ``end`` None means not over yet. ``reason`` is Vietnamese."""

    start: date
    end: date | None
    reason: str


def infectious_period(
    window: InfectiousWindow,
    *,
    onset: date | None = None,
    sampled: date | None = None,
    exposed: date | None = None,
    isolated: date | None = None,
    negative: date | None = None,
) -> InfectiousPeriod:
    """The period; ``exposed`` is the first contact with a known source. Refused without onset, sample or exposure."""
    start, reason = begin(window, onset, sampled, exposed)
    ends = {EndsOn.ISOLATION: isolated, EndsOn.NEGATIVE: negative}
    found = [d for e, d in ends.items() if e in window.ends_on and d is not None]
    if window.days_after_onset is not None and (anchor := onset or sampled):
        found.append(anchor + timedelta(days=window.days_after_onset))
    end = max(start, min(found)) if found else None
    return InfectiousPeriod(start, end, reason)


def begin(window: InfectiousWindow, onset: date | None, sampled: date | None, exposed: date | None) -> tuple[date, str]:
    """First infectious day and why."""
    if onset:
        days = window.days_before_onset
        return onset - timedelta(days=days), f"{days} ngày trước khởi phát {day(onset)}"
    if exposed and (window.asymptomatic_from_exposure or not sampled):
        return exposed, f"không triệu chứng, từ ngày tiếp xúc nguồn lây {day(exposed)}"
    if sampled:
        days = window.asymptomatic_days_before_sample
        return sampled - timedelta(days=days), f"không triệu chứng, {days} ngày trước khi lấy mẫu {day(sampled)}"
    raise Refused("Cần ngày khởi phát hoặc ngày lấy mẫu để tính thời kỳ lây truyền.")
