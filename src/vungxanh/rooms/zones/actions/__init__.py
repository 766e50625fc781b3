"""Writes; one verb each."""

from vungxanh.rooms.zones.actions.deciding import (
    decide,
    publish,
    record_announcement,
    review,
    turn_over,
    withdraw,
    withdraw_announcement,
)
from vungxanh.rooms.zones.actions.evaluating import Evaluated, evaluate
from vungxanh.rooms.zones.actions.measures import tick
from vungxanh.rooms.zones.actions.recording import SeriesRow, record_input, record_series, record_stock, save_own_set

__all__ = [
    "Evaluated", "SeriesRow", "decide", "evaluate", "publish", "record_announcement", "record_input", "record_series", "record_stock",
    "review", "save_own_set", "tick", "turn_over", "withdraw", "withdraw_announcement",
]  # fmt: skip
