"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.pipeline.queries.clocks import (
    DayFigures,
    Spell,
    StageFigures,
    Tally,
    by_area,
    by_team,
    of_case,
    open_clocks,
    overview,
    running,
    untraced,
    visible,
)
from vungxanh.rooms.pipeline.queries.facts import day_of, gather, known_cases
from vungxanh.rooms.pipeline.queries.limits import Limit, Limits, ruled, targets
from vungxanh.rooms.pipeline.rules import SPANS, STAGE_NAMES, Stage

__all__ = [
    "SPANS",
    "STAGE_NAMES",
    "DayFigures",
    "Limit",
    "Limits",
    "Spell",
    "Stage",
    "StageFigures",
    "Tally",
    "by_area",
    "by_team",
    "day_of",
    "gather",
    "known_cases",
    "of_case",
    "open_clocks",
    "overview",
    "ruled",
    "running",
    "targets",
    "untraced",
    "visible",
]  # fmt: skip
