"""Writes: persons, households, and the opening of what is sealed."""

from vungxanh.rooms.people.actions.bulk import record_households_many, record_many
from vungxanh.rooms.people.actions.correcting import correct, correct_household, move
from vungxanh.rooms.people.actions.opening import open_household, open_identity, open_many, open_sealed
from vungxanh.rooms.people.actions.recording import record, record_household
from vungxanh.rooms.people.rules import HouseholdRow, PersonRow, check_citizen_id, check_name, normal_phone

__all__ = [
    "HouseholdRow",
    "PersonRow",
    "check_citizen_id",
    "check_name",
    "correct",
    "correct_household",
    "move",
    "normal_phone",
    "open_household",
    "open_identity",
    "open_many",
    "open_sealed",
    "record",
    "record_household",
    "record_households_many",
    "record_many",
]
