"""One case traced."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from vungxanh.engine.tracing import api as engine
from vungxanh.kernel.actor import system
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing.rules.judging import TracePlan
from vungxanh.rooms.tracing.snapshot import columns
from vungxanh.rooms.tracing.snapshot.holding import current


def trace(*, person_id: UUID, disease: str, plan: TracePlan, at: datetime) -> engine.KeyedTrace:
    """Whom this person reached in his infectious window, by the plan. What lies after ``at`` is not looked at.

    A contact passes nothing on from his isolation until his follow-up is over; a case never again.
    """
    index = current(disease)
    persons, instants = columns.isolations(disease, plan.start.date())
    if (
        person_id.hex in persons
    ):  # when he was a contact himself; the end of the plan says when he was isolated as a case
        at_first = persons.index(person_id.hex)
        del persons[at_first], instants[at_first]
    for other, isolated in _isolated_cases(disease):
        persons.append(other.hex)
        instants.append(columns.epoch(isolated))
    end = max(plan.start, min(plan.end or at, at))
    return index.trace(
        [person_id], [columns.epoch(plan.start)], [columns.epoch(end)],
        engine.Definition(levels=plan.levels, min_minutes_same_place=plan.same_place_minutes),
        index.isolations(persons, instants) if persons else None,
    )  # fmt: skip


def _isolated_cases(disease: str) -> list[tuple[UUID, datetime]]:
    rows = cases.active_index_cases(by=system(), disease=disease).filter(isolated_at__isnull=False)
    return [(person, moment) for person, moment in rows.values_list("person_id", "isolated_at") if moment is not None]
