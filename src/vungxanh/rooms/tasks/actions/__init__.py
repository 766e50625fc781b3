"""Writes; one verb each."""

from vungxanh.rooms.tasks.actions.assigning import assign, split
from vungxanh.rooms.tasks.rules import Condition, Due, DueKind, NewTask, Target

__all__ = ["Condition", "Due", "DueKind", "NewTask", "Target", "assign", "split"]
