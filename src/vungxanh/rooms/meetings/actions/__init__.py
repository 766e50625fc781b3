"""Writes; one verb each."""

from vungxanh.rooms.meetings.actions.asking import ask, change, withdraw
from vungxanh.rooms.meetings.actions.deciding import permit, refuse, revoke
from vungxanh.rooms.meetings.actions.distancing import state_distancing, withdraw_distancing
from vungxanh.rooms.meetings.actions.holding import give_task, record_minutes
from vungxanh.rooms.meetings.rules import Facts, Form

__all__ = [
    "Facts",
    "Form",
    "ask",
    "change",
    "give_task",
    "permit",
    "record_minutes",
    "refuse",
    "revoke",
    "state_distancing",
    "withdraw",
    "withdraw_distancing",
]
