"""The last bed, and counts: real threads, random histories."""

import os
import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import actions
from vungxanh.rooms.isolation.models import Stay
from vungxanh.rooms.isolation.rules import Kind, PaperFacts
from vungxanh.rooms.isolation.tests.test_actions import decided
from vungxanh.rooms.sites import actions as site_writes
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites import rules as site_rules
from vungxanh.rooms.sites.models import Site
from vungxanh.testing import person

HISTORIES = int(os.environ.get("VUNGXANH_HISTORIES", "20"))  # 10,000: benchmarks/histories.sh


@pytest.mark.django_db(transaction=True)
def test_two_clerks_give_the_last_bed_and_one_is_told(
    officer: Actor, at: datetime, paper: PaperFacts, site: Any
) -> None:
    spots = sites.spots(by=officer, site_id=site.pk)
    for spot in spots[1:]:
        site_writes.set_usable(by=system(), at=at, bed_id=spot.bed_id, usable=False)
    both = [
        decided(officer, at, paper, person(name, sex="M"), kind=Kind.CENTRALISED, site_id=site.pk)
        for name in ("Một", "Hai")
    ]
    start, said = threading.Barrier(2), []

    def give(isolation_id: UUID) -> None:
        try:
            start.wait()
            actions.give_bed(by=officer, at=at, isolation_id=isolation_id, bed_id=spots[0].bed_id)
            said.append("được")
        except Refused as no:
            said.append(no.sentence)
        finally:
            connection.close()

    clerks = [threading.Thread(target=give, args=(one.pk,)) for one in both]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(timeout=30)
    assert sorted(said) == ["Giường này vừa có người khác nhận. Hãy chọn giường khác.", "được"]
    assert Stay.objects.filter(to_at=None).count() == 1
    assert sites.occupancy(by=officer, site_ids=[site.pk])[site.pk].free == 0


@pytest.fixture
def four(officer: Actor, at: datetime, paper: PaperFacts, site: Site) -> list[UUID]:
    """Four people sent to the site; made once, every history begins with them."""
    kind: dict[str, Any] = {"kind": Kind.CENTRALISED, "site_id": site.pk}
    return [decided(officer, at, paper, person(f"Người {n}", sex="M"), **kind).pk for n in range(4)]


@pytest.mark.django_db
@pytest.mark.timeout(0 if HISTORIES > 100 else 300)
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(
    steps=st.lists(
        st.tuples(
            st.integers(0, 3), st.integers(0, 5), st.sampled_from(["give", "leave", "break", "mend", "auto", "end"])
        ),
        max_size=14,
    )
)
def test_capacity_always_equals_a_recount(
    officer: Actor, at: datetime, site: Site, four: list[UUID], steps: list[tuple[int, int, str]]
) -> None:
    """Whatever is tried in whatever order, the figures are those of beds and stays counted one by one."""
    beds = [spot.bed_id for spot in sites.spots(by=officer, site_id=site.pk)]
    begun = transaction.savepoint()
    try:
        for n, (who, bed, what) in enumerate(steps):
            _try(officer, at + timedelta(minutes=n), four[who], beds[bed], site.pk, what)
            _recount(officer, site.pk)
    finally:
        transaction.savepoint_rollback(begun)


def _try(by: Actor, at: datetime, decision: UUID, bed: UUID, site: UUID, what: str) -> None:
    given: dict[str, Any] = {"by": by, "at": at}
    deeds = {
        "give": lambda: actions.give_bed(**given, isolation_id=decision, bed_id=bed, reason="thử nghiệm"),
        "leave": lambda: actions.leave_bed(**given, isolation_id=decision, reason="chuyển đi"),
        "break": lambda: site_writes.set_usable(**given, bed_id=bed, usable=False),
        "mend": lambda: site_writes.set_usable(**given, bed_id=bed, usable=True),
        "auto": lambda: actions.give_beds(**given, site_id=site, isolation_ids=[decision]),
        "end": lambda: actions.release(**given, isolation_id=decision, reason="thử nghiệm"),
    }
    try:
        deeds[what]()
    except Refused:
        return


def _recount(by: Actor, site: UUID) -> None:
    told, beds = sites.occupancy(by=by, site_ids=[site])[site], sites.spots(by=by, site_id=site)
    lying = list(Stay.objects.filter(site=site, to_at=None).values_list("pk", flat=True))
    assert told == site_rules.count_beds(beds)
    assert told.held == len(lying)
    assert {spot.held_by for spot in beds} - {None} == set(lying)
    assert told.beds + told.broken == len(beds)
