"""On time, due soon, late, told to the level above: as of a moment."""

from datetime import datetime, timedelta
from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.tasks.rules.states import LIVE, State


class Timing(StrEnum):
    """How a task stands against its deadline."""

    NONE = "none"
    ON_TIME = "on_time"
    SOON = "soon"
    LATE = "late"
    ESCALATED = "escalated"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


_SAID = {
    Timing.NONE: _("không có hạn"),
    Timing.ON_TIME: _("đúng hạn"),
    Timing.SOON: _("sắp đến hạn"),
    Timing.LATE: _("trễ"),
    Timing.ESCALATED: _("trễ, đã báo cấp trên"),
    Timing.DONE_ON_TIME: _("xong đúng hạn"),
    Timing.DONE_LATE: _("xong trễ"),
}


def timing(
    state: str,
    *,
    due_at: datetime | None,
    at: datetime,
    soon: timedelta,
    reported_at: datetime | None = None,
    escalated_at: datetime | None = None,
) -> Timing:
    """What is said at ``at``. What was reported done is measured when it was reported, not when it was approved."""
    if due_at is None or state in (State.ASLEEP, State.CANCELLED):
        return Timing.NONE
    if reported_at is not None and state in (State.REPORTED, State.DONE):
        return Timing.DONE_LATE if reported_at > due_at else Timing.DONE_ON_TIME
    if state not in LIVE:
        return Timing.NONE
    if at > due_at:
        return Timing.ESCALATED if escalated_at is not None else Timing.LATE
    return Timing.SOON if due_at - at <= soon else Timing.ON_TIME


def said(value: Timing) -> str:
    """In words, to be translated."""
    return _SAID[value]
