"""Decisions about tasks: what is ordered, states, deadlines, rhythms, lateness, targets. Pure."""

from vungxanh.kernel.work import AREAS_OF_WORK
from vungxanh.rooms.tasks.rules.given import BELOW, Condition, Due, DueKind, NewTask, Target, check
from vungxanh.rooms.tasks.rules.groups import group_words, sort_of
from vungxanh.rooms.tasks.rules.lateness import Timing, said, timing
from vungxanh.rooms.tasks.rules.levels import (
    LETTERS,
    LEVEL_NAMES,
    LEVELS,
    condition_text,
    decision_of,
    level_given,
    level_words,
    levels_of,
    waits_for,
)
from vungxanh.rooms.tasks.rules.moments import due_moment, ends_day, span_of
from vungxanh.rooms.tasks.rules.rhythm import LAST, Rhythm, ahead, occurrences, parse_rhythm, timed
from vungxanh.rooms.tasks.rules.rolling import rolled_state
from vungxanh.rooms.tasks.rules.scenarios import scenario_of
from vungxanh.rooms.tasks.rules.states import (
    KIND_NAMES,
    LIVE,
    MOVES,
    OPEN_NOTES,
    SAID_DONE,
    STATE_NAMES,
    Kind,
    NoteKind,
    State,
    Verb,
    moved,
)
from vungxanh.rooms.tasks.rules.targets import met, reached_percent
from vungxanh.rooms.tasks.rules.words import reason_of, text_of, title_of

__all__ = [
    "AREAS_OF_WORK",
    "BELOW",
    "KIND_NAMES",
    "LAST",
    "LETTERS",
    "LEVELS",
    "LEVEL_NAMES",
    "LIVE",
    "MOVES",
    "OPEN_NOTES",
    "SAID_DONE",
    "STATE_NAMES",
    "Condition",
    "Due",
    "DueKind",
    "Kind",
    "NewTask",
    "NoteKind",
    "Rhythm",
    "State",
    "Target",
    "Timing",
    "Verb",
    "ahead",
    "check",
    "condition_text",
    "decision_of",
    "due_moment",
    "ends_day",
    "group_words",
    "level_given",
    "level_words",
    "levels_of",
    "met",
    "moved",
    "occurrences",
    "parse_rhythm",
    "reached_percent",
    "reason_of",
    "rolled_state",
    "said",
    "scenario_of",
    "sort_of",
    "span_of",
    "text_of",
    "timed",
    "timing",
    "title_of",
    "waits_for",
]
