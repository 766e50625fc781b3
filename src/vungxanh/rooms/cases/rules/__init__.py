"""What a case may be and become. Pure."""

from vungxanh.kernel.rows import RowProblem
from vungxanh.rooms.cases.rules.bulk import MOST, BulkChange, Wanted, check_change, wanted_of
from vungxanh.rooms.cases.rules.clocks import (
    ClockState,
    Infectious,
    NotificationClock,
    due_at,
    due_of,
    infectious_window,
    notification,
)
from vungxanh.rooms.cases.rules.codes import code_of, prefix_of
from vungxanh.rooms.cases.rules.dates import (
    VIETNAM,
    CaseFacts,
    Contradiction,
    check_dates,
    contradictions,
    local_day,
    start_of,
)
from vungxanh.rooms.cases.rules.kinds import (
    DETECTION_NAMES,
    OUTCOME_NAMES,
    STATUS_NAMES,
    Detection,
    Outcome,
    Status,
)
from vungxanh.rooms.cases.rules.links import SourceRow, ancestors, check_source
from vungxanh.rooms.cases.rules.moves import MOVES, Move, Verb, check_move, moves_from, needs_correcting
from vungxanh.rooms.cases.rules.rows import BatchResult, CaseRow, problems_of
from vungxanh.rooms.cases.rules.tree import Drawing, Node, Spot, draw

__all__ = [
    "DETECTION_NAMES", "MOST", "MOVES", "OUTCOME_NAMES", "STATUS_NAMES", "VIETNAM", "BatchResult", "BulkChange", "CaseFacts", "CaseRow",
    "ClockState", "Contradiction", "Detection", "Drawing", "Infectious", "Move", "Node", "NotificationClock", "Outcome",
    "RowProblem", "SourceRow", "Spot", "Status", "Verb", "Wanted", "ancestors", "check_change", "check_dates", "check_move", "check_source", "code_of",
    "contradictions", "draw", "due_at", "due_of", "infectious_window", "local_day", "moves_from", "needs_correcting", "notification",
    "prefix_of", "problems_of", "start_of", "wanted_of",
]  # fmt: skip
