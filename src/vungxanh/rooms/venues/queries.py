"""Reading venues.

Homes are seen only where one may see persons. Any other venue is public knowledge (a market, a hospital): whoever may
see persons somewhere may find it, since an itinerary does not stop at the border of a district.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import fold
from vungxanh.rooms.venues.models import Venue
from vungxanh.rooms.venues.rules import VenueKind

NEEDS = Permission.PERSON_SEE


def visible(*, by: Actor) -> QuerySet[Venue]:
    """Every venue ``by`` may open."""
    if not by.may(NEEDS):
        return Venue.objects.none()
    return Venue.objects.filter(seen(by, NEEDS) | ~Q(kind=VenueKind.HOME))


def mine(*, by: Actor) -> QuerySet[Venue]:
    """The venues of his own areas: what his list shows."""
    return Venue.objects.filter(seen(by, NEEDS))


def get(*, by: Actor, venue_id: UUID) -> Venue:
    """One venue; NotYours when there is none he may see."""
    venue = visible(by=by).filter(pk=venue_id).first()
    if venue is None:
        raise NotYours("Không có địa điểm này, hoặc không thuộc địa bàn của bạn.")
    return venue


def find(*, by: Actor, text: str, within_area: str = "", limit: int = 12) -> list[Venue]:
    """Venues whose name or address has all the words typed, without regard to diacritics; own areas first."""
    words = fold(text).split()[:8]
    if not words:
        return []
    rows = visible(by=by).filter(within(within_area))
    for word in words:
        rows = rows.filter(name_folded__contains=word)
    first = Case(When(name_folded__startswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField())
    here = Case(When(seen(by, NEEDS), then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(rows.order_by(here, first, "name_folded", "id")[:limit])


def with_words(rows: QuerySet[Venue], text: str) -> QuerySet[Venue]:
    """The rows whose name has all the words: the search box of the list."""
    for word in fold(text).split()[:8]:
        rows = rows.filter(name_folded__contains=word)
    return rows


def same(*, by: Actor, name: str, area_path: str, kind: str) -> Venue | None:
    """A venue already recorded under this name in this area."""
    return visible(by=by).filter(area_path=area_path, name_folded=fold(name), kind=kind).first()


def names(*, by: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of several venues, of those he may see."""
    return dict(visible(by=by).filter(pk__in=list(ids)).values_list("pk", "name"))
