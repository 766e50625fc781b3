"""Reads of persons and households; what identifies them leaves only masked."""

from vungxanh.rooms.people.queries.history import Change, may_see_history
from vungxanh.rooms.people.queries.history import of as history
from vungxanh.rooms.people.queries.lines import LINE_FIELDS, SEALED_FIELDS, PersonLine, lines
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
    "LINE_FIELDS",
    "MOST_LISTED",
    "SEALED_FIELDS",
    "SEX_NAMES",
    "Change",
    "PersonCard",
    "PersonLine",
    "card_of",
    "cards",
    "get",
    "get_many",
    "history",
    "household",
    "households_like",
    "known",
    "like",
    "lines",
    "may_see_history",
    "members",
    "search",
    "shown_name",
    "twins",
    "visible",
    "visible_households",
]
