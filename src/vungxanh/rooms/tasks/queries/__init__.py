"""Reads; each takes `by` and starts from what that person may see."""

from vungxanh.rooms.tasks.queries.people import bodies, heads, members_of_groups, mine
from vungxanh.rooms.tasks.queries.seeing import (
    area_of,
    get,
    leads_of,
    may_assign,
    may_close,
    may_help,
    may_work,
    to_assign,
    to_close,
    to_help,
    to_work,
    top,
    visible,
)

__all__ = [
    "area_of",
    "bodies",
    "get",
    "heads",
    "leads_of",
    "may_assign",
    "may_close",
    "may_help",
    "may_work",
    "members_of_groups",
    "mine",
    "to_assign",
    "to_close",
    "to_help",
    "to_work",
    "top",
    "visible",
]
