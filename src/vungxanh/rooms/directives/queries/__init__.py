"""Reads; each takes `by` and starts from what that person may see."""

from vungxanh.rooms.directives.queries.accepted import LiveTask, live_tasks
from vungxanh.rooms.directives.queries.checking import BodyLine, Page, Shown, body_lines, draft, drafts, page_of
from vungxanh.rooms.directives.queries.history import HistoryLine, history
from vungxanh.rooms.directives.queries.matching import bodies_named, match, name_of
from vungxanh.rooms.directives.queries.receipts import (
    Reader,
    mine,
    readers,
    understood_counts,
    unread,
    unread_count,
)
from vungxanh.rooms.directives.queries.register import (
    books,
    copy_of,
    counts,
    expired,
    find,
    get,
    like,
    same_file,
    same_number,
    text_of,
    visible,
    waiting,
)
from vungxanh.rooms.directives.queries.tree import Branch, resolve, tree

__all__ = [
    "BodyLine",
    "Branch",
    "HistoryLine",
    "LiveTask",
    "Page",
    "Reader",
    "Shown",
    "bodies_named",
    "body_lines",
    "books",
    "copy_of",
    "counts",
    "draft",
    "drafts",
    "expired",
    "find",
    "get",
    "history",
    "like",
    "live_tasks",
    "match",
    "mine",
    "name_of",
    "page_of",
    "readers",
    "resolve",
    "same_file",
    "same_number",
    "text_of",
    "tree",
    "understood_counts",
    "unread",
    "unread_count",
    "visible",
    "waiting",
]
