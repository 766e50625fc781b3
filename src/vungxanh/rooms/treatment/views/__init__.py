"""Pages of treatment."""

from vungxanh.rooms.treatment.views.acting import act, note_home, step
from vungxanh.rooms.treatment.views.beginning import admit, at_home, proposal, triage
from vungxanh.rooms.treatment.views.lists import index
from vungxanh.rooms.treatment.views.one import case_panel, one
from vungxanh.rooms.treatment.views.printed import paper, papers_of_many
from vungxanh.rooms.treatment.views.rounds import answer, rounds
from vungxanh.rooms.treatment.views.self_reports import self_link, tell
from vungxanh.rooms.treatment.views.tower import equip, facility, oxygen, site_part, tower

__all__ = [
    "act", "admit", "answer", "at_home", "case_panel", "equip", "facility", "index", "note_home", "one", "oxygen", "paper", "papers_of_many", "proposal",
    "rounds", "self_link", "site_part", "step", "tell", "tower", "triage",
]  # fmt: skip
