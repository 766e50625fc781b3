"""Decisions of the room: pure."""

from vungxanh.rooms.isolation.rules.beds import (
    Guest,
    Placement,
    Proposal,
    RoomState,
    Unplaced,
    propose,
    why_not,
)
from vungxanh.rooms.isolation.rules.ending import Condition, Taken, Tested, conditions, match
from vungxanh.rooms.isolation.rules.facts import DecisionFacts, PaperFacts, check_paper, check_start
from vungxanh.rooms.isolation.rules.kinds import (
    CHECK_NAMES,
    KIND_NAMES,
    REASON_NAMES,
    SERVED_NAMES,
    STATE_NAMES,
    CheckHow,
    Kind,
    Reason,
    ServedHow,
    State,
)
from vungxanh.rooms.isolation.rules.rounds import Round, missed, round_at, round_of, serve_by
from vungxanh.rooms.isolation.rules.terms import Asked, Terms, care, check_change, decide, home_conditions

__all__ = [
    "CHECK_NAMES",
    "KIND_NAMES",
    "REASON_NAMES",
    "SERVED_NAMES",
    "STATE_NAMES",
    "Asked",
    "CheckHow",
    "Condition",
    "DecisionFacts",
    "Guest",
    "Kind",
    "PaperFacts",
    "Placement",
    "Proposal",
    "Reason",
    "RoomState",
    "Round",
    "ServedHow",
    "State",
    "Taken",
    "Terms",
    "Tested",
    "Unplaced",
    "care",
    "check_change",
    "check_paper",
    "check_start",
    "conditions",
    "decide",
    "home_conditions",
    "match",
    "missed",
    "propose",
    "round_at",
    "round_of",
    "serve_by",
    "why_not",
]  # fmt: skip
