"""Writes: agencies, users, roles, passwords, the second step of logging in."""

from vungxanh.rooms.agencies.actions.bodies import close, found, rename, reopen
from vungxanh.rooms.agencies.actions.members import end_membership, give_membership
from vungxanh.rooms.agencies.actions.passwords import change_password, end_sessions, log_in, log_out, reset_password
from vungxanh.rooms.agencies.actions.second_step import (
    begin_second_step,
    confirm_second_step,
    drop_second_step,
    renew_backup_codes,
    stop_second_step,
)
from vungxanh.rooms.agencies.actions.users import correct_user, create_user, deactivate, reactivate
from vungxanh.rooms.agencies.rules import temporary_password

__all__ = [
    "begin_second_step",
    "change_password",
    "close",
    "confirm_second_step",
    "correct_user",
    "create_user",
    "deactivate",
    "drop_second_step",
    "end_membership",
    "end_sessions",
    "found",
    "give_membership",
    "log_in",
    "log_out",
    "reactivate",
    "rename",
    "renew_backup_codes",
    "reopen",
    "reset_password",
    "stop_second_step",
    "temporary_password",
]
