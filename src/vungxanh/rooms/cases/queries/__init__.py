"""Reads of the room: each takes ``by`` and starts from what that person may see."""

from vungxanh.rooms.cases.queries.clocks import overdue
from vungxanh.rooms.cases.queries.one import (
    LIVE,
    active_index_cases,
    clusters,
    get,
    get_cluster,
    get_many,
    ids_by_external,
    of_person,
    secondary_cases,
    visible,
)

__all__ = [
    "LIVE", "active_index_cases", "clusters", "get", "get_cluster", "get_many", "ids_by_external",
    "of_person", "overdue", "secondary_cases", "visible",
]  # fmt: skip
