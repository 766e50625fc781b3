"""Pages of risk levels."""

from vungxanh.rooms.zones.views.acting import add_input, announce, decide, publish, review, tick, unannounce, withdraw
from vungxanh.rooms.zones.views.lists import evaluate, index, series
from vungxanh.rooms.zones.views.one import decision, one
from vungxanh.rooms.zones.views.scenario import scenario, stock
from vungxanh.rooms.zones.views.sets import edit_set, one_set, sets

__all__ = [
    "add_input",
    "announce",
    "decide",
    "decision",
    "edit_set",
    "evaluate",
    "index",
    "one",
    "one_set",
    "publish",
    "review",
    "scenario",
    "series",
    "sets",
    "stock",
    "tick",
    "unannounce",
    "withdraw",
]
