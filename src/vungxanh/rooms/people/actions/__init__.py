"""Writes: persons, households, and the opening of what is sealed."""

from vungxanh.rooms.people.actions.bulk import record_households_many, record_many
from vungxanh.rooms.people.actions.correcting import correct, correct_household, move
from vungxanh.rooms.people.actions.followed import follow_merge, follow_undo
from vungxanh.rooms.people.actions.matching import ask_again, compare, keep_alike, put_off, say_different
from vungxanh.rooms.people.actions.merging import forget_moved, merge, remember_moved, undo_merge
from vungxanh.rooms.people.actions.on_paper import OnPaper, on_paper
from vungxanh.rooms.people.actions.opening import (
    open_household,
    open_households,
    open_identity,
    open_many,
    open_sealed,
)
from vungxanh.rooms.people.actions.recording import record, record_household
from vungxanh.rooms.people.rules import HouseholdRow, PersonRow, check_citizen_id, check_name, normal_phone

__all__ = [
    "HouseholdRow",
    "OnPaper",
    "PersonRow",
    "ask_again",
    "check_citizen_id",
    "check_name",
    "compare",
    "correct",
    "correct_household",
    "follow_merge",
    "follow_undo",
    "forget_moved",
    "keep_alike",
    "merge",
    "move",
    "normal_phone",
    "on_paper",
    "open_household",
    "open_households",
    "open_identity",
    "open_many",
    "open_sealed",
    "put_off",
    "record",
    "record_household",
    "record_households_many",
    "record_many",
    "remember_moved",
    "say_different",
    "undo_merge",
]
