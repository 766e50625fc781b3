"""Contacts the laboratory must sample: their test day has come, or they have symptoms."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from vungxanh.common.access import seen, within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import Contact
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

LONGEST = timedelta(days=60)

Row = tuple[UUID, str, int, Any, int | None, date | None]


def _open(by: Actor, area: str, disease: str) -> QuerySet[Contact]:
    rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE), within(area), disease=disease, state__in=rules.OPEN)
    return rows.filter(level__gt=0, case=None)


def tests_due(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Contacts whose last test day by the rules has come and who gave no sample since."""
    since = day - LONGEST
    rows: list[Row] = list(
        _open(by, area, disease).filter(last_exposed_at__date__gte=since).values_list(
            "person", "area_path", "level", "last_exposed_at", "person__vaccine_doses", "person__last_dose_date"
        )
    )  # fmt: skip
    due = {one.person_id: one for one in _due(rows, disease, day)}
    sampled = laboratory.last_sampled(person_ids=due, disease=disease)
    done = {who for who, when in sampled.items() if when.astimezone(VIETNAM).date() >= due[who].due_on}
    return [one for who, one in due.items() if who not in done]


def _due(rows: Iterable[Row], disease: str, day: date) -> Iterator[laboratory.Candidate]:
    for person, area, level, exposed, doses, last_dose in rows:
        last = exposed.astimezone(VIETNAM).date()
        immunity = Immunity(doses=doses, last_dose=last_dose)
        plan = rules.follow_plan(
            disease=disease, level=level, last_exposure=last, on=last, area=area, immunity=immunity
        ).isolation_plan
        days = [test for test in plan.tests if test <= day] if plan else []
        if days:
            yield laboratory.Candidate(person, area, max(days), f"F{level}")


def symptomatic_people(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Contacts with symptoms who gave no sample since these began."""
    rows = _open(by, area, disease).filter(symptomatic_since__lte=day)
    found = {
        person: (path, since) for person, path, since in rows.values_list("person", "area_path", "symptomatic_since")
    }
    sampled = laboratory.last_sampled(person_ids=found, disease=disease)
    for person, (path, since) in found.items():
        when = sampled.get(person)
        if since and (when is None or when.astimezone(VIETNAM).date() < since):
            yield laboratory.Candidate(person, path, day, _("có triệu chứng"))


def second_line(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """F2 who are followed."""
    rows = _open(by, area, disease).filter(level=2).values_list("person", "area_path").distinct()
    return [laboratory.Candidate(person, path, day, "F2") for person, path in rows]
