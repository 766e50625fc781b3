"""The index of everything, from the database."""

from __future__ import annotations

from contextlib import suppress

from django.db import connection

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import columns, copied
from vungxanh.rooms.tracing.snapshot.copied import CONTACT, VISIT
from vungxanh.rooms.tracing.snapshot.judged import Judge


def whole(disease: str) -> engine.KeyedIndex:
    """An index of every visit and meeting that was not removed; meetings count by the definition of their day."""
    if connection.vendor == "postgresql":
        with suppress(ValueError):  # an area came up meanwhile, or a value beyond what is usual
            return _copied(disease)
    return engine.KeyedIndex.build(columns.contacts(disease), columns.visits())


def _copied(disease: str) -> engine.KeyedIndex:
    builder, judge = engine.KeyedBuilder(), Judge(disease, copied.areas())
    for c in copied.portions(CONTACT):
        builder.add_contacts(
            engine.KeyedContacts(c["id"], c["person_id"], c["other_id"], c["start_at"], c["end_at"], judge(c))
        )
    for v in copied.portions(VISIT):
        builder.add_visits(engine.KeyedVisits(v["id"], v["person_id"], v["venue_id"], v["start_at"], v["end_at"]))
    return engine.KeyedIndex.of(builder)
