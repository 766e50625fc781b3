"""Locked areas: who lives inside, the cases among them, what is due."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.api import LockdownRule, Ruling, Subject, as_of
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models import Lockdown
from vungxanh.rooms.isolation.queries.one import SEE
from vungxanh.rooms.people import queries as people

COUNTED = ("probable", "confirmed")


def lockdowns(by: Actor) -> QuerySet[Lockdown]:
    """The locked areas ``by`` may see, in no order."""
    return Lockdown.objects.filter(seen(by, SEE))


def get_lockdown(*, by: Actor, lockdown_id: UUID) -> Lockdown:
    """One; NotYours when there is none he may see."""
    found = lockdowns(by).filter(pk=lockdown_id).first()
    if found is None:
        raise NotYours("Không có khu phong tỏa này, hoặc không thuộc địa bàn của bạn.")
    return found


def living_inside(*, by: Actor, lockdown: Lockdown) -> QuerySet[Any]:
    """Persons who live inside, of those ``by`` may see."""
    rows = people.visible(by).filter(area_path=lockdown.area_path)
    return rows.filter(hamlet__in=lockdown.hamlets) if lockdown.hamlets else rows


def cases_inside(*, by: Actor, lockdown: Lockdown) -> QuerySet[Any]:
    """Probable and confirmed cases of people who live inside, of those ``by`` may see."""
    rows = cases.visible(by).filter(person__area_path=lockdown.area_path, disease=lockdown.disease, status__in=COUNTED)
    return rows.filter(person__hamlet__in=lockdown.hamlets) if lockdown.hamlets else rows


def lockdown_rule(lockdown: Lockdown, on: date) -> Ruling[LockdownRule]:
    """How often to sample, what must hold to open, in force on a day."""
    return as_of(Subject.LOCKDOWN, lockdown.disease, on, lockdown.area_path)


def sampled(lockdown: Lockdown) -> list[rules.SampledRound]:
    """Its rounds, the earliest first."""
    rows = sorted(lockdown.rounds.all(), key=lambda r: r.day)
    return [rules.SampledRound(r.day, r.sampled, r.positive, r.pending) for r in rows]


def last_case_day(*, by: Actor, lockdown: Lockdown) -> date | None:
    """The day of the last diagnosis inside."""
    rows = cases_inside(by=by, lockdown=lockdown).filter(diagnosed_at__isnull=False)
    last: datetime | None = rows.order_by("-diagnosed_at").values_list("diagnosed_at", flat=True).first()
    return timezone.localdate(last) if last else None


def ending_of(*, by: Actor, lockdown: Lockdown, today: date) -> list[rules.Condition]:
    """What must hold before it is opened, and what does."""
    return rules.may_end(
        today=today, started_on=lockdown.started_on, last_case=last_case_day(by=by, lockdown=lockdown),
        rounds=sampled(lockdown), rule=lockdown_rule(lockdown, today).value,
    )  # fmt: skip


def to_sample(*, by: Actor, day: date, area: str = "") -> list[tuple[Lockdown, date]]:
    """Locked areas whose next sampling is due on ``day`` or was before, the earliest first."""
    rows = lockdowns(by).filter(within(area), ended_on=None, started_on__lte=day).order_by("started_on", "pk")
    rows = rows.prefetch_related("rounds")[:50]
    found = [(one, rules.next_sampling(one.started_on, sampled(one), lockdown_rule(one, day).value)) for one in rows]
    return sorted((pair for pair in found if pair[1] <= day), key=lambda pair: pair[1])
