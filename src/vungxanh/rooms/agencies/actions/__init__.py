"""Writes: agencies and their directory, charges, users, roles, passwords, the second step of logging in."""

from vungxanh.rooms.agencies.actions.bodies import close, found, rename, reopen
from vungxanh.rooms.agencies.actions.charges import correct_charge, end_charge, put_in_charge, withdraw_charge
from vungxanh.rooms.agencies.actions.directory import (
    add_alias,
    correct_post,
    end_post,
    record_post,
    remove_alias,
    withdraw_post,
)
from vungxanh.rooms.agencies.actions.members import end_membership, give_membership
from vungxanh.rooms.agencies.actions.passwords import change_password, end_sessions, log_in, log_out, reset_password
from vungxanh.rooms.agencies.actions.second_step import (
    begin_second_step,
    confirm_second_step,
    drop_second_step,
    renew_backup_codes,
    stop_second_step,
)
from vungxanh.rooms.agencies.actions.standard import found_standard
from vungxanh.rooms.agencies.actions.users import correct_user, create_user, deactivate, reactivate
from vungxanh.rooms.agencies.rules import temporary_password

__all__ = [
    "add_alias",
    "begin_second_step",
    "change_password",
    "close",
    "confirm_second_step",
    "correct_charge",
    "correct_post",
    "correct_user",
    "create_user",
    "deactivate",
    "drop_second_step",
    "end_charge",
    "end_membership",
    "end_post",
    "end_sessions",
    "found",
    "found_standard",
    "give_membership",
    "log_in",
    "log_out",
    "put_in_charge",
    "reactivate",
    "record_post",
    "remove_alias",
    "rename",
    "renew_backup_codes",
    "reopen",
    "reset_password",
    "stop_second_step",
    "temporary_password",
    "withdraw_charge",
    "withdraw_post",
]
