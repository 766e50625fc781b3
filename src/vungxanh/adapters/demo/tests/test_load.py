"""A small simulated district, loaded like the large one."""

import pytest

from vungxanh.adapters.demo import load, office
from vungxanh.common import centre
from vungxanh.kernel.actor import system
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.laboratory import queries as samples
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.tracing import queries as tracing
from vungxanh.testing import DISTRICT

pytestmark = pytest.mark.django_db


def test_the_district_is_filled_once_and_everyone_knows_whom_to_trace() -> None:
    said: list[float] = []
    first = load.fill(by=system(), step=lambda share, what: said.append(share), size=1_500)
    assert said == sorted(said)
    assert (said[0], said[-1]) == (0, 1)
    assert first.persons == 1_500
    assert first.cases > 5
    assert centre.current().simulated
    assert f"{centre.now():%d/%m/%Y}" in ("17/08/2021", "18/08/2021")
    by = agencies.actor_named("canbo")
    brought = cases.visible(by).filter(source="demo")
    assert brought.count() == first.cases
    known = cases.visible(by).count()
    assert known > first.cases, "positive tubes open cases of their own"
    counts = tracing.counts(by=by, day=centre.now().date(), area=DISTRICT)
    assert counts.to_call_by_level[1] > 3
    assert counts.followed > 0
    assert cases.visible(agencies.actor_named("phunghia")).count() < known
    waiting = directives.waiting(by=by)
    assert [row.number_symbol for row in waiting] == ["212/TB-UBND"], "two orders were given out, one is to be checked"
    given = tasks.visible(agencies.actor_named("phunghia")).filter(source_label__in=["961/UBND-VX", "158/KH-UBND"])
    assert given.filter(lead__area_path="3/70/691/25267/").count() >= 2, "a commune has its own"
    assert samples.visible_samplers(by).count() > 20
    again = load.fill(by=system(), step=lambda share, what: None, size=1_500)
    assert again == first
    _every_user_has_his_role()
    assert cases.visible(by).count() == known


def test_a_centre_with_real_people_is_left_alone() -> None:
    centre.set_up(by=system(), at=load.MORNING, name="Trung tâm thật", area_path=DISTRICT)
    with pytest.raises(Refused, match="dữ liệu thật"):
        load.fill(by=system(), step=lambda share, what: None, size=100)


def _every_user_has_his_role() -> None:
    for username, _name, _agency, role, area in office.USERS:
        actor = agencies.actor_named(username)
        assert {(s.role, s.area) for s in actor.scopes} == {(role, area)}
