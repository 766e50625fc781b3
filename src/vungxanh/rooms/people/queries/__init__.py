"""Reads of persons and households; what identifies them leaves only masked."""

from vungxanh.rooms.people.queries.search import like, search
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
    "SEX_NAMES",
    "PersonCard",
    "card_of",
    "cards",
    "get",
    "get_many",
    "household",
    "known",
    "like",
    "members",
    "search",
    "shown_name",
    "visible",
    "visible_households",
]
