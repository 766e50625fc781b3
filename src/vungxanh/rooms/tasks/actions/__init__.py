"""Writes; one verb each."""

from vungxanh.rooms.tasks.actions.assigning import assign, split
from vungxanh.rooms.tasks.actions.clockwork import begin_scenario, escalate, open_due_turns
from vungxanh.rooms.tasks.actions.digesting import choose_mail, mailed, make_digest
from vungxanh.rooms.tasks.actions.extending import answer_extension, ask_extension
from vungxanh.rooms.tasks.actions.feeding import make_feed, new_token, revoke_feed
from vungxanh.rooms.tasks.actions.handling import (
    ask_explanation,
    close_handling,
    correct_handling,
    decide_handling,
    explain,
    open_handling,
    withdraw_handling,
)
from vungxanh.rooms.tasks.actions.levels import begin_level, end_level, rest
from vungxanh.rooms.tasks.actions.obstacles import answer, forward, raise_again, raise_obstacle, withdraw_obstacle
from vungxanh.rooms.tasks.actions.ordering import (
    cancel,
    change,
    close,
    hand_over,
    reopen,
    send_back,
    sleep,
    urge,
    wake,
)
from vungxanh.rooms.tasks.actions.proving import add_file, bind, remove_file, type_in
from vungxanh.rooms.tasks.actions.working import (
    accept,
    correct_note,
    name_head,
    progress,
    report,
    start_clock,
    withdraw,
)
from vungxanh.rooms.tasks.rules import Condition, Due, DueKind, NewTask, Target
from vungxanh.rooms.tasks.rules.handling import Basis, HandlingFacts, Measure, Subject

__all__ = [
    "Basis",
    "Condition",
    "Due",
    "DueKind",
    "HandlingFacts",
    "Measure",
    "NewTask",
    "Subject",
    "Target",
    "accept",
    "add_file",
    "answer",
    "answer_extension",
    "ask_explanation",
    "ask_extension",
    "assign",
    "begin_level",
    "begin_scenario",
    "bind",
    "cancel",
    "change",
    "choose_mail",
    "close",
    "close_handling",
    "correct_handling",
    "correct_note",
    "decide_handling",
    "end_level",
    "escalate",
    "explain",
    "forward",
    "hand_over",
    "mailed",
    "make_digest",
    "make_feed",
    "name_head",
    "new_token",
    "open_due_turns",
    "open_handling",
    "progress",
    "raise_again",
    "raise_obstacle",
    "remove_file",
    "reopen",
    "report",
    "rest",
    "revoke_feed",
    "send_back",
    "sleep",
    "split",
    "start_clock",
    "type_in",
    "urge",
    "wake",
    "withdraw",
    "withdraw_handling",
    "withdraw_obstacle",
]
