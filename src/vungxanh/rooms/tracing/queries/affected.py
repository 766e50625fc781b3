"""Which index cases must be computed again."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing.models import CaseTrace, ContactEvent, Exposure, Visit
from vungxanh.rooms.tracing.queries.finding import chunks
from vungxanh.rooms.tracing.rules.judging import TRACED


def affected_cases(*, by: Actor, visit_ids: Iterable[UUID], meeting_ids: Iterable[UUID]) -> set[UUID]:
    """The traced cases for which these visits and meetings, as they are now or were before, may matter.

    Those of persons who took part or were at the same place, and those that reached such persons before.
    """
    visits, meetings = list(visit_ids), list(meeting_ids)
    persons = _took_part(visits, meetings)
    live = Exposure.objects.filter(dropped_at=None)
    found = set(
        live.filter(Q(visit_id__in=visits) | Q(contact_event_id__in=meetings)).values_list("case_id", flat=True)
    )
    everywhere = cases.visible(by).filter(status__in=TRACED)
    for part in chunks(persons):
        found |= set(live.filter(contact__person_id__in=part).values_list("case_id", flat=True))
        found |= set(everywhere.filter(person_id__in=part).values_list("pk", flat=True))
    return found


def told_of(*, by: Actor, visit_ids: Iterable[UUID], meeting_ids: Iterable[UUID]) -> set[UUID]:
    """The cases whose milestones or meetings these are."""
    visits = Visit.objects.filter(pk__among=set(visit_ids), case__isnull=False).values_list("case_id", flat=True)
    meetings = ContactEvent.objects.filter(pk__among=set(meeting_ids), case__isnull=False).values_list(
        "case_id", flat=True
    )
    return set(cases.visible(by).filter(pk__among={*visits, *meetings}).values_list("pk", flat=True))


def _took_part(visits: list[UUID], meetings: list[UUID]) -> set[UUID]:
    persons: set[UUID] = set()
    for row in Visit.objects.filter(pk__in=visits):
        there = Visit.objects.filter(venue_id=row.venue_id, start_at__lt=row.end_at, end_at__gt=row.start_at)
        persons |= {row.person_id, *there.values_list("person_id", flat=True)}
    for pair in ContactEvent.objects.filter(pk__in=meetings).values_list("person_id", "other_id"):
        persons |= set(pair)
    return persons


def cases_to_compute(*, by: Actor, before: datetime) -> list[UUID]:
    """Traced cases of which the last computation is older than ``before`` (or missing), the newest cases first."""
    every = cases.visible(by).filter(status__in=TRACED)
    old = every.filter(Q(trace=None) | Q(trace__computed_at__lt=before))
    return list(old.order_by(F("diagnosed_at").desc(nulls_last=True), "-pk").values_list("pk", flat=True))


def merges_to_follow(*, by: Actor) -> list[UUID]:
    """Merges of people to whose record merged away something here still points; for the listener that re-points it."""
    pointers = (
        Visit.objects.values("person"),
        ContactEvent.objects.values("person"),
        ContactEvent.objects.values("other"),
    )
    found = {pk for rows in pointers for pk in people.still_pointed_at(rows.order_by()).values_list("pk", flat=True)}
    return sorted(found)


def computed_before(*, by: Actor, case_id: UUID, moment: datetime) -> bool:
    """Whether the last computation of a case is older than ``moment`` (wall clock), or missing."""
    return not cases.visible(by).filter(pk=case_id, trace__computed_at__gte=moment).exists()


def diseases_traced() -> list[str]:
    """Diseases with stored traces; asked by the start of a process, for nobody."""
    return sorted(set(CaseTrace.objects.order_by().values_list("case__disease", flat=True).distinct()))
