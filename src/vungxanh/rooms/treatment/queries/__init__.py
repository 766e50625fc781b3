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
from vungxanh.rooms.treatment.queries.work import (
    Tally,
    alarmed,
    due,
    now_round,
    open_transfers,
    tally,
    unseen,
    waiting_counts,
)

__all__ = [
    "FacilityLine", "Line", "Tally", "Tower", "alarmed", "became_symptomatic", "coming", "destinations", "due", "facilities",
    "facility_or_none", "first_care", "free_beds", "get", "get_facility", "get_transfer", "history_of", "home_conditions_of",
    "home_list", "inside", "last_triage", "leaving", "leaving_of", "lines_of", "measure_of", "now_round", "of_case",
    "open_transfers", "oxygen_days", "oxygen_rule", "oxygen_untold", "running_of", "tally", "tower", "unseen", "visible",
    "waiting_counts", "with_words", "worsening",
]  # fmt: skip
