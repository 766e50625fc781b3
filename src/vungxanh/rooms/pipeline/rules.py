"""The five stages of 5S for one case: when each begins, until when it should be done, when it was. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


class Stage(StrEnum):
    """5S: sớm phát hiện, sớm báo cáo, sớm truy vết, sớm cách ly, sớm điều trị."""

    DETECT = "detect"
    REPORT = "report"
    TRACE = "trace"
    ISOLATE = "isolate"
    TREAT = "treat"


STAGE_NAMES = {
    Stage.DETECT: _("Phát hiện"),
    Stage.REPORT: _("Báo cáo"),
    Stage.TRACE: _("Truy vết"),
    Stage.ISOLATE: _("Cách ly"),
    Stage.TREAT: _("Điều trị"),
}
SPANS = {
    Stage.DETECT: _("từ lấy mẫu đến kết quả"),
    Stage.REPORT: _("từ chẩn đoán đến báo cáo"),
    Stage.TRACE: _("từ chẩn đoán đến khi gặp đủ F1"),
    Stage.ISOLATE: _("từ chẩn đoán đến cách ly"),
    Stage.TREAT: _("từ chẩn đoán đến điều trị"),
}
NEXT = {
    Stage.DETECT: _("Lấy mẫu, hỏi nơi xét nghiệm và ghi kết quả"),
    Stage.REPORT: _("Báo cáo lên tuyến trên"),
    Stage.TRACE: _("Phỏng vấn, gọi hết F1"),
    Stage.ISOLATE: _("Đưa đi cách ly"),
    Stage.TREAT: _("Đưa vào điều trị"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is recorded of one case. ``sick``: probable or confirmed. ``told_by``: until when the law wants it reported.

    ``asked``: an interview is recorded; ``waiting``: close contacts nobody reached; ``reached_at``: when the last of
    the others was. ``ended``: the outcome is known.
    """

    known_at: datetime
    sick: bool
    sampled_at: datetime | None = None
    diagnosed_at: datetime | None = None
    notified_at: datetime | None = None
    told_by: datetime | None = None
    isolated_at: datetime | None = None
    treated_at: datetime | None = None
    ended: bool = False
    asked: bool = False
    waiting: int = 0
    reached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One stage of one case. ``due_at`` None: nothing sets a limit. ``done_at`` None: it runs."""

    stage: Stage
    began_at: datetime
    due_at: datetime | None
    done_at: datetime | None

    @property
    def hours(self) -> float | None:
        """It took: to a tenth below ten, then whole, so that equal ones can be counted.

        Somebody isolated before his diagnosis waited for nothing.
        """
        if self.done_at is None:
            return None
        took = max(0.0, (self.done_at - self.began_at).total_seconds() / 3600)
        return round(took, 1) if took < 10 else float(round(took))

    @property
    def late(self) -> bool | None:
        """Whether it was done after its limit; None while it runs."""
        return None if self.done_at is None else bool(self.due_at and self.done_at > self.due_at)


def clocks(
    facts: Facts, limits: Mapping[Stage, float | None], *, now: datetime, traced_at: datetime | None = None
) -> Iterator[Clock]:
    """The stages that have begun. ``limits``: hours. ``traced_at``: when tracing was found done the last time."""

    def until(began: datetime, stage: Stage) -> datetime | None:
        hours = limits.get(stage)
        return began + timedelta(hours=hours) if hours is not None else None

    known = facts.diagnosed_at
    found = facts.sampled_at or (None if known else facts.known_at)
    if found and (facts.sick or known is None):
        yield Clock(Stage.DETECT, found, until(found, Stage.DETECT), max(known, found) if known else None)
    if not (facts.sick and known):
        return
    own = until(known, Stage.REPORT)
    told_by = min((moment for moment in (own, facts.told_by) if moment), default=None)
    yield Clock(Stage.REPORT, known, told_by, facts.notified_at)
    traced = None if facts.waiting or not (facts.asked or facts.reached_at) else facts.reached_at or traced_at or now
    yield Clock(Stage.TRACE, known, until(known, Stage.TRACE), traced)
    yield Clock(Stage.ISOLATE, known, until(known, Stage.ISOLATE), facts.isolated_at)
    if facts.treated_at or not facts.ended:
        yield Clock(Stage.TREAT, known, until(known, Stage.TREAT), facts.treated_at)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one stage. ``median`` and ``p90`` in hours, of those done. ``on_time``: share 0..1 of those done or late."""

    done: int
    open: int
    overdue: int
    median: float | None
    p90: float | None
    on_time: float | None

    @property
    def percent(self) -> int | None:
        """``on_time`` in whole percent, rounded down: 100 is said only of all."""
        return None if self.on_time is None else int(self.on_time * 100)


def figures(done: Mapping[float, tuple[int, int]], still_open: int = 0, overdue: int = 0) -> Figures:
    """``done``: how many took so many hours, and how many of them were late. What is overdue counts as late already."""
    count, late = (sum(pair[n] for pair in done.values()) for n in (0, 1))
    judged = count + overdue
    return Figures(
        count,
        still_open,
        overdue,
        quantile(done, 0.5),
        quantile(done, 0.9),
        (count - late) / judged if judged else None,
    )


def quantile(done: Mapping[float, tuple[int, int]], share: float) -> float | None:
    """With linear interpolation (type 7 of Hyndman and Fan), of counted values; None of none."""
    count = sum(n for n, _late in done.values())
    if not count:
        return None
    place = share * (count - 1)
    first, second = _nth(done, int(place)), _nth(done, min(int(place) + 1, count - 1))
    return first + (place - int(place)) * (second - first)


def _nth(done: Mapping[float, tuple[int, int]], n: int) -> float:
    seen = 0
    for value in sorted(done):
        seen += done[value][0]
        if seen > n:
            return value
    raise IndexError(n)


LEAST, MOST = 0.5, 720.0  # hours


def check_target(hours: float, law: float | None) -> None:
    """A centre may set itself a shorter limit than the law, never a longer one."""
    if not LEAST <= hours <= MOST:
        raise Refused("Số giờ phải từ 0,5 đến 720.", field="hours")
    if law is not None and hours > law:
        raise Refused(
            "Quy định đang có hiệu lực cho %(law)s giờ; mốc của đơn vị không được dài hơn.",
            field="hours",
            values={"law": f"{law:g}"},
        )
