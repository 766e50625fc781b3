"""Pages of risk levels."""

from vungxanh.rooms.zones.views.acting import add_input, announce, decide, publish, review, tick, unannounce, withdraw
from vungxanh.rooms.zones.views.behind import behind
from vungxanh.rooms.zones.views.clusters import clusters, edit_cluster, end_cluster, new_cluster
from vungxanh.rooms.zones.views.giving import give_scenario
from vungxanh.rooms.zones.views.greening import goal, green, green_plan
from vungxanh.rooms.zones.views.lists import evaluate, index, series
from vungxanh.rooms.zones.views.many import many
from vungxanh.rooms.zones.views.one import decision, one
from vungxanh.rooms.zones.views.passing import history, notice, timeline
from vungxanh.rooms.zones.views.scenario import plan, scenario, stock
from vungxanh.rooms.zones.views.sets import edit_set, one_set, sets

__all__ = [
    "add_input",
    "announce",
    "behind",
    "clusters",
    "decide",
    "decision",
    "edit_cluster",
    "edit_set",
    "end_cluster",
    "evaluate",
    "give_scenario",
    "goal",
    "green",
    "green_plan",
    "history",
    "index",
    "many",
    "new_cluster",
    "notice",
    "one",
    "one_set",
    "plan",
    "publish",
    "review",
    "scenario",
    "series",
    "sets",
    "stock",
    "tick",
    "timeline",
    "unannounce",
    "withdraw",
]
