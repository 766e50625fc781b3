"""Pages of persons and households."""

from vungxanh.rooms.people.views.alike import alike
from vungxanh.rooms.people.views.duplicates import compare, decide, duplicates, match_all, pair, undo_merge
from vungxanh.rooms.people.views.homes import all_households
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
    "alike",
    "all_households",
    "card",
    "compare",
    "decide",
    "duplicates",
    "edit",
    "edit_household",
    "household",
    "index",
    "match_all",
    "move",
    "new",
    "new_household",
    "one",
    "open_household",
    "open_identity",
    "pair",
    "suggest",
    "suggest_households",
    "undo_merge",
]
