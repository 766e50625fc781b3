"""What listeners look up: samples of people in isolation, who shared a room with whom."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation.models import Decision, Stay
from vungxanh.rooms.isolation.queries.dormitory import together
from vungxanh.rooms.isolation.rules.ending import Taken
from vungxanh.rooms.isolation.rules.kinds import State
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.people import queries as people

PART = 400


def lab_samples(*, by: Actor, person_ids: Iterable[UUID], disease: str, since: date) -> dict[UUID, list[Taken]]:
    """Samples of some people for a disease from a day on, with what they say."""
    found: dict[UUID, list[Taken]] = {}
    wanted = sorted(set(person_ids))
    for start in range(0, len(wanted), PART):
        rows = laboratory.visible(by).filter(person_id__in=wanted[start : start + PART], disease=disease)
        for pk, person, at, result in rows.values_list("pk", "person_id", "collected_at", "result"):
            if at is not None and timezone.localdate(at) >= since:
                found.setdefault(person, []).append(Taken(pk, timezone.localdate(at), result))
    return found


def unsettled(*, by: Actor, person_ids: Iterable[UUID] = ()) -> list[Decision]:
    """Decisions in force whose test days may have got an answer: of some people, or all with one open till tomorrow."""
    rows = Decision.objects.filter(state__in=(State.IN_FORCE, State.POSITIVE))
    wanted = list(person_ids)
    if wanted:
        return list(rows.filter(person__in=wanted).prefetch_related("tests"))
    return list(rows.filter(Q(tests__result__in=("", "pending"))).distinct().prefetch_related("tests")[:5000])


def isolated_cases(*, by: Actor, case_ids: Iterable[UUID]) -> list[UUID]:
    """Those of these cases whose person is or was in isolation for the same disease, in the order of their ids."""
    rows = cases.visible(by).filter(pk__among=set(case_ids))
    isolated = Decision.objects.filter(person=OuterRef("person"), disease=OuterRef("disease"))
    return sorted(rows.filter(Exists(isolated)).values_list("pk", flat=True))


def room_sharers(*, stay: Stay, start: datetime, end: datetime) -> list[tuple[Stay, datetime, datetime]]:
    """Who was in the same room (in a dormitory: in what is kept apart as one) at some time between two moments, and
    from when to when."""
    begin, until = max(start, stay.from_at), min(end, stay.to_at or end)
    rows = Stay.objects.filter(
        Q(to_at=None) | Q(to_at__gt=begin), from_at__lt=until, **together(stay=stay, on=timezone.localdate(end))
    )
    found = []
    for other in rows.exclude(decision=stay.decision_id).select_related("decision").order_by("pk"):
        first, last = max(begin, other.from_at), min(until, other.to_at or until)
        if last > first:
            found.append((other, first, last))
    return found


def mates_of(*, by: Actor, decision: Decision) -> list[Any]:
    """Who shares his room now."""
    stay = decision.stays.filter(to_at=None).first()
    if stay is None:
        return []
    rows = Stay.objects.filter(room=stay.room_id, to_at=None).exclude(pk=stay.pk).select_related("decision", "bed")
    return list(rows.order_by("bed__label"))


def merges_to_follow(*, by: Actor) -> list[UUID]:
    """Merges of people whose decisions still name the record merged away."""
    return list(people.still_pointed_at(Decision.objects.order_by().values("person")).values_list("pk", flat=True))
