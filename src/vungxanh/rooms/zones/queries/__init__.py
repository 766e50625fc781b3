"""Reads; each takes `by` and starts from what that person may see."""

from vungxanh.rooms.zones.queries.deciding import announcements, decision_in_force, levels_in_force, ordered
from vungxanh.rooms.zones.queries.evaluating import Differs, Line, around, differing, evaluated, judged_again, spec_of
from vungxanh.rooms.zones.queries.sets import (
    LevelSet,
    get_set,
    measures_of,
    own_sets,
    published,
    raise_rule,
    set_in_force,
    sets,
    versions,
)
from vungxanh.rooms.zones.queries.standing import (
    Stretch,
    by_level,
    decision,
    decisions,
    history,
    inputs,
    last_evaluated,
    measure,
    names_high_beyond,
    of_area,
    proposal,
    series,
    standing,
    timeline,
    to_decide,
    visible,
    waiting,
    with_words,
)

__all__ = [
    "Differs", "LevelSet", "Line", "Stretch", "announcements", "around", "by_level", "decision", "decision_in_force",
    "decisions", "differing", "evaluated", "get_set", "history", "inputs", "judged_again", "last_evaluated",
    "levels_in_force", "measure", "measures_of", "names_high_beyond", "of_area", "ordered", "own_sets", "proposal",
    "published", "raise_rule", "series", "set_in_force", "sets", "spec_of", "standing", "timeline", "to_decide",
    "versions", "visible", "waiting", "with_words",
]  # fmt: skip
