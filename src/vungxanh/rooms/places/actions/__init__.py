"""Writes: the official units, outlines, population."""

from vungxanh.rooms.places.actions.importing import import_boundaries
from vungxanh.rooms.places.actions.loading import load_official_units
from vungxanh.rooms.places.actions.population import record_population

__all__ = ["import_boundaries", "load_official_units", "record_population"]
