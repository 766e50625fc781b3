"""Writes; one verb each."""

from vungxanh.rooms.directives.actions.accepting import Accepted, accept, mark_checked
from vungxanh.rooms.directives.actions.checking import (
    add_draft,
    choose_body,
    drop_draft,
    edit_draft,
    lead_orphans,
    merge_draft,
    reset_draft,
    restore_draft,
    split_draft,
)
from vungxanh.rooms.directives.actions.intake import JOB as READING_JOB
from vungxanh.rooms.directives.actions.intake import begin_reading, bring_in, read_now
from vungxanh.rooms.directives.actions.reading import note_reading_job, note_unreadable, record_reading
from vungxanh.rooms.directives.actions.registering import Facts, attach, correct, register
from vungxanh.rooms.directives.actions.sending import open_, remind, send, understand
from vungxanh.rooms.directives.actions.validity import link, reinstate, supersede, unlink
from vungxanh.rooms.directives.rules import Body, Content, Direction, Relation, Urgency

__all__ = [
    "READING_JOB",
    "Accepted",
    "Body",
    "Content",
    "Direction",
    "Facts",
    "Relation",
    "Urgency",
    "accept",
    "add_draft",
    "attach",
    "begin_reading",
    "bring_in",
    "choose_body",
    "correct",
    "drop_draft",
    "edit_draft",
    "lead_orphans",
    "link",
    "mark_checked",
    "merge_draft",
    "note_reading_job",
    "note_unreadable",
    "open_",
    "read_now",
    "record_reading",
    "register",
    "reinstate",
    "remind",
    "reset_draft",
    "restore_draft",
    "send",
    "split_draft",
    "supersede",
    "understand",
    "unlink",
]
