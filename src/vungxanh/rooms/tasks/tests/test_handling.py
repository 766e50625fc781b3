"""Handling those answerable: opened from a late task, the other side heard, decided, closed; who sees it."""

from datetime import date
from typing import Any

import pytest

from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.tasks import actions, queries
from vungxanh.rooms.tasks.rules.handling import Basis, HandlingFacts, Measure, Subject
from vungxanh.rooms.tasks.tests.conftest import SYSTEM, Offices, order
from vungxanh.testing import AT, hours

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("CMD-23")
def test_a_head_is_heard_before_anything_is_decided(offices: Offices) -> None:
    chief, head, other = (offices.who(a, "head") for a in (offices.committee, offices.commune, offices.other))
    (task,) = actions.assign(by=SYSTEM, at=AT, tasks=[order(offices, offices.commune)])
    facts = HandlingFacts(
        subject=Subject.HEAD, agency_id=offices.commune.pk, finding="Để chợ họp khi đang giãn cách", basis=Basis.TASK,
        measure=Measure.CRITICISE, spread=True, task_id=task.pk,
    )  # fmt: skip
    begin: dict[str, Any] = {"at": AT, "facts": facts}
    with pytest.raises(Refused, match="đứng đầu"):
        actions.open_handling(by=chief, handler_id=offices.committee.pk, **begin)
    agencies.record_post(
        by=SYSTEM,
        at=AT - hours(999),
        agency_id=offices.commune.pk,
        title="Chủ tịch",
        holder="Trần Văn Thử",
        is_head=True,
    )
    made = actions.open_handling(by=chief, handler_id=offices.committee.pk, **begin)
    assert made.name == "Trần Văn Thử"
    with pytest.raises(Refused, match="đang mở"):
        actions.open_handling(by=chief, handler_id=offices.committee.pk, **begin)
    with pytest.raises((NotYours, Refused)):  # nobody handles his own
        actions.open_handling(by=head, handler_id=offices.commune.pk, **begin)
    assert [queries.handlings(one).count() for one in (chief, head, other, offices.who(offices.committee))] == [
        1,
        0,
        0,
        0,
    ]
    this: dict[str, Any] = {"handling_id": made.pk}
    ruled: dict[str, Any] = {
        "measure": "remind", "decider": "UBND huyện", "number": "7/QĐ-UBND", "decided_on": date(2021, 8, 17), "outcome": "Nhắc nhở"
    }  # fmt: skip
    with pytest.raises(Refused, match="giải trình trước"):
        actions.decide_handling(by=chief, at=AT, **this, **ruled)
    actions.ask_explanation(by=chief, at=AT, **this, until=AT + hours(24))
    with pytest.raises(Refused, match="Còn trong hạn"):
        actions.decide_handling(by=chief, at=AT + hours(1), **this, **ruled)
    assert [row.count() for row in queries.handlings_waiting(head, AT)] == [1, 0]
    with pytest.raises(NotYours):
        actions.explain(by=other, at=AT, **this, text="Tôi nói thay cho xã kia")
    actions.explain(by=head, at=AT + hours(2), **this, text="Chợ đã đóng từ 6 giờ, người bán quay lại lúc trưa")
    with pytest.raises(NotYours):  # the other side decides nothing
        actions.withdraw_handling(by=head, at=AT, **this, reason="Tôi thấy không có gì")
    assert [row.count() for row in queries.handlings_waiting(chief, AT)] == [0, 1]
    assert queries.handling_counts(chief, [offices.commune.pk]) == {offices.commune.pk: 1}
    actions.decide_handling(by=chief, at=AT + hours(3), **this, **ruled)
    actions.close_handling(by=chief, at=AT + hours(4), **this, text="Đã họp kiểm điểm")
    made.refresh_from_db()
    assert (made.state, made.measure, made.name) == ("closed", "remind", "Trần Văn Thử")
    assert [s.kind for s in queries.handling_steps(made)] == ["opened", "asked", "explained", "decided", "closed"]
    assert queries.handling_counts(chief, [offices.commune.pk]) == {}


@pytest.mark.requirement("CMD-23")
def test_a_private_name_is_kept_no_longer_than_needed(offices: Offices) -> None:
    chief = offices.who(offices.committee, "head")
    facts = HandlingFacts(
        subject=Subject.PERSON, name="Lê Thị Thử", finding="Bán hàng tại chợ đã phong tỏa", basis=Basis.INSPECTION,
        basis_ref="Biên bản số 4", measure=Measure.PROPOSE,
    )  # fmt: skip
    made = actions.open_handling(by=chief, at=AT, handler_id=offices.committee.pk, facts=facts)
    actions.ask_explanation(by=chief, at=AT, handling_id=made.pk, until=AT + hours(1))
    actions.withdraw_handling(by=chief, at=AT + hours(2), handling_id=made.pk, reason="Không đúng người")
    made.refresh_from_db()
    assert (made.state, made.name) == ("withdrawn", "")
    from vungxanh.common.models import AuditEntry

    assert "Lê Thị Thử" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
