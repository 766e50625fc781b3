"""The last bed, and figures: real threads, random histories."""

import os
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.models import Bed
from vungxanh.rooms.treatment import actions, queries
from vungxanh.rooms.treatment.actions import Ending, Measure, TriageFacts
from vungxanh.rooms.treatment.models import Course, Stay, Transfer
from vungxanh.rooms.treatment.tests.test_actions import WELL, admitted, bed_of, triaged_case
from vungxanh.testing import case, person, together

HISTORIES = int(os.environ.get("VUNGXANH_HISTORIES", "12"))  # 10,000: benchmarks/histories.sh


@pytest.mark.django_db(transaction=True)
def test_the_last_bed_goes_to_one_of_two(officer: Actor, at: datetime, low: Any, high: Any) -> None:
    """One clerk admits, another accepts a transfer: same bed, same moment."""
    moving, waiting = admitted(officer, at, low), triaged_case(officer, at)
    asked = actions.ask_transfer(by=officer, at=at, course_id=moving.pk, site_id=high.pk, reason="cần oxy")
    last = bed_of(high, officer)
    said = together(
        partial(actions.admit, by=officer, at=at, case_id=waiting, bed_id=last, reason="gần nhà"),
        partial(actions.accept_transfer, by=officer, at=at, transfer_id=asked.pk, bed_id=last),
    )
    assert said == ["Giường này vừa có người khác nhận. Hãy chọn giường khác.", "được"]
    assert sites.occupancy(by=officer, site_ids=[high.pk])[high.pk].held == 1


STEPS = (
    "admit",
    "home",
    "bed",
    "ask",
    "accept",
    "refuse",
    "depart",
    "arrive",
    "cancel",
    "worse",
    "better",
    "end",
    "died",
    "reopen",
)


@pytest.fixture
def three(officer: Actor, at: datetime, areas: None) -> list[Any]:
    """Three cases judged; made once, every history begins with them."""
    ill = [case(person(f"Người {n}")) for n in range(3)]
    for one in ill:
        actions.triage(by=officer, at=at, case_id=one.pk, facts=TriageFacts(age=30, measure=WELL))
    return ill


@pytest.mark.django_db
@pytest.mark.timeout(0 if HISTORIES > 100 else 300)
@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(STEPS)), max_size=14))
def test_figures_equal_a_recount(
    officer: Actor, at: datetime, low: Any, high: Any, three: list[Any], steps: list[tuple[int, int, str]]
) -> None:
    """Whatever is tried in whatever order: beds held are those of stays and of transfers, figures those of rows."""
    beds = list(Bed.objects.filter(site__in=[low.pk, high.pk]).order_by("site", "label"))
    begun = transaction.savepoint()
    try:
        for n, (who, bed, what) in enumerate(steps):
            _try(officer, at + timedelta(hours=9 * n), three[who], beds[bed], [low, high], what)
        _recount(officer, at + timedelta(hours=9 * len(steps)), [low.pk, high.pk])
    finally:
        transaction.savepoint_rollback(begun)


def _try(by: Actor, at: datetime, one: Any, bed: Bed, both: list[Any], what: str) -> None:
    g: dict[str, Any] = {"by": by, "at": at}
    course = Course.objects.filter(case=one).order_by("-began_at", "-pk").first()
    move = Transfer.objects.filter(course=course).order_by("-requested_at", "-pk").first() if course else None
    c, t = (course.pk if course else None), (move.pk if move else None)
    why = "thử nghiệm đủ dài để đi xuống"
    deeds: dict[str, Any] = {
        "admit": lambda: actions.admit(**g, case_id=one.pk, bed_id=bed.pk, reason=why),
        "home": lambda: actions.care_at_home(**g, case_id=one.pk, said={}, reason=why),
    }
    if c:
        deeds |= {
            "bed": lambda: actions.move_bed(**g, course_id=c, bed_id=bed.pk),
            "ask": lambda: actions.ask_transfer(**g, course_id=c, site_id=bed.site_id, reason=why),
            "worse": lambda: actions.examine(**g, course_id=c, measure=Measure(spo2=91, rr=27, symptoms=True)),
            "better": lambda: actions.examine(**g, course_id=c, measure=WELL),
            "end": lambda: actions.end(**g, course_id=c, ending=Ending.RECOVERED, reason=why),
            "died": lambda: actions.end(**g, course_id=c, ending=Ending.DIED),
            "reopen": lambda: actions.reopen(**g, course_id=c, reason=why, bed_id=bed.pk),
        }
    if t:
        deeds |= {
            "accept": lambda: actions.accept_transfer(**g, transfer_id=t, bed_id=bed.pk),
            "refuse": lambda: actions.refuse_transfer(**g, transfer_id=t, reason=why),
            "depart": lambda: actions.depart(**g, transfer_id=t),
            "arrive": lambda: actions.arrive(**g, transfer_id=t),
            "cancel": lambda: actions.cancel_transfer(**g, transfer_id=t, reason=why),
        }
    try:
        deeds.get(what, lambda: None)()
    except Refused:
        return


def _recount(by: Actor, at: datetime, ids: list[Any]) -> None:
    held = set(Bed.objects.filter(held_by__isnull=False).values_list("held_by", flat=True))
    lying = Stay.objects.filter(to_at=None, bed__isnull=False)
    kept = Transfer.objects.filter(ended_at=None, bed__isnull=False)
    assert held == {*lying.values_list("pk", flat=True), *kept.values_list("pk", flat=True)}
    assert sum(o.held for o in sites.occupancy(by=by, site_ids=ids).values()) == len(held)
    running = list(Course.objects.filter(state="running"))
    assert {s.course_id for s in Stay.objects.filter(to_at=None)} == {c.pk for c in running}
    tower = queries.tower(by=by, at=at)
    assert sum(t.inside + t.at_home for t in tower.tiers) == len(running)
    assert sum(x.severe for t in tower.tiers for x in t.lines) == sum(
        c.severity == 3 and c.place == "facility" for c in running
    )
    arrivals = [
        s for s in Stay.objects.all() if not s.continued and (s.to_at is None or s.to_at >= at - timedelta(days=7))
    ]
    told = queries.worsening(by=by, at=at)
    assert sum(s.whole for s in told.values()) == len(arrivals)
    assert sum(s.part for s in told.values()) == sum(s.severity_worst > s.severity_in for s in arrivals)
    assert {c.pk for c in running if c.to_area_path} == set(
        Transfer.objects.filter(ended_at=None).values_list("course_id", flat=True)
    )
