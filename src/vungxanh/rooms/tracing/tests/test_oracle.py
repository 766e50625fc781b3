"""What is stored equals what the plain definition says, on random small histories through the database."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.engine.tracing import oracle
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Exposure, Visit
from vungxanh.testing import AT, actor, person, venue

from .builders import f0, meeting, visit

pytestmark = pytest.mark.django_db
PEOPLE, PLACES = 6, 3
START = AT - timedelta(days=4)
who = st.integers(0, PEOPLE - 1)
hour = st.integers(0, 90)
stays = st.lists(st.tuples(who, st.integers(0, PLACES - 1), hour, st.integers(5, 300)), max_size=14)
meetings = st.lists(st.tuples(who, who, hour, st.integers(1, 60)).filter(lambda m: m[0] != m[1]), max_size=6)
isolated = st.dictionaries(st.integers(1, PEOPLE - 1), hour, max_size=2)


def epoch(moment) -> int:
    return int(moment.timestamp())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stays=stays, met=meetings, isolated=isolated)
def test_stored_levels_equal_the_plain_definition(db, stays, met, isolated) -> None:
    for table in (Exposure, Contact, ContactEvent, Visit):
        table.objects.all().delete()
    case = f0()
    people = [case.person, *(person(f"Người {n}") for n in range(1, PEOPLE))]
    places = [venue(f"Chợ {n}") for n in range(PLACES)]
    visits = [visit(people[p], places[v], START + timedelta(hours=h), minutes) for p, v, h, minutes in stays]
    events = [meeting(people[a], people[b], START + timedelta(hours=h), m, physical=True) for a, b, h, m in met]
    until = {p: START + timedelta(hours=h) for p, h in isolated.items()}
    for p, moment in until.items():
        Contact.objects.create(
            person=people[p], disease="covid19", area_path=people[p].area_path, level=1, state="followed",
            first_exposed_at=START, last_exposed_at=START, isolated_at=moment, created_at=AT,
        )  # fmt: skip
    officer = actor()
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    plan = queries.plan(case)
    expected = oracle.trace(
        [
            oracle.Contact(people.index(e.person), people.index(e.other), epoch(e.start_at), epoch(e.end_at))
            for e in events
        ],
        [
            oracle.Visit(people.index(v.person), places.index(v.venue), epoch(v.start_at), epoch(v.end_at))
            for v in visits
        ],
        {0: (epoch(plan.start), epoch(AT))},
        {p: epoch(m) for p, m in until.items()},
        levels=3,
        min_seconds=15 * 60,
    )
    stored = {
        people.index(e.contact.person): (e.level, epoch(e.first_exposed_at), epoch(e.last_exposed_at))
        for e in Exposure.objects.filter(dropped_at=None).select_related("contact__person")
    }
    assert stored == {p: (r.level, r.exposed_from, r.last_exposure) for p, r in expected.items()}
