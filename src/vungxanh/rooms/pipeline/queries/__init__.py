"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.pipeline.queries.clocks import Running, by_team, of_case, open_clocks, running, untraced, visible
from vungxanh.rooms.pipeline.queries.done import (
    DayFigures,
    Spell,
    StageFigures,
    by_area,
    done,
    overview,
    repacked,
    stale_days,
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
    "Running",
    "Spell",
    "Stage",
    "StageFigures",
    "by_area",
    "by_team",
    "day_of",
    "done",
    "gather",
    "known_cases",
    "of_case",
    "open_clocks",
    "overview",
    "repacked",
    "ruled",
    "running",
    "stale_days",
    "targets",
    "untraced",
    "visible",
]  # fmt: skip
