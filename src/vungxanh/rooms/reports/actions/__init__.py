"""Writes of the room, one verb each."""

from vungxanh.rooms.reports.actions.bulletins import correct, make, remark, restate, set_timer, sign
from vungxanh.rooms.reports.actions.figures import keep_figures

__all__ = ["correct", "keep_figures", "make", "remark", "restate", "set_timer", "sign"]
