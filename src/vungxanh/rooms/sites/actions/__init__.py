"""Writing sites; one verb each. The types they take are here too."""

from vungxanh.rooms.sites.actions.beds import free_bed, take_bed
from vungxanh.rooms.sites.actions.building import add_rooms, change, plan, remove_room, set_usable
from vungxanh.rooms.sites.actions.running import close, open_site, order, record_day, tick
from vungxanh.rooms.sites.rules import (
    BED_NAMES,
    KIND_NAMES,
    STATE_NAMES,
    BedKind,
    DayFacts,
    Occupancy,
    SiteFacts,
    SiteKind,
    SiteState,
    Spot,
    Zone,
)

__all__ = [
    "BED_NAMES", "KIND_NAMES", "STATE_NAMES", "BedKind", "DayFacts", "Occupancy", "SiteFacts", "SiteKind", "SiteState", "Spot", "Zone",
    "add_rooms", "change", "close", "free_bed", "open_site", "order", "plan", "record_day", "remove_room", "set_usable",
    "take_bed", "tick",
]  # fmt: skip
