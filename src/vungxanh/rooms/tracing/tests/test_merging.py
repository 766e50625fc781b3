"""Rows of every room follow a merge of two records of a person, and an undo puts them back exactly."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.common import centre
from vungxanh.common.worker import deliver_due
from vungxanh.kernel.actor import system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import listeners as patients
from vungxanh.rooms.cases.models import Case
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.people.models import Merge, MovedRow, Person
from vungxanh.rooms.tracing import actions, listeners
from vungxanh.rooms.tracing.models import Contact, ContactEvent, Exposure, Visit
from vungxanh.rooms.tracing.tests.builders import AT, f0, meeting, moment, person, venue, visit

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("VUNGXANH_EXAMPLES", "7"))
SYSTEM = system("thử")
MERGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4)
ROWS = st.lists(
    st.tuples(st.sampled_from(["visit", "meeting", "case"]), st.integers(0, 4), st.integers(0, 4), st.integers(0, 3)),
    max_size=8,
)


def written() -> dict[str, Any]:
    """What people recorded, and the levels in force; not when a machine last looked."""
    return {
        "persons": sorted(Person.objects.values_list("pk", "full_name", "phone", "birth_year", "merged_into")),
        "cases": sorted(Case.objects.values_list("pk", "person", "status")),
        "visits": sorted(Visit.objects.values_list("pk", "person", "start_at", "removed_at")),
        "meetings": sorted(ContactEvent.objects.values_list("pk", "person", "other", "removed_at")),
        "levels": sorted(Exposure.objects.filter(dropped_at=None).values_list("case", "contact__person", "level")),
        "work": sorted(Contact.objects.exclude(level=0).values_list("pk", "person", "level", "state", "attempts")),
    }


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centre, "now", lambda: AT)


def settle() -> None:
    for case in Case.objects.all():
        actions.recompute(by=SYSTEM, at=AT, case_id=case.pk)
    deliver_due()


def merged(survivor: Any, away: Any) -> Merge:
    made: Merge = people.merge(by=SYSTEM, at=AT, survivor_id=survivor.pk, away_id=away.pk, take=["phone"])
    deliver_due()
    return made


def lived(folk: list[Any], rows: list[Any]) -> None:
    places = [venue(f"Chợ {n}") for n in range(2)]
    for kind, a, b, n in rows:
        if kind == "case" and not Case.objects.filter(person=folk[a]).exists():
            f0(of=folk[a])
        elif kind == "visit":
            visit(folk[a], places[n % 2], moment(1 + n))
        elif kind == "meeting" and a != b:
            meeting(folk[a], folk[b], moment(1 + n), minutes=60, distance_m=0.5)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, wanted=MERGES, prompt=st.booleans())
def test_undone_merges_leave_everything_as_it_was(
    db: None, rows: list[Any], wanted: list[tuple[int, int]], prompt: bool
) -> None:
    from django.db import transaction

    with transaction.atomic():
        folk = [person(f"Lò Thị {word}", phone=f"091234567{n}", phone_hash=str(n))
                for n, word in enumerate(("Một", "Hai", "Ba", "Bốn", "Năm"))]  # fmt: skip
        lived(folk, rows)
        settle()
        before = written()
        made = []
        for survivor, away in wanted:
            try:
                made.append(people.merge(by=SYSTEM, at=AT, survivor_id=folk[survivor].pk, away_id=folk[away].pk))
            except Refused:
                continue
            if prompt:
                deliver_due()
        for merge in made if prompt else []:
            assert not Visit.objects.filter(person=merge.away_id).exists()
            assert not Case.objects.filter(person=merge.away_id).exists()
        for merge in reversed(made):
            people.undo_merge(by=SYSTEM, at=AT, merge_id=merge.pk)
            if prompt:
                deliver_due()
        deliver_due()
        settle()
        assert written() == before
        assert not MovedRow.objects.exists()
        transaction.set_rollback(True)


def test_the_survivor_has_both_histories() -> None:
    one, two, friend = person("Lò Văn Một"), person("Lo Van Mot"), person("Lò Thị Bạn")
    first, second = f0(of=one), f0(of=two)
    stay = visit(two, venue(), moment(1))
    met = meeting(two, friend, moment(1), minutes=60, distance_m=0.5)
    themselves = meeting(one, two, moment(1), minutes=60, distance_m=0.5)
    settle()
    made = merged(one, two)
    assert set(Case.objects.filter(person=one)) == {first, second}  # a merge joins people, never cases
    for row in (stay, met, themselves):
        row.refresh_from_db()
    assert (stay.person, met.person) == (one, one)
    assert themselves.removed_at is not None  # he did not meet himself
    live = Exposure.objects.filter(dropped_at=None)
    assert set(live.values_list("case", "contact__person")) == {(first.pk, friend.pk), (second.pk, friend.pk)}
    late = visit(two, venue(), moment(2))  # from a phone that was offline
    case = f0(of=person("Lò Văn Muộn"))
    Case.objects.filter(pk=case.pk).update(person=two)
    listeners.follow_late()
    patients.follow_late()
    late.refresh_from_db()
    case.refresh_from_db()
    assert (late.person, case.person) == (one, one)
    people.undo_merge(by=SYSTEM, at=AT, merge_id=made.pk)
    deliver_due()
    for row in (stay, themselves, late, second):
        row.refresh_from_db()
    assert (stay.person, late.person, second.person, themselves.removed_at) == (two, two, two, None)


def test_the_work_on_a_contact_follows() -> None:
    one, two = person("Lò Văn Một"), person("Lo Van Mot")
    source = f0()
    meeting(source.person, two, moment(1), minutes=60, distance_m=0.5)
    settle()
    Contact.objects.filter(person=two).update(attempts=3)
    made = merged(one, two)
    assert Contact.objects.get(person=one).attempts == 3
    people.undo_merge(by=SYSTEM, at=AT, merge_id=made.pk)
    deliver_due()
    assert Contact.objects.get(person=two, level=1).attempts == 3
