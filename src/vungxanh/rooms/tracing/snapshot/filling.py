"""The index of everything, from the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from vungxanh.engine.sqliterows.api import NotReadable
from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import apart, columns, copied, halves
from vungxanh.rooms.tracing.snapshot.copied import CONTACT, VISIT, Columns
from vungxanh.rooms.tracing.snapshot.judged import Judge

log = logging.getLogger("vungxanh.tracing")


def whole(disease: str, scratch: Path | None = None) -> engine.KeyedIndex:
    """An index of every visit and meeting that was not removed; meetings count by the definition of their day.

    scratch: a folder for files without a name, instead of memory, while there are many rows.
    """
    how = _how(disease)
    try:
        if how:
            return _laid_out(*how, engine.KeyedBuilder(scratch))
    except (NotReadable, ValueError) as why:  # or there is a value beyond what is usual
        log.warning("tracing: rows could not be read as columns: %s", why)
    return engine.KeyedIndex.build(columns.contacts(disease), columns.visits())


def _how(disease: str) -> tuple[Iterator[tuple[str, Columns]], Judge] | None:
    """The quickest way for this database and so many rows; None: row by row."""
    if connection.vendor == "postgresql":
        if halves.many():
            return halves.portions(), Judge(disease, copied.likely(), copied.areas)
        return ((t, found) for t in (CONTACT, VISIT) for found in copied.portions(t)), Judge(disease, copied.areas())
    if apart.many():
        return apart.portions(), Judge(disease, apart.likely(), apart.areas)
    return None


def _laid_out(portions: Iterator[tuple[str, Columns]], judge: Judge, builder: engine.KeyedBuilder) -> engine.KeyedIndex:
    for table, c in portions:
        ids, times = c["id"], (c["start_at"], c["end_at"])
        if table == CONTACT:
            builder.add_contacts(engine.KeyedContacts(ids, c["person_id"], c["other_id"], *times, judge(c)))
        else:
            builder.add_visits(engine.KeyedVisits(ids, c["person_id"], c["venue_id"], *times))
    return engine.KeyedIndex.of(builder)
