"""Pages: logging in, one's own account, users, agencies, roles."""

from vungxanh.rooms.agencies.views.account import account, codes, end_others, password, second_step_off, second_step_on
from vungxanh.rooms.agencies.views.bodies import agency, edit_agency, index, new_agency, options, toggle_agency
from vungxanh.rooms.agencies.views.charges import (
    charges,
    edit_charge,
    end_charge,
    leaders,
    new_charge,
    withdraw_charge,
)
from vungxanh.rooms.agencies.views.command import command
from vungxanh.rooms.agencies.views.directory import (
    add_alias,
    edit_post,
    end_post,
    new_post,
    remove_alias,
    standard,
    withdraw_post,
)
from vungxanh.rooms.agencies.views.log_in import locked, log_in, log_out, second_step
from vungxanh.rooms.agencies.views.roles import roles
from vungxanh.rooms.agencies.views.users import (
    close_user,
    drop_step,
    end_role,
    give_role,
    new_user,
    open_user,
    rename_user,
    reset,
    user,
    users,
)

__all__ = [
    "account",
    "add_alias",
    "agency",
    "charges",
    "close_user",
    "codes",
    "command",
    "drop_step",
    "edit_agency",
    "edit_charge",
    "edit_post",
    "end_charge",
    "end_others",
    "end_post",
    "end_role",
    "give_role",
    "index",
    "leaders",
    "locked",
    "log_in",
    "log_out",
    "new_agency",
    "new_charge",
    "new_post",
    "new_user",
    "open_user",
    "options",
    "password",
    "remove_alias",
    "rename_user",
    "reset",
    "roles",
    "second_step",
    "second_step_off",
    "second_step_on",
    "standard",
    "toggle_agency",
    "user",
    "users",
    "withdraw_charge",
    "withdraw_post",
]
