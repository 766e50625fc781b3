"""One case traced."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import numpy as np

from vungxanh.engine.tracing import api as engine
from vungxanh.kernel.actor import system
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing.rules.judging import TracePlan
from vungxanh.rooms.tracing.snapshot import columns
from vungxanh.rooms.tracing.snapshot.holding import current

PART = 500  # persons asked about in one statement
FEW = 10 * PART  # with more, everybody isolated is read, which takes about as long as ten statements


def trace(*, person_id: UUID, disease: str, plan: TracePlan, at: datetime) -> engine.KeyedTrace:
    """Whom this person reached in his infectious window, by the plan. What lies after ``at`` is not looked at.

    A contact passes nothing on from his isolation until his follow-up is over; a case never again.
    """
    index = current(disease)
    end = max(plan.start, min(plan.end or at, at))
    definition = engine.Definition(levels=plan.levels, min_minutes_same_place=plan.same_place_minutes)
    asked = [person_id], [columns.epoch(plan.start)], [columns.epoch(end)], definition
    # Isolation only ever takes people away, so that who might pass it on is known without it: few of all who are isolated.
    found = index.trace(*asked, None)
    passing = found.trace.person[np.asarray(found.trace.level) < plan.levels]
    persons, instants = _isolated(disease, plan.start.date(), index.persons.uuids(passing))
    return index.trace(*asked, index.isolations(persons, instants)) if persons else found


def _isolated(disease: str, since: date, among: Sequence[UUID]) -> tuple[list[UUID], list[int]]:
    """(persons, instants) from which on they pass nothing on; of many, of everybody, the asked ones among them."""
    rows = cases.active_index_cases(by=system(), disease=disease).filter(isolated_at__isnull=False).order_by()
    parts = [among[n : n + PART] for n in range(0, len(among), PART)] if len(among) <= FEW else [None]
    persons: list[UUID] = []
    instants: list[int] = []
    for part in parts:
        who, since_when = columns.isolations(disease, since, part)
        of_part = rows if part is None else rows.filter(person__in=part)
        told = [(p, moment) for p, moment in of_part.values_list("person_id", "isolated_at") if moment is not None]
        persons += [UUID(hex=key) for key in who] + [p for p, _moment in told]
        instants += since_when + [columns.epoch(moment) for _p, moment in told]
    wanted = set(among)
    kept = [(p, moment) for p, moment in zip(persons, instants, strict=True) if p in wanted]
    return [p for p, _moment in kept], [moment for _p, moment in kept]
