"""From what a person may see: area prefixes as ranges of an index."""

from typing import Any

from django.db.models import F, Func, Q
from django.db.models.lookups import GreaterThanOrEqual, LessThan

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission

# Not Q(): an empty Q vanishes in `a | Q()`, and "mine, or everything" would become "mine".
EVERYTHING = ~Q(pk__in=())


def within(area: str, field: str = "area_path") -> Q:
    """Rows inside ``area``; a range, not LIKE, so that both databases use the index. "" is everywhere."""
    return Q(**{f"{field}__gte": area, f"{field}__lt": area[:-1] + "0"}) if area else EVERYTHING


class _Unindexed(Func):
    """A column as it is, out of sight of SQLite's planner (its unary plus); to PostgreSQL, which has statistics, itself."""

    template = "+%(expressions)s"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """The bare column."""
        return self.as_sql(compiler, connection, template="%(expressions)s", **extra)


def _covering(area: str, field: str) -> Q:
    """Rows inside an area that covers the whole centre: nearly all of them, so that an index on areas would only cost."""
    column = _Unindexed(F(field))
    return Q(GreaterThanOrEqual(column, area)) & Q(LessThan(column, area[:-1] + "0"))


def seen(by: Actor, needs: Permission, field: str = "area_path", *, count: bool = False) -> Q:
    """Rows in any area where ``by`` holds ``needs``; nothing at all when he holds it nowhere.

    ``count``: the rows are counted, not listed: then an index that begins with the area is wanted in any case.
    """
    areas = by.areas(needs)
    if not areas:
        return Q(pk__in=())
    if "" in areas:
        return EVERYTHING
    q, home = Q(), centre.current().area_path
    for area in areas:
        q |= _covering(area, field) if home and not count and inside(home, area) else within(area, field)
    return q
