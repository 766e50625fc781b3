"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.reports.queries.behind import LISTS, link_of
from vungxanh.rooms.reports.queries.bulletins import (
    bulletin,
    bulletins,
    first_number,
    get_bulletin,
    of_day,
    setting,
    timed_areas,
    timer_hour,
    versions,
    visible,
    waiting,
)
from vungxanh.rooms.reports.queries.counting import count, lines
from vungxanh.rooms.reports.queries.paper import paper_of, told
from vungxanh.rooms.reports.queries.reading import Difference, added_after, differences
from vungxanh.rooms.reports.queries.saying import Shown, shown
from vungxanh.rooms.reports.queries.standing import Figures, areas, as_of_day, figures, watched

__all__ = [
    "LISTS",
    "Difference",
    "Figures",
    "Shown",
    "added_after",
    "areas",
    "as_of_day",
    "bulletin",
    "bulletins",
    "count",
    "differences",
    "figures",
    "first_number",
    "get_bulletin",
    "lines",
    "link_of",
    "of_day",
    "paper_of",
    "setting",
    "shown",
    "timed_areas",
    "timer_hour",
    "told",
    "versions",
    "visible",
    "waiting",
    "watched",
]
