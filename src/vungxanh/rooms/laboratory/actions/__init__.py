"""Writing samples and results; one verb each."""

from vungxanh.rooms.laboratory.actions.following import follow_merge, follow_undo
from vungxanh.rooms.laboratory.actions.many import record_many
from vungxanh.rooms.laboratory.actions.recording import correct, record, report

__all__ = ["correct", "follow_merge", "follow_undo", "record", "record_many", "report"]
