"""Which figures there are, and how a bulletin is made, changed, signed. Pure."""

from vungxanh.rooms.reports.rules.bulletin import (
    STATE_NAMES,
    State,
    check_remarks,
    check_restating,
    check_writable,
    corrected,
    of_version,
)
from vungxanh.rooms.reports.rules.catalogue import (
    BEDS,
    FIGURES,
    LEVELS,
    SECTION_NAMES,
    STAGES,
    Figure,
    Section,
    late_key,
    level_key,
    open_key,
)
from vungxanh.rooms.reports.rules.values import PatientLine, Value, Values, difference, from_json, to_json

__all__ = [
    "BEDS",
    "FIGURES",
    "LEVELS",
    "SECTION_NAMES",
    "STAGES",
    "STATE_NAMES",
    "Figure",
    "PatientLine",
    "Section",
    "State",
    "Value",
    "Values",
    "check_remarks",
    "check_restating",
    "check_writable",
    "corrected",
    "difference",
    "from_json",
    "late_key",
    "level_key",
    "of_version",
    "open_key",
    "to_json",
]
