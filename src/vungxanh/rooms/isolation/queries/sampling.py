"""Whom the laboratory must sample: people in isolation whose test day has come, people in locked areas, people come back."""

from collections.abc import Iterable
from datetime import date

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.queries.lockdowns import living_inside, lockdowns, to_sample
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.laboratory import queries as laboratory


def tests_due(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Those in force with a test day up to ``day`` that no sample has answered."""
    rows = visible(by).filter(within(area), disease=disease, state=rules.State.IN_FORCE, next_test__lte=day)
    told = rows.values_list("person_id", "area_path", "next_test")
    return [laboratory.Candidate(person, home, due) for person, home, due in told if due is not None]


def lockdowns_due(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Everybody living in a locked area whose sampling round is due."""
    for one, due in to_sample(by=by, day=day, area=area):
        if one.disease == disease:
            for person, home in living_inside(by=by, lockdown=one).values_list("pk", "area_path"):
                yield laboratory.Candidate(person, home, due, one.name)


def people_locked(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Everybody living in a locked area."""
    for one in lockdowns(by).filter(within(area), ended_on=None, started_on__lte=day, disease=disease)[:50]:
        for person, home in living_inside(by=by, lockdown=one).values_list("pk", "area_path"):
            yield laboratory.Candidate(person, home, day, one.name)


def people_returned(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Those in isolation because they came from where the disease is, or from abroad."""
    why = (rules.Reason.RETURNEE, rules.Reason.TRAVELLER)
    rows = visible(by).filter(within(area), disease=disease, state=rules.State.IN_FORCE, reason__in=why)
    return [laboratory.Candidate(person, home, day) for person, home in rows.values_list("person_id", "area_path")]
