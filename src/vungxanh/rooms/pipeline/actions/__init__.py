"""Writes of the room."""

from vungxanh.rooms.pipeline.actions.following import follow
from vungxanh.rooms.pipeline.actions.packing import pack
from vungxanh.rooms.pipeline.actions.targets import drop_target, set_target

__all__ = ["drop_target", "follow", "pack", "set_target"]
