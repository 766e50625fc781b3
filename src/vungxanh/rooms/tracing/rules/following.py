"""Until when a contact is followed."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import Immunity, IsolationPlan, NoRegulation, follow_up_for, isolation_for


@dataclass(frozen=True, slots=True)
class FollowPlan:
    """Follow-up to and including ``until``; how he is isolated and why, in Vietnamese. ``until`` None: not known."""

    until: date | None
    reason: str
    isolation: str = ""
    isolation_plan: IsolationPlan | None = None


@lru_cache(maxsize=8192)
def follow_plan(
    *, disease: str, level: int, last_exposure: date, on: date, area: str, immunity: Immunity | None = None
) -> FollowPlan:
    """By the rules in force on ``on``, the day it is decided."""
    try:
        plan = isolation_for(
            disease=disease, last_exposure=last_exposure, on=on, area=area, group=f"F{level}", immunity=immunity
        )
    except NoRegulation:
        plan = None
    try:
        follow = follow_up_for(disease=disease, last_exposure=last_exposure, on=on, area=area, isolation_plan=plan)
    except Refused as no:
        return FollowPlan(None, str(no), plan.in_words() if plan else "", plan)
    return FollowPlan(follow.until, follow.reason, plan.in_words() if plan else "", plan)


def is_over(until: date | None, today: date) -> bool:
    """Whether the last day of follow-up has passed."""
    return until is not None and today > until
