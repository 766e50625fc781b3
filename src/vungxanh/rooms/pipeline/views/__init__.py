"""Pages of the 5S clock."""

from vungxanh.rooms.pipeline.views.board import board
from vungxanh.rooms.pipeline.views.lists import waiting
from vungxanh.rooms.pipeline.views.one import case_panel
from vungxanh.rooms.pipeline.views.targets import drop_target, targets

__all__ = ["board", "case_panel", "drop_target", "targets", "waiting"]
