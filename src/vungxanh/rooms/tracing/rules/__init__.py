"""How contacts are found, called, followed and closed. Pure."""

from vungxanh.kernel.rows import BatchResult, RowProblem
from vungxanh.rooms.tracing.rules.days import Gap, days_of, gaps_of
from vungxanh.rooms.tracing.rules.following import FollowPlan, follow_plan, is_over
from vungxanh.rooms.tracing.rules.judging import Meeting, TracePlan, counts, plan_of
from vungxanh.rooms.tracing.rules.levels import (
    LEVEL_NAMES,
    Standing,
    check_override,
    standing,
)
from vungxanh.rooms.tracing.rules.priority import CallFacts, priority
from vungxanh.rooms.tracing.rules.rows import ContactRow, VisitRow, problems_of
from vungxanh.rooms.tracing.rules.sentences import How, path_sentence, reason
from vungxanh.rooms.tracing.rules.sources import chance_in_words, plausibility
from vungxanh.rooms.tracing.rules.states import (
    CALLED,
    CLOSED,
    OPEN,
    OUTCOME_NAMES,
    STATE_NAMES,
    SYMPTOM_NAMES,
    WAITING,
    CallOutcome,
    ContactState,
    Symptom,
    after_call,
    after_recompute,
    call_again_at,
    check_health,
    check_interval,
    check_open,
    check_temperature,
    has_symptoms,
)

__all__ = [
    "CALLED",
    "CLOSED",
    "LEVEL_NAMES",
    "OPEN",
    "OUTCOME_NAMES",
    "STATE_NAMES",
    "SYMPTOM_NAMES",
    "WAITING",
    "BatchResult",
    "CallFacts",
    "CallOutcome",
    "ContactRow",
    "ContactState",
    "FollowPlan",
    "Gap",
    "How",
    "Meeting",
    "RowProblem",
    "Standing",
    "Symptom",
    "TracePlan",
    "VisitRow",
    "after_call",
    "after_recompute",
    "call_again_at",
    "chance_in_words",
    "check_health",
    "check_interval",
    "check_open",
    "check_override",
    "check_temperature",
    "counts",
    "days_of",
    "follow_plan",
    "gaps_of",
    "has_symptoms",
    "is_over",
    "path_sentence",
    "plan_of",
    "plausibility",
    "priority",
    "problems_of",
    "reason",
    "standing",
]  # fmt: skip
