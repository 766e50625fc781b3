"""Difficulties and petitions: raised, forwarded, answered."""

import pytest

from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.tests.conftest import Offices
from vungxanh.testing import AT, hours

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CMD-02")
@pytest.mark.requirement("CMD-06")
@pytest.mark.requirement("CMD-11")
def test_an_obstacle_goes_up_until_it_is_answered(offices: Offices) -> None:
    commune, district = offices.who(offices.commune), offices.who(offices.health)
    boss = offices.who(offices.committee)
    raised = actions.raise_obstacle(
        by=commune, at=AT, agency_id=offices.commune.pk, to_agency_id=offices.health.pk,
        text="Thiếu 500 bộ xét nghiệm nhanh", wanted="Cấp bổ sung trước 18/8",
    )  # fmt: skip
    assert raised.due_at == AT + hours(48)
    with pytest.raises(NotYours):  # not his to settle
        actions.answer(by=boss, at=AT, obstacle_id=raised.pk, text="Để tôi lo việc này")
    actions.forward(
        by=district, at=AT, obstacle_id=raised.pk, to_agency_id=offices.committee.pk, reason="Vượt kho của trung tâm"
    )
    assert [o.pk for o in queries.waiting_for(boss)] == [raised.pk]
    assert queries.obstacles(district).filter(pk=raised.pk).exists()  # whoever held it still sees what came of it
    actions.answer(by=boss, at=AT + hours(60), obstacle_id=raised.pk, text="Cấp 500 bộ, nhận tại kho huyện")
    actions.raise_again(by=commune, at=AT + hours(70), obstacle_id=raised.pk, reason="Kho huyện chỉ còn 100 bộ")
    actions.answer(by=boss, at=AT + hours(71), obstacle_id=raised.pk, text="Tỉnh chuyển thẳng về xã")
    raised.refresh_from_db()
    assert (raised.state, raised.forwards) == ("answered", 1)
    assert [s.kind for s in queries.steps_of(raised)] == ["raised", "forwarded", "answered", "again", "answered"]
    with pytest.raises(Refused):
        actions.raise_obstacle(
            by=commune,
            at=AT,
            agency_id=offices.health.pk,
            to_agency_id=offices.committee.pk,
            text="Nêu thay",
            wanted="không được",
        )


@pytest.mark.requirement("CMD-07")
def test_a_petition_of_a_reinforcing_unit_is_in_the_register(offices: Offices) -> None:
    officer = offices.who(offices.health)
    made = actions.raise_obstacle(
        by=officer, at=AT, agency_id=offices.health.pk, to_agency_id=offices.committee.pk, petition=True,
        on_behalf="Đội cơ động xe labo xét nghiệm", text="Chưa có chỗ nghỉ cho 12 người", wanted="Bố trí nhà nghỉ",
    )  # fmt: skip
    (waiting,) = queries.waiting_for(offices.who(offices.committee))
    assert (waiting.pk, waiting.kind, waiting.on_behalf) == (made.pk, "petition", "Đội cơ động xe labo xét nghiệm")
