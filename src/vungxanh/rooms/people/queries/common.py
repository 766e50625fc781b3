"""How common names and communes are among the people of this centre: a namesake says less where many bear the name."""

import time
from collections.abc import Callable

from django.db import connection
from django.db.models import Count

from vungxanh.engine.linkage import api as linkage
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import Person

PRIOR = 1000
"""As many imagined people of the whole country are counted with the centre's own."""
_FEW = 5000
_FRESH_SECONDS = 600.0
_OFTEN = 100
"""A name that so many bear is counted now and then: one more or less says nothing, and counting it costs most."""
_areas: tuple[float, dict[str, int]] = (0.0, {})
_often: tuple[float, dict[tuple[str, str], int]] = (0.0, {})


def shares(names: set[str], people: int) -> Callable[[str, str], dict[str, float]]:
    """A function of (folded name, area path) giving the engine's columns of shares. Three queries at most."""
    whole = _counted("name_folded", names, people)
    ends = _counted("name_ends", {rules.name_ends(name) for name in names}, people)
    areas = area_counts(people)

    def of(name: str, area: str) -> dict[str, float]:
        end = rules.name_ends(name)
        here = (areas.get(area, 0) + PRIOR * 0.01) / (people + PRIOR) if areas else 0.1
        return {
            "name_share": _share(whole.get(name, 0), name, people),
            "ends_share": _share(ends.get(end, 0), end, people),
            "commune_share": min(here, 1.0),
            "province_share": 0.5,  # a centre is one province, or less
        }

    return of


def _share(count: int, name: str, people: int) -> float:
    """One of those counted may be the one asked about; of a name nobody else has, one more is thought of."""
    return (max(count - 1, 1) + PRIOR * linkage.name_share(name.split())) / (people + PRIOR)


def _counted(column: str, values: set[str], people: int) -> dict[str, int]:
    often = _kept(people)
    found = {name: often[column, name] for name in values if (column, name) in often}
    wanted = sorted(values - {""} - found.keys())
    for start in range(0, len(wanted), 2000):
        rows = Person.objects.filter(**{f"{column}__in": wanted[start : start + 2000]}).order_by()
        found.update(rows.values_list(column).annotate(Count("pk")))
    often.update({(column, name): count for name, count in found.items() if count >= _OFTEN})
    return found


def _kept(people: int) -> dict[tuple[str, str], int]:
    """Counts of common names, by column and name; of a small centre none are kept."""
    global _often
    if people < _FEW:
        return {}
    if time.monotonic() - _often[0] > _FRESH_SECONDS:
        _often = (time.monotonic(), {})
    return _often[1]


def area_counts(people: int) -> dict[str, int]:
    """Persons by commune, counted now and then; nothing for a small centre."""
    global _areas
    if people < _FEW:
        return {}
    if time.monotonic() - _areas[0] > _FRESH_SECONDS or not _areas[1]:
        _areas = (time.monotonic(), dict(Person.objects.order_by().values_list("area_path").annotate(Count("pk"))))
    return _areas[1]


def population() -> int:
    """About how many persons there are, without counting them: a power of two, so that a score stays as it is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Person._meta.db_table])
        else:
            cursor.execute(f"SELECT max(rowid) FROM {connection.ops.quote_name(Person._meta.db_table)}")  # noqa: S608
        row = cursor.fetchone()
    count = max(
        1024, int(row[0] if row and row[0] else 0)
    )  # PostgreSQL says -1 before the first ANALYZE, 0 after an empty one
    return 1 << round(count * 1.41).bit_length() - 1
