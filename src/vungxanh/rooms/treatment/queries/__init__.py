"""Reading patients, facilities and figures, as far as ``by`` may see."""

from vungxanh.rooms.treatment.queries.facilities import (
    coming,
    destinations,
    facilities,
    facility_or_none,
    free_beds,
    get_facility,
    inside,
    leaving,
    oxygen_days,
    oxygen_untold,
)
from vungxanh.rooms.treatment.queries.figures import (
    FacilityLine,
    Tower,
    became_symptomatic,
    lines_of,
    oxygen_rule,
    tower,
    worsening,
)
from vungxanh.rooms.treatment.queries.one import (
    Line,
    first_care,
    get,
    get_transfer,
    history_of,
    home_conditions_of,
    home_list,
    last_triage,
    leaving_of,
    measure_of,
    of_case,
    running_of,
    visible,
    with_words,
)
from vungxanh.rooms.treatment.queries.self_reports import asked, link_of_secret, self_link, told_this_round
from vungxanh.rooms.treatment.queries.work import (
    WATCHED,
    Tally,
    alarmed,
    due,
    now_round,
    open_transfers,
    refuted,
    tally,
    unseen,
    waiting_counts,
    watched,
    watched_due,
)

__all__ = [
    "WATCHED", "FacilityLine", "Line", "Tally", "Tower", "alarmed", "asked", "became_symptomatic", "coming", "destinations", "due", "facilities",
    "facility_or_none", "first_care", "free_beds", "get", "get_facility", "get_transfer", "history_of", "home_conditions_of",
    "home_list", "inside", "last_triage", "leaving", "leaving_of", "lines_of", "link_of_secret", "measure_of", "now_round", "of_case",
    "open_transfers", "oxygen_days", "oxygen_rule", "oxygen_untold", "refuted", "running_of", "self_link", "tally", "told_this_round", "tower", "unseen", "visible",
    "waiting_counts", "watched", "watched_due", "with_words", "worsening",
]  # fmt: skip
