"""Writing venues."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.venues import queries
from vungxanh.rooms.venues.models import Venue
from vungxanh.rooms.venues.rules import Description, VenueKind

__all__ = ["Description", "correct", "record", "record_many"]
BATCH = 2000


@action(needs=Permission.VENUE_RECORD)
def record(*, by: Actor, at: datetime, described: Description, anyway: bool = False) -> Venue:
    """Record a venue: anywhere in the country, since itineraries leave the district; a home only in one's own area.

    Refused when the same kind of venue bears this name in this commune, unless ``anyway``.
    """
    new = described.checked()
    places.get(by=by, path=new.area_path)
    if new.kind == VenueKind.HOME:
        by.check(Permission.VENUE_RECORD, new.area_path)
    twin = None if anyway else queries.same(by=by, name=new.name, area_path=new.area_path, kind=new.kind)
    if twin:
        raise Refused(
            "Địa bàn này đã có địa điểm cùng tên, cùng loại. Dùng địa điểm đó, hoặc ghi tên rõ hơn.", field="name"
        )
    venue = _venue(new, at)
    venue.save(force_insert=True)
    about(venue)
    return venue


@action(needs=Permission.VENUE_RECORD)
def correct(*, by: Actor, at: datetime, venue_id: UUID, described: Description) -> Venue:
    """Change what is known of a venue in one's own area; old values stay in the audit trail."""
    venue = queries.get(by=by, venue_id=venue_id)
    by.check(Permission.VENUE_RECORD, venue.area_path)
    new = described.checked()
    places.get(by=by, path=new.area_path)
    by.check(Permission.VENUE_RECORD, new.area_path)
    amend(
        venue, name=new.name, name_folded=fold(new.name), kind=new.kind, area_path=new.area_path,
        address=new.address, lat=new.lat, lng=new.lng, capacity=new.capacity,
    )  # fmt: skip
    return venue


@action(needs=Permission.VENUE_RECORD)
def record_many(*, by: Actor, at: datetime, rows: Sequence[Description]) -> list[UUID]:
    """Record many venues, all within one's own areas; their ids in order. Give ids to make a repeat harmless."""
    checked = [row.checked() for row in rows]
    for path in {row.area_path for row in checked}:
        by.check(Permission.VENUE_RECORD, path)
        places.get(by=by, path=path)
    venues = [_venue(row, at) for row in checked]
    Venue.objects.bulk_create(venues, batch_size=BATCH, ignore_conflicts=True)
    note(venues=[str(v.pk) for v in venues])
    return [v.pk for v in venues]


def _venue(d: Description, at: datetime) -> Venue:
    return Venue(
        id=d.id or new_id(), name=d.name, name_folded=fold(d.name), kind=d.kind, area_path=d.area_path,
        address=d.address, lat=d.lat, lng=d.lng, capacity=d.capacity, created_at=at,
    )  # fmt: skip
