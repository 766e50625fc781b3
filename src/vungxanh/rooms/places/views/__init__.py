"""Pages of areas."""

from vungxanh.rooms.places.views.lists import areas
from vungxanh.rooms.places.views.pages import area, boundaries, index, population, suggest

__all__ = ["area", "areas", "boundaries", "index", "population", "suggest"]
