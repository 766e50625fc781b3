"""Reads of persons and households; what identifies them leaves only masked."""

from vungxanh.rooms.people.queries.history import Change, may_see_history
from vungxanh.rooms.people.queries.history import of as history
from vungxanh.rooms.people.queries.search import MOST_LISTED, households_like, like, search, twins
from vungxanh.rooms.people.queries.seeing import (
    SEX_NAMES,
    PersonCard,
    card_of,
    cards,
    get,
    get_many,
    household,
    known,
    members,
    shown_name,
    visible,
    visible_households,
)

__all__ = [
    "MOST_LISTED",
    "SEX_NAMES",
    "Change",
    "PersonCard",
    "card_of",
    "cards",
    "get",
    "get_many",
    "history",
    "household",
    "households_like",
    "known",
    "like",
    "may_see_history",
    "members",
    "search",
    "shown_name",
    "twins",
    "visible",
    "visible_households",
]
