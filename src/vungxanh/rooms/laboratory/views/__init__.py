"""Pages of samples and results."""

from vungxanh.rooms.laboratory.views.acting import correct, new, report
from vungxanh.rooms.laboratory.views.lists import index
from vungxanh.rooms.laboratory.views.one import case_panel, one

__all__ = ["case_panel", "correct", "index", "new", "one", "report"]
