"""Writing decisions, stays, checks; one verb each. The types they take are here too."""

from vungxanh.rooms.isolation.actions.changing import change_until, note_home, revoke, serve, serve_many
from vungxanh.rooms.isolation.actions.checking import check, handle_illness
from vungxanh.rooms.isolation.actions.deciding import decide, decide_for_case
from vungxanh.rooms.isolation.actions.dormitory import set_dormitory
from vungxanh.rooms.isolation.actions.ending import release, release_many
from vungxanh.rooms.isolation.actions.following import (
    new_clock,
    room_mates_exposed,
    settle_tests,
)
from vungxanh.rooms.isolation.actions.groundless import keep_on, mark_groundless
from vungxanh.rooms.isolation.actions.housing import give_bed, give_beds, leave_bed
from vungxanh.rooms.isolation.actions.lockdowns import lock, record_round, unlock
from vungxanh.rooms.isolation.actions.merging import follow_merge, follow_undo
from vungxanh.rooms.isolation.actions.opening import open_for_paper
from vungxanh.rooms.isolation.actions.self_reports import open_self_links, report_self, revoke_self_link
from vungxanh.rooms.isolation.rules import (
    KIND_NAMES,
    REASON_NAMES,
    CheckHow,
    DecisionFacts,
    Kind,
    LockdownFacts,
    PaperFacts,
    Reason,
    ServedHow,
    State,
)

__all__ = [
    "KIND_NAMES",
    "REASON_NAMES",
    "CheckHow",
    "DecisionFacts",
    "Kind",
    "LockdownFacts",
    "PaperFacts",
    "Reason",
    "ServedHow",
    "State",
    "change_until",
    "check",
    "decide",
    "decide_for_case",
    "follow_merge",
    "follow_undo",
    "give_bed",
    "give_beds",
    "handle_illness",
    "keep_on",
    "leave_bed",
    "lock",
    "mark_groundless",
    "new_clock",
    "note_home",
    "open_for_paper",
    "open_self_links",
    "record_round",
    "release",
    "release_many",
    "report_self",
    "revoke",
    "revoke_self_link",
    "room_mates_exposed",
    "serve",
    "serve_many",
    "set_dormitory",
    "settle_tests",
    "unlock",
]  # fmt: skip
