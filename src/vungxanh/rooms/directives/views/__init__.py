"""One domain call each."""

from vungxanh.rooms.directives.views.checking import (
    accept,
    add,
    check,
    checked,
    choose,
    deed,
    edit_draft,
    orphans,
    split,
)
from vungxanh.rooms.directives.views.intake import attach, edit, new, progress, record, reread
from vungxanh.rooms.directives.views.lists import bodies, index, options, register
from vungxanh.rooms.directives.views.one import copy, one
from vungxanh.rooms.directives.views.readers import opened, readers, remind, send, understood
from vungxanh.rooms.directives.views.validity import link, reinstate, supersede, unlink

__all__ = [
    "accept", "add", "attach", "bodies", "check", "checked", "choose", "copy", "deed", "edit", "edit_draft", "index",
    "link", "new", "one", "opened", "options", "orphans", "progress", "readers", "record", "register", "reinstate", "remind",
    "reread", "send", "split", "supersede", "understood", "unlink",
]  # fmt: skip
