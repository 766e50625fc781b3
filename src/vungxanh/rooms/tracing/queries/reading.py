"""What is stored about a case and its contacts, for pages, publication and the chain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing.models import CallAttempt, CaseTrace, Contact, ContactEvent, Exposure, FollowUp, Visit
from vungxanh.rooms.tracing.queries.finding import Finding, find, plan
from vungxanh.rooms.tracing.queries.one import visible
from vungxanh.rooms.tracing.rules import ContactState, TracePlan

SEE = Permission.TRACE_SEE


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One contact of a case. ``person`` and ``through`` are cards (masked by right); ``contact`` may be None live."""

    person: Any
    level: int
    through: Any
    first: datetime
    last: datetime
    minutes: int
    venue: str
    venue_id: UUID | None
    rule: str
    reason: str
    contact: Contact | None = None
    exposure_id: UUID | None = None

    @property
    def state(self) -> str:
        """Where the work on him stands; "" when he is not stored."""
        return self.contact.state if self.contact else ""


def exposures_of_case(*, by: Actor, case_id: UUID, levels: Sequence[int] = ()) -> QuerySet[Exposure]:
    """Live exposures of a case: all when the case is managed in one's areas, else those of contacts living there."""
    rows = Exposure.objects.filter(seen(by, SEE, "case_area_path") | seen(by, SEE, "contact__area_path"))
    rows = rows.filter(case_id=case_id, dropped_at=None)
    return rows.filter(level__in=levels) if levels else rows


def case_trace(
    *,
    by: Actor,
    case_id: UUID,
    levels: Sequence[int] = (1, 2, 3),
    limit: int = 200,
    after: tuple[int, UUID] | None = None,
) -> list[TraceRow]:
    """The contacts of a case by level and call order. Page on with ``after`` = (level, exposure id) of the last row."""
    rows = exposures_of_case(by=by, case_id=case_id, levels=levels).select_related("contact", "venue", "contact__team")
    if after is not None:
        rows = rows.filter(Q(level__gt=after[0]) | Q(level=after[0], pk__gt=after[1]))
    page = list(rows.order_by("level", "pk")[:limit])
    cards = people.cards(by, {e.contact.person_id for e in page} | {e.through_id for e in page})
    return [
        TraceRow(
            person=cards[e.contact.person_id], level=e.level, through=cards[e.through_id], first=e.first_exposed_at,
            last=e.last_exposed_at, minutes=e.minutes, venue=e.venue.name if e.venue else "", venue_id=e.venue_id,
            rule=e.rule, reason=e.reason, contact=e.contact, exposure_id=e.pk,
        )
        for e in page
    ]  # fmt: skip


def case_summary(*, by: Actor, case_id: UUID) -> CaseTrace | None:
    """What the last computation for a case found; None when there was none."""
    cases.get(by=by, case_id=case_id)
    return CaseTrace.objects.filter(case_id=case_id).first()


def level_counts(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, dict[int, int]]:
    """Per case, how many live contacts of each level ``by`` may see: the badge on lists. One query."""
    rows = Exposure.objects.filter(seen(by, SEE, "case_area_path") | seen(by, SEE, "contact__area_path"))
    rows = rows.filter(case_id__in=list(case_ids), dropped_at=None)
    found: dict[UUID, dict[int, int]] = {}
    for case_id, level, n in rows.order_by().values_list("case_id", "level").annotate(n=Count("pk")):
        found.setdefault(case_id, {})[level] = n
    return found


