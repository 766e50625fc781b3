"""Counting open contacts from one index: each state by itself, so that its stretch of the index is already in groups.

Asked for several states at once, a database sorts every row before it counts; asked for one, it walks.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from vungxanh.rooms.tracing.models import Contact

PLACE = ("area_path", "disease", "level")


def counted(rows: QuerySet[Contact], states: Collection[str], **counts: Any) -> Iterator[dict[str, Any]]:
    """The ``counts`` (aggregates) of each place, disease, level and state, as dictionaries with these four."""
    for state in states:
        for found in rows.filter(state=state).order_by().values(*PLACE).annotate(**counts):
            yield {"state": state, **found}
