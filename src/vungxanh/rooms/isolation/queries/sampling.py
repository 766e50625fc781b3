"""Whom the laboratory must sample: people in isolation whose test day has come."""

from collections.abc import Iterable
from datetime import date

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.queries.one import visible
from vungxanh.rooms.laboratory import queries as laboratory


def tests_due(*, by: Actor, day: date, area: str, disease: str) -> Iterable[laboratory.Candidate]:
    """Those in force with a test day up to ``day`` that no sample has answered."""
    rows = visible(by).filter(within(area), disease=disease, state=rules.State.IN_FORCE, next_test__lte=day)
    told = rows.values_list("person_id", "area_path", "next_test")
    return [laboratory.Candidate(person, home, due) for person, home, due in told if due is not None]