def f1_persons(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Per case, the persons who are F1 of it, of those ``by`` may see."""
    rows = Exposure.objects.filter(seen(by, SEE, "case_area_path") | seen(by, SEE, "contact__area_path"))
    found: dict[UUID, set[UUID]] = {}
    for case_id, person in (
        rows.filter(case_id__in=list(case_ids), level=1, dropped_at=None)
        .order_by()
        .values_list("case_id", "contact__person_id")
    ):
        found.setdefault(case_id, set()).add(person)
    return found


def live_trace(*, by: Actor, case: UUID | str, at: datetime, levels: int | None = None) -> tuple[Any, Finding]:
    """(case, what a trace finds now) by id or code; also for levels the regulation does not manage. Nothing is stored."""
    found = _index_case(by, case)
    return found, find(found, at=at, levels=levels)


def planned(*, by: Actor, case: UUID | str, levels: int | None = None) -> tuple[Any, TracePlan]:
    """(case, how it is traced) by id or code; Refused when its window is not known or its disease has no contacts."""
    found = _index_case(by, case)
    return found, plan(found, levels)


def _index_case(by: Actor, case: UUID | str) -> Any:
    by.check(SEE)
    try:
        wanted = Q(pk=UUID(str(case)))
    except ValueError:
        wanted = Q(code=str(case))
    found = cases.visible(by).select_related("person").filter(wanted).first()
    if found is None:
        raise NotYours("Không có ca bệnh này, hoặc không thuộc địa bàn của bạn.")
    by.check(SEE, found.area_path)
    return found


def path_to_case(*, by: Actor, exposure: Exposure) -> list[Exposure]:
    """The stored links from the index case to this contact, the case's own first."""
    links, seen_persons = [exposure], {exposure.contact.person_id}
    while links[-1].level > 1 and links[-1].through_id not in seen_persons:
        seen_persons.add(links[-1].through_id)
        through = Exposure.objects.filter(
            case_id=exposure.case_id, contact__person_id=links[-1].through_id, dropped_at=None
        )
        link = through.select_related("contact", "venue", "case").first()
        if link is None:
            break
        links.append(link)
    return links[::-1]


def exposures_of_contact(*, by: Actor, contact: Contact) -> list[Exposure]:
    """All live exposures of a contact one may see, nearest first."""
    rows = contact.exposures.filter(dropped_at=None).select_related("case", "venue", "contact")
    return list(rows.order_by("level", "first_exposed_at", "pk"))


def levels_of_person(*, by: Actor, person_id: UUID) -> list[Contact]:
    """What a person is under tracing for, one row a disease."""
    rows = visible(by).filter(person_id=person_id).exclude(state=ContactState.DROPPED)
    return list(rows.select_related("team").order_by("-last_exposed_at"))


def milestones(*, by: Actor, case_id: UUID) -> list[Visit]:
    """The milestones of a case, in time."""
    cases.get(by=by, case_id=case_id)
    rows = Visit.objects.filter(case_id=case_id, removed_at=None).select_related("venue")
    return list(rows.order_by("start_at", "pk"))


def meetings_of_case(*, by: Actor, case_id: UUID) -> list[ContactEvent]:
    """The meetings told in the interview of a case, the latest told last."""
    case = cases.get(by=by, case_id=case_id)
    mine = Q(case_id=case_id) | Q(person_id=case.person_id) | Q(other_id=case.person_id)
    return list(ContactEvent.objects.filter(mine, removed_at=None).select_related("venue").order_by("start_at", "pk"))


@dataclass(frozen=True, slots=True)
class Stop:
    """A line of a published itinerary: place and time, never a name. A home is given by its commune alone."""

    venue: str
    area_path: str
    start_at: datetime
    end_at: datetime


def itinerary(*, by: Actor, case_id: UUID) -> list[Stop]:
    """The milestones of a case for publication; dwellings are not named."""
    return [
        Stop("" if v.venue.kind == "home" else v.venue.name, v.area_path, v.start_at, v.end_at)
        for v in milestones(by=by, case_id=case_id)
    ]


def calls_of(*, by: Actor, contact: Contact) -> list[CallAttempt]:
    """The calls to a contact, the latest first."""
    return list(contact.calls.select_related("by").order_by("-at", "-pk")[:100])


def follow_ups_of(*, by: Actor, contact: Contact) -> list[FollowUp]:
    """The daily checks of a contact, the latest first."""
    return list(contact.follow_ups.select_related("by").order_by("-day")[:100])


def attack_rate_by_venue(*, by: Actor, disease: str, limit: int = 50) -> list[tuple[str, int, int]]:
    """(venue, contacts exposed there who became cases, contacts exposed there), most cases first."""
    rows = Exposure.objects.filter(seen(by, SEE, "case_area_path"), contact__disease=disease, dropped_at=None, level=1)
    rows = rows.filter(venue__isnull=False).exclude(venue__kind="home").order_by()
    ill = Count("contact_id", distinct=True, filter=Q(contact__state=ContactState.CASE))
    table = rows.values("venue_id", "venue__name").annotate(ill=ill, all=Count("contact_id", distinct=True))
    return [(r["venue__name"], r["ill"], r["all"]) for r in table.order_by("-ill", "-all", "venue_id")[:limit]]
