"""Pages of isolation."""

from vungxanh.rooms.isolation.views.acting import act, bulk, home
from vungxanh.rooms.isolation.views.beds import beds, site_panel
from vungxanh.rooms.isolation.views.deciding import for_case, new, terms
from vungxanh.rooms.isolation.views.dormitory import dormitory
from vungxanh.rooms.isolation.views.lists import index
from vungxanh.rooms.isolation.views.lockdowns import lock, lockdown, lockdown_act, lockdowns
from vungxanh.rooms.isolation.views.one import case_panel, one, person_part
from vungxanh.rooms.isolation.views.printed import paper, papers_of_many
from vungxanh.rooms.isolation.views.rounds import answer, checks
from vungxanh.rooms.isolation.views.self_reports import self_link, tell

__all__ = [
    "act", "answer", "beds", "bulk", "case_panel", "checks", "dormitory", "for_case", "home", "index", "lock", "lockdown", "lockdown_act", "lockdowns", "new", "one", "paper",
    "papers_of_many", "person_part", "self_link", "site_panel", "tell", "terms",
]  # fmt: skip
