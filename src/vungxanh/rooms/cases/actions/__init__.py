"""Writes of the room: the only place that writes cases."""

from vungxanh.rooms.cases.actions.bulk import edit_many, undo_many
from vungxanh.rooms.cases.actions.clusters import close_cluster, open_cluster, put_in_cluster, take_out
from vungxanh.rooms.cases.actions.correcting import correct, hand_over, isolate, notify, set_outcome
from vungxanh.rooms.cases.actions.following import follow_merge, follow_undo
from vungxanh.rooms.cases.actions.links import name_source, name_sources_many, unname_source
from vungxanh.rooms.cases.actions.moving import assess_probable, confirm, discard, reopen, suspect
from vungxanh.rooms.cases.actions.recording import record, record_with_person
from vungxanh.rooms.cases.actions.recording_many import record_many
from vungxanh.rooms.cases.rules import (
    BulkChange,
    CaseFacts,
    CaseRow,
    Detection,
    Outcome,
    SourceRow,
    Status,
    problems_of,
)

__all__ = [
    "BulkChange",
    "CaseFacts",
    "CaseRow",
    "Detection",
    "Outcome",
    "SourceRow",
    "Status",
    "assess_probable",
    "close_cluster",
    "confirm",
    "correct",
    "discard",
    "edit_many",
    "follow_merge",
    "follow_undo",
    "hand_over",
    "isolate",
    "name_source",
    "name_sources_many",
    "notify",
    "open_cluster",
    "problems_of",
    "put_in_cluster",
    "record",
    "record_many",
    "record_with_person",
    "reopen",
    "set_outcome",
    "suspect",
    "take_out",
    "undo_many",
    "unname_source",
]  # fmt: skip
