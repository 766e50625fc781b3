"""Keeping green places green, widening them, locking red ones: what may be aimed at, and how far an aim has come."""

from datetime import date, timedelta
from enum import StrEnum

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _

GREEN, RED = 1, 4
FURTHEST = timedelta(days=180)
"""A goal further away than this is no plan."""


class GoalState(StrEnum):
    """How far a goal has come on a day."""

    HOLDING = "holding"
    KEPT = "kept"
    LOST = "lost"
    UNDER_WAY = "under_way"
    REACHED = "reached"
    OVERDUE = "overdue"


GOAL_NAMES = {
    GoalState.HOLDING: _("Đang giữ được"),
    GoalState.KEPT: _("Đã giữ đến hạn"),
    GoalState.LOST: _("Không giữ được"),
    GoalState.UNDER_WAY: _("Đang thực hiện"),
    GoalState.REACHED: _("Đã đạt"),
    GoalState.OVERDUE: _("Quá hạn"),
}


def goal_state(*, goal: int, set_from: int, now: int, due: date, today: date) -> GoalState:
    """``set_from``: the level when the goal was set; ``now``: the level that holds, 0 where nobody knows: then nothing is
    reached or kept."""
    now = now or RED
    if set_from <= goal:
        if now > goal:
            return GoalState.LOST
        return GoalState.HOLDING if today <= due else GoalState.KEPT
    if now <= goal:
        return GoalState.REACHED
    return GoalState.UNDER_WAY if today <= due else GoalState.OVERDUE


def check_goal(*, goal: int, now: int, due: date, today: date) -> None:
    """Refused unless it is a step down, or green that is to stay green; a red place is locked before it may be green."""
    if goal not in range(GREEN, RED + 1):
        raise Refused(_("Chọn mức."), field="level")
    if not now:
        raise Refused(_("Chưa đủ số liệu để biết nơi này ở mức nào: ghi số liệu trước, rồi đặt mục tiêu."))
    if goal > now:
        raise Refused(_("Mục tiêu không được cao hơn mức nguy cơ hiện nay."), field="level")
    if goal == now != GREEN:
        raise Refused(_("Nơi chưa xanh thì mục tiêu phải là mức thấp hơn mức hiện nay."), field="level")
    if now == RED and goal == GREEN:
        raise Refused(
            _("Vùng đỏ phải khóa chặt, không có hoạt động của vùng xanh: đặt mục tiêu về Cam hoặc Vàng trước."),
            field="level",
        )
    if due <= today:
        raise Refused(_("Hạn của mục tiêu phải sau hôm nay."), field="due")
    if due > today + FURTHEST:
        raise Refused(_("Hạn của mục tiêu quá xa: nhiều nhất 180 ngày."), field="due")
