"""Writing triage, courses, rounds, transfers, facilities; one verb each. The types they take are here too."""

from vungxanh.rooms.treatment.actions.caring import admit, care_at_home, give_pack, move_bed, note_home, triage
from vungxanh.rooms.treatment.actions.ending import end, follow_case, reopen
from vungxanh.rooms.treatment.actions.examining import examine
from vungxanh.rooms.treatment.actions.facilities import FacilityFacts, record_oxygen, set_up
from vungxanh.rooms.treatment.actions.moving import (
    accept_transfer,
    arrive,
    ask_transfer,
    cancel_transfer,
    depart,
    refuse_transfer,
)
from vungxanh.rooms.treatment.actions.opening import open_for_paper
from vungxanh.rooms.treatment.actions.self_reports import open_self_links, report_self, revoke_self_link
from vungxanh.rooms.treatment.rules import SEVERITY_NAMES, Colour, Ending, Measure, Severity, TriageFacts

__all__ = [
    "SEVERITY_NAMES", "Colour", "Ending", "FacilityFacts", "Measure", "Severity", "TriageFacts", "accept_transfer", "admit",
    "arrive", "ask_transfer", "cancel_transfer", "care_at_home", "depart", "end", "examine", "follow_case", "give_pack",
    "move_bed", "note_home", "open_for_paper", "open_self_links", "record_oxygen", "refuse_transfer", "reopen", "report_self", "revoke_self_link", "set_up", "triage",
]  # fmt: skip
