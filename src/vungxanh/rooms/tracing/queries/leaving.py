"""Visits, meetings and isolations on their way out, in portions: constant memory however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import ContactEvent
from vungxanh.rooms.tracing.queries.one import SEE, living_here, visible_meetings, visible_visits
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

PORTION = 50_000
_HOW = ("distance_m", "minutes", "masked", "household", "physical", "care", "closed_space", "area_path")
Rows = list[tuple[Any, ...]]


def leaving_counts(*, by: Actor, area: str) -> dict[str, int]:
    """How many visits and meetings ``by`` may take out of ``area``."""
    return {"visits": _visits(by, area).count(), "meetings": _meetings(by, area).count()}


def visits_leaving(*, by: Actor, area: str) -> Iterator[Rows]:
    """(person, place, arrived, left, area of the place), in order of time."""
    rows = _visits(by, area).order_by("start_at", "pk")
    return _portions(rows.values_list("person_id", "venue_id", "start_at", "end_at", "area_path"))


def meetings_leaving(*, by: Actor, area: str, disease: str) -> Iterator[Rows]:
    """(one, other, from, until, area, whether it counts by the definition of its day), in order of time."""
    rows = (
        _meetings(by, area).order_by("start_at", "pk").values_list("person_id", "other_id", "start_at", "end_at", *_HOW)
    )
    for portion in _portions(rows):
        yield [(*r[:4], r[-1], _close(disease, r[2].astimezone(VIETNAM).date(), r[4:])) for r in portion]


def isolations_leaving(*, by: Actor, disease: str) -> Iterator[list[tuple[UUID, datetime, date | None, bool]]]:
    """(person, from when, last day of follow-up, as a case): contacts, then probable and confirmed cases."""
    contacts = living_here(by).filter(disease=disease, isolated_at__isnull=False)
    for portion in _portions(contacts.order_by("pk").values_list("person_id", "isolated_at", "followed_until")):
        yield [(*row, False) for row in portion]
    found = cases.active_index_cases(by=by, disease=disease).filter(isolated_at__isnull=False)
    for portion in _portions(found.order_by("pk").values_list("person_id", "isolated_at")):
        yield [(*row, None, True) for row in portion]


def _visits(by: Actor, area: str) -> QuerySet[Any]:
    by.check(SEE, area)
    return visible_visits(by).filter(within(area))


def _meetings(by: Actor, area: str) -> QuerySet[ContactEvent]:
    by.check(SEE, area)
    return visible_meetings(by).filter(within(area))


def _portions(rows: Any) -> Iterator[Rows]:
    found = rows.iterator(chunk_size=5_000)
    while portion := list(islice(found, PORTION)):
        yield portion


@lru_cache(maxsize=100_000)
def _close(disease: str, day: date, how: tuple[Any, ...]) -> bool:
    distance, minutes, masked, household, physical, care, closed, area = how
    meeting = rules.Meeting(
        distance_m=distance, minutes=minutes, masked=masked, household=household, physical=physical, care=care,
        closed_space=closed,
    )  # fmt: skip
    return rules.counts(meeting, disease=disease, day=day, area=area).close
