"""The index of everything, from the database."""

# ruff: noqa: S608 -- names of tables are constants
from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from django.db import connection

from vungxanh.engine.sqlitefile.api import NotReadable
from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import columns, straight
from vungxanh.rooms.tracing.snapshot.judged import Judge
from vungxanh.rooms.tracing.snapshot.straight import CONTACT, VISIT

MANY = 100_000  # rows of a table from which on SQLite's file is read, and not its rows
log = logging.getLogger("vungxanh.tracing")


def whole(disease: str) -> engine.KeyedIndex:
    """An index of every visit and meeting that was not removed; meetings count by the definition of their day."""
    if connection.vendor == "postgresql":
        return _straight(disease, straight.from_copy, straight.areas(file_hash=False))
    if _many():
        try:
            return _straight(disease, straight.from_file, straight.areas(file_hash=True))
        except NotReadable as why:
            log.info("tracing: rows are read one by one: %s", why)
    return engine.KeyedIndex.build(columns.contacts(disease), columns.visits())


def _many() -> bool:
    return any(
        (next(columns.chunks(f"SELECT max(rowid) FROM {table}"))[0][0] or 0) > MANY for table in (VISIT, CONTACT)
    )


def _straight(
    disease: str, read: Callable[[str], Iterator[straight.Columns]], areas: dict[int, str]
) -> engine.KeyedIndex:
    builder, judge = engine.KeyedBuilder(), Judge(disease, areas)
    for c in read(CONTACT):
        builder.add_contacts(
            engine.KeyedContacts(c["id"], c["person_id"], c["other_id"], c["start_at"], c["end_at"], judge(c))
        )
    for v in read(VISIT):
        builder.add_visits(engine.KeyedVisits(v["id"], v["person_id"], v["venue_id"], v["start_at"], v["end_at"]))
    return engine.KeyedIndex.of(builder)
