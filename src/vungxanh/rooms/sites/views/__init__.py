"""Pages of sites."""

from vungxanh.rooms.sites.views.acting import act, bed, new, remove_room, tick
from vungxanh.rooms.sites.views.lists import index
from vungxanh.rooms.sites.views.one import one

__all__ = ["act", "bed", "index", "new", "one", "remove_room", "tick"]
