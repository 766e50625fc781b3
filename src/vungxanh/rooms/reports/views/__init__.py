"""Pages of bulletins."""

from vungxanh.rooms.reports.views.acting import correct, make, remark, restate, sign, timer
from vungxanh.rooms.reports.views.lists import index
from vungxanh.rooms.reports.views.one import one, paper

__all__ = ["correct", "index", "make", "one", "paper", "remark", "restate", "sign", "timer"]
