"""Decisions about risk levels: pure functions, enums, frozen dataclasses."""

from vungxanh.regulations.risk import Resource
from vungxanh.rooms.zones.rules.changing import Change, Step, down, up
from vungxanh.rooms.zones.rules.country import NEIGHBOURLY, Place, Specs, judge_all
from vungxanh.rooms.zones.rules.deciding import (
    LEVELS,
    RULE,
    STATE_NAMES,
    Leeway,
    Ordered,
    State,
    check_decision,
    check_measures,
    check_notice,
    leeway,
    measures_at,
)
from vungxanh.rooms.zones.rules.judging import (
    Criterion,
    Judgement,
    as_json,
    border_of,
    criteria,
    judge,
    missing,
    recomputed,
    why,
)
from vungxanh.rooms.zones.rules.own import Number, checked_changes, numbers, with_changes
from vungxanh.rooms.zones.rules.readings import Reading, Readings, lacking, value_of
from vungxanh.rooms.zones.rules.scenario import HORIZON, Gap, Mix, active_on, days_to, gaps, needed, runs_out, to_next
from vungxanh.rooms.zones.rules.spec import Spec, compiled

__all__ = [
    "HORIZON",
    "LEVELS",
    "NEIGHBOURLY",
    "RULE",
    "STATE_NAMES",
    "Change",
    "Criterion",
    "Gap",
    "Judgement",
    "Leeway",
    "Mix",
    "Number",
    "Ordered",
    "Place",
    "Reading",
    "Readings",
    "Resource",
    "Spec",
    "Specs",
    "State",
    "Step",
    "active_on",
    "as_json",
    "border_of",
    "check_decision",
    "check_measures",
    "check_notice",
    "checked_changes",
    "compiled",
    "criteria",
    "days_to",
    "down",
    "gaps",
    "judge",
    "judge_all",
    "lacking",
    "leeway",
    "measures_at",
    "missing",
    "needed",
    "numbers",
    "recomputed",
    "runs_out",
    "to_next",
    "up",
    "value_of",
    "why",
    "with_changes",
]  # fmt: skip
