"""Pages of persons and households."""

from vungxanh.rooms.people.views.households import (
    edit_household,
    household,
    new_household,
    open_household,
    suggest_households,
)
from vungxanh.rooms.people.views.lists import index, suggest
from vungxanh.rooms.people.views.one import edit, move, one, open_identity
from vungxanh.rooms.people.views.recording import card, new

__all__ = [
    "card",
    "edit",
    "edit_household",
    "household",
    "index",
    "move",
    "new",
    "new_household",
    "one",
    "open_household",
    "open_identity",
    "suggest",
    "suggest_households",
]
