"""From what a person may see: area prefixes as ranges of an index."""

from django.db.models import Q

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission

# Not Q(): an empty Q vanishes in `a | Q()`, and "mine, or everything" would become "mine".
EVERYTHING = ~Q(pk__in=())


def within(area: str, field: str = "area_path") -> Q:
    """Rows inside ``area``; a range, not LIKE, so that both databases use the index. "" is everywhere."""
    return Q(**{f"{field}__gte": area, f"{field}__lt": area[:-1] + "0"}) if area else EVERYTHING


def seen(by: Actor, needs: Permission, field: str = "area_path") -> Q:
    """Rows in any area where ``by`` holds ``needs``; nothing at all when he holds it nowhere."""
    areas = by.areas(needs)
    if not areas:
        return Q(pk__in=())
    if "" in areas:
        return EVERYTHING
    q = Q()
    for area in areas:
        q |= within(area, field)
    return q
