"""Kinds of places where people meet."""

from enum import StrEnum


class VenueKind(StrEnum):
    """Loại địa điểm."""

    MARKET = "market"
    SCHOOL = "school"
    WORKPLACE = "workplace"
    DORMITORY = "dormitory"
    HEALTH = "health"
    WORSHIP = "worship"
    SHOP = "shop"
    TRANSPORT = "transport"
    HOME = "home"
    OTHER = "other"
