"""Writes; one verb each."""

from vungxanh.rooms.zones.actions.clusters import end_cluster, save_cluster
from vungxanh.rooms.zones.actions.deciding import (
    decide,
    publish,
    record_announcement,
    review,
    turn_over,
    withdraw,
    withdraw_announcement,
)
from vungxanh.rooms.zones.actions.evaluating import Evaluated, evaluate, mark, settle
from vungxanh.rooms.zones.actions.greening import set_goals, withdraw_goal
from vungxanh.rooms.zones.actions.many import Many, decide_many, publish_many, review_many
from vungxanh.rooms.zones.actions.measures import tick
from vungxanh.rooms.zones.actions.recording import SeriesRow, record_input, record_series, record_stock, save_own_set
from vungxanh.rooms.zones.actions.scenarios import give_scenario

__all__ = [
    "Evaluated", "Many", "SeriesRow", "decide", "decide_many", "end_cluster", "evaluate", "give_scenario", "mark", "publish", "publish_many",
    "record_announcement", "record_input", "record_series", "record_stock", "review", "review_many", "save_cluster",
    "save_own_set", "set_goals", "settle", "tick", "turn_over", "withdraw", "withdraw_announcement", "withdraw_goal",
]  # fmt: skip
