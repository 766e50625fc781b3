"""The index of everything, from the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from vungxanh.engine.sqliterows.api import NotReadable
from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import apart, columns, copied
from vungxanh.rooms.tracing.snapshot.copied import CONTACT, VISIT, Columns
from vungxanh.rooms.tracing.snapshot.judged import Judge

TRIES = 2  # an area of a meeting may come up while we read
log = logging.getLogger("vungxanh.tracing")


def whole(disease: str, scratch: Path | None = None) -> engine.KeyedIndex:
    """An index of every visit and meeting that was not removed; meetings count by the definition of their day.

    scratch: a folder for files without a name, instead of memory, while there are many rows.
    """
    for _ in range(TRIES):
        try:
            if connection.vendor == "postgresql":
                return _laid_out(_copied(), Judge(disease, copied.areas()), engine.KeyedBuilder(scratch))
            if apart.many():
                return _laid_out(apart.portions(), Judge(disease, apart.areas()), engine.KeyedBuilder(scratch))
            break
        except (NotReadable, ValueError) as why:  # or there is a value beyond what is usual
            log.warning("tracing: rows could not be read as columns: %s", why)
    return engine.KeyedIndex.build(columns.contacts(disease), columns.visits())


def _copied() -> Iterator[tuple[str, Columns]]:
    for table in (CONTACT, VISIT):
        for found in copied.portions(table):
            yield table, found


def _laid_out(portions: Iterator[tuple[str, Columns]], judge: Judge, builder: engine.KeyedBuilder) -> engine.KeyedIndex:
    for table, c in portions:
        ids, times = c["id"], (c["start_at"], c["end_at"])
        if table == CONTACT:
            builder.add_contacts(engine.KeyedContacts(ids, c["person_id"], c["other_id"], *times, judge(c)))
        else:
            builder.add_visits(engine.KeyedVisits(ids, c["person_id"], c["venue_id"], *times))
    return engine.KeyedIndex.of(builder)
