"""The way of a tube from the plan to the person who waits: moves, times, the clock, who holds it. Pure."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _


class Stage(StrEnum):
    """Where a tube is."""

    PLANNED = "planned"
    COLLECTED = "collected"
    SENT = "sent"
    RECEIVED = "received"
    RUNNING = "running"
    RESULT = "result"
    RETURNED = "returned"
    LOST = "lost"


CHAIN = (
    Stage.PLANNED, Stage.COLLECTED, Stage.SENT, Stage.RECEIVED, Stage.RUNNING, Stage.RESULT, Stage.RETURNED,
)  # fmt: skip
OPEN = (Stage.COLLECTED, Stage.SENT, Stage.RECEIVED, Stage.RUNNING, Stage.RESULT)
"""The clock runs."""
WAITING = (Stage.COLLECTED, Stage.SENT, Stage.RECEIVED, Stage.RUNNING)
"""No result yet."""
TIMES = {
    Stage.PLANNED: "planned_at", Stage.COLLECTED: "collected_at", Stage.SENT: "sent_at", Stage.RECEIVED: "received_at",
    Stage.RUNNING: "running_at", Stage.RESULT: "resulted_at", Stage.RETURNED: "returned_at",
}  # fmt: skip
STAGE_NAMES = {
    Stage.PLANNED: _("dự kiến"), Stage.COLLECTED: _("đã lấy"), Stage.SENT: _("đã gửi"), Stage.RECEIVED: _("đã nhận"),
    Stage.RUNNING: _("đang chạy"), Stage.RESULT: _("có kết quả"), Stage.RETURNED: _("đã trả"), Stage.LOST: _("hỏng, mất"),
}  # fmt: skip


class Holder(StrEnum):
    """Who has the tube, or the result, in his hands now."""

    COLLECTOR = "collector"
    CARRIER = "carrier"
    LABORATORY = "laboratory"
    NOBODY = "nobody"


HOLDER_NAMES = {
    Holder.COLLECTOR: _("nơi lấy mẫu"), Holder.CARRIER: _("đang chuyển"), Holder.LABORATORY: _("phòng xét nghiệm"),
    Holder.NOBODY: "",
}  # fmt: skip
HELD_BY = {
    Stage.COLLECTED: Holder.COLLECTOR, Stage.SENT: Holder.CARRIER, Stage.RECEIVED: Holder.LABORATORY,
    Stage.RUNNING: Holder.LABORATORY, Stage.RESULT: Holder.LABORATORY,
}  # fmt: skip
NEXT_STEP = {
    Stage.PLANNED: _("lấy mẫu"), Stage.COLLECTED: _("bàn giao cho phòng xét nghiệm"),
    Stage.SENT: _("phòng xét nghiệm nhận và đếm"), Stage.RECEIVED: _("xếp đĩa, chạy máy"),
    Stage.RUNNING: _("ghi kết quả"), Stage.RESULT: _("trả kết quả"),
}  # fmt: skip


class ClockState(StrEnum):
    """How a tube stands to its target."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    BREACHED = "breached"


CLOCK_NAMES = {
    ClockState.ON_TIME: _("còn trong hạn"), ClockState.AT_RISK: _("sắp quá hạn"), ClockState.BREACHED: _("quá hạn"),
}  # fmt: skip


def holder(stage: Stage) -> Holder:
    """Who has it; nobody when the way is at its end."""
    return HELD_BY.get(stage, Holder.NOBODY)


def clock(due_at: datetime, done_at: datetime | None, now: datetime, warn: timedelta) -> ClockState:
    """On time, at risk (less than ``warn`` left, and still open), or breached."""
    if (done_at or now) > due_at:
        return ClockState.BREACHED
    return ClockState.AT_RISK if done_at is None and due_at - now <= warn else ClockState.ON_TIME


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a tube: the stage reached, and when."""

    stage: Stage
    at: datetime


def check_move(now: Stage, times: Mapping[Stage, datetime | None], step: Step, at: datetime) -> None:
    """Refused unless ``step`` leads on: steps may be left out (nobody wrote them down), never taken back this way.

    ``times``: when each stage was reached. A step is not before an earlier one, and not in the future.
    """
    if now in (Stage.LOST, Stage.RETURNED):
        raise Refused(_("Ống này đã kết thúc: không ghi thêm bước nào nữa."))
    if step.stage is Stage.LOST:
        if now is Stage.RESULT:
            raise Refused(_("Ống đã có kết quả: không báo hỏng, mất được. Hãy sửa kết quả."))
    elif CHAIN.index(step.stage) <= CHAIN.index(now):
        raise Refused(_("Ống đã qua bước này rồi. Ghi nhầm thì dùng «Sửa bước»."))
    if step.at > at:
        raise Refused(_("Giờ ghi chưa tới."), field="when")
    last = max((moment for stage, moment in times.items() if moment and stage is not Stage.PLANNED), default=None)
    if last is not None and step.at < last:
        raise Refused(_("Giờ ghi trước giờ của bước trước đó."), field="when")


def check_times(times: Mapping[Stage, datetime | None], at: datetime) -> None:
    """Refused when corrected times contradict each other, or a reached step lies in the future."""
    known = [(stage, moment) for stage in CHAIN[1:] if (moment := times.get(stage)) is not None]
    for (_earlier, before), (stage, after) in itertools.pairwise(known):
        if after < before:
            raise Refused(_("Các giờ không theo thứ tự: bước sau không thể trước bước trước."), field=TIMES[stage])
    for stage, moment in known:
        if moment > at:
            raise Refused(_("Giờ ghi chưa tới."), field=TIMES[stage])


def reached(times: Mapping[Stage, datetime | None]) -> Stage:
    """The furthest stage that has a time; planned when none has."""
    return next((stage for stage in reversed(CHAIN) if times.get(stage) is not None), Stage.PLANNED)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes, never below 0."""
    return max(0, int((end - start).total_seconds() // 60))
