"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.isolation.queries.deciding import Undecided, facts_of, last_symbol, terms_for, undecided
from vungxanh.rooms.isolation.queries.following import lab_samples, mates_of, merges_to_follow, room_sharers, unsettled
from vungxanh.rooms.isolation.queries.housing import guests_for, inside, proposal, rooms_of, waiting_for_bed
from vungxanh.rooms.isolation.queries.lockdowns import (
    cases_inside,
    ending_of,
    get_lockdown,
    last_case_day,
    living_inside,
    lockdown_rule,
    lockdowns,
    sampled,
    to_sample,
)
from vungxanh.rooms.isolation.queries.one import (
    Line,
    conditions_of,
    get,
    get_paper,
    history_of,
    home_list,
    in_force,
    of_case,
    of_person,
    visible,
    with_words,
)
from vungxanh.rooms.isolation.queries.rounds import due, due_counts, now_round
from vungxanh.rooms.isolation.queries.sampling import tests_due
from vungxanh.rooms.isolation.queries.today import Tally, absent, ending, tally

__all__ = [
    "Line",
    "Tally",
    "Undecided",
    "absent",
    "cases_inside",
    "conditions_of",
    "due",
    "due_counts",
    "ending",
    "ending_of",
    "facts_of",
    "get",
    "get_lockdown",
    "get_paper",
    "guests_for",
    "history_of",
    "home_list",
    "in_force",
    "inside",
    "lab_samples",
    "last_case_day",
    "last_symbol",
    "living_inside",
    "lockdown_rule",
    "lockdowns",
    "mates_of",
    "merges_to_follow",
    "now_round",
    "of_case",
    "of_person",
    "proposal",
    "room_sharers",
    "rooms_of",
    "sampled",
    "tally",
    "terms_for",
    "tests_due",
    "to_sample",
    "undecided",
    "unsettled",
    "visible",
    "waiting_for_bed",
    "with_words",
]  # fmt: skip
