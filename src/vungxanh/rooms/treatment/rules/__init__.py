"""Decisions of the room: pure."""

from vungxanh.rooms.treatment.rules.figures import (
    Share,
    Tomorrow,
    days_of_cover,
    expected_by_tier,
    litres_a_day,
    oxygen_tomorrow,
)
from vungxanh.rooms.treatment.rules.kinds import (
    COLOUR_NAMES,
    ENDING_NAMES,
    MOVE_NAMES,
    OPEN_MOVES,
    PLACE_NAMES,
    SEVERITY_NAMES,
    STATE_NAMES,
    Colour,
    Ending,
    Move,
    Place,
    Severity,
    State,
)
from vungxanh.rooms.treatment.rules.leaving import Condition, Leaving, Tested, leaving
from vungxanh.rooms.treatment.rules.measuring import Judged, Measure, Seen, alarms, care, check, course_of, severity
from vungxanh.rooms.treatment.rules.moving import advised, check_move, check_step
from vungxanh.rooms.treatment.rules.triage import (
    HomeCondition,
    Proposal,
    TriageFacts,
    check_choice,
    check_home,
    home_care,
    home_conditions,
    propose,
    tier_of,
    tiers,
)

__all__ = [
    "COLOUR_NAMES", "ENDING_NAMES", "MOVE_NAMES", "OPEN_MOVES", "PLACE_NAMES", "SEVERITY_NAMES", "STATE_NAMES", "Colour",
    "Condition", "Ending", "HomeCondition", "Judged", "Leaving", "Measure", "Move", "Place", "Proposal", "Seen", "Severity", "Share",
    "State", "Tested", "Tomorrow", "TriageFacts", "advised", "alarms", "care", "check", "check_choice", "check_home",
    "check_move", "check_step", "course_of", "days_of_cover", "expected_by_tier", "home_care", "home_conditions", "leaving",
    "litres_a_day", "oxygen_tomorrow", "propose", "severity", "tier_of", "tiers",
]  # fmt: skip
