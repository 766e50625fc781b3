"""A meeting asked for while the district distances, decided above, held, its conclusions given as tasks."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies.rules import permissions_of
from vungxanh.rooms.meetings import actions, queries
from vungxanh.rooms.meetings.actions import Facts
from vungxanh.rooms.meetings.rules import Form
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, hours

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
FACTS = Facts(
    title="Giao ban phòng dịch xã", purpose="Giao việc truy vết chợ", starts_at=AT + hours(3), persons=12,
    place="https://hop.example/phong-1", chair="Chủ tịch UBND xã",
)  # fmt: skip


@pytest.fixture
def offices(db: None) -> Any:
    made = {
        key: agencies.found(by=SYSTEM, at=AT, name=name, kind="committee", area_path=area)
        for key, name, area in (
            ("district", "UBND huyện thử", DISTRICT),
            ("commune", "UBND xã thử", COMMUNE),
            ("other", "UBND xã bên", OTHER_COMMUNE),
        )
    }
    return SimpleNamespace(**made)


def who(agency: Any, role: str = "head") -> Actor:
    scope = Scope(area=agency.area_path, permissions=permissions_of(role), agency_id=agency.pk, role=role)
    return Actor(id=new_id(), name=f"{role} {agency.name}", scopes=(scope,))


@pytest.mark.requirement("CMD-15")
def test_a_meeting_from_asking_to_its_tasks(offices: Any) -> None:
    commune, chief, stranger = who(offices.commune, "officer"), who(offices.district), who(offices.other)
    today = AT.date()
    actions.state_distancing(
        by=chief, at=AT, area_path=DISTRICT, set_id="meetings-ct16", number="3/QĐ-UBND", start=today
    )
    held = queries.restraint(by=commune, area=COMMUNE, on=today)
    assert held is not None
    assert (held.name, held.paper, held.outside, held.citation.split(",")[0]) == (
        "Chỉ thị 16", "3/QĐ-UBND", 2, "16/CT-TTg",
    )  # fmt: skip
    assert [one.pk for one in queries.competent(commune, offices.commune.pk)] == [offices.district.pk]
    ask: dict[str, Any] = {"by": commune, "at": AT, "agency_id": offices.commune.pk, "decider_id": offices.district.pk}
    with pytest.raises(Refused, match="chưa cấp thiết"):
        actions.ask(**ask, facts=replace(FACTS, form=Form.IN_PERSON, epidemic=False))
    with pytest.raises(NotYours):
        actions.ask(**ask | {"agency_id": offices.other.pk}, facts=FACTS)
    asked = actions.ask.once("k", **ask, facts=FACTS)
    assert actions.ask.once("k", **ask, facts=FACTS).pk == asked.pk
    assert [one.pk for one in queries.waiting(chief)] == [asked.pk]
    this: dict[str, Any] = {"meeting_pk": asked.pk}
    for somebody in (commune, stranger):
        with pytest.raises(NotYours):
            actions.permit(by=somebody, at=AT, **this, number="1/UBND")
    assert not queries.visible(stranger).exists()
    actions.refuse(by=chief, at=AT, **this, reason="Quá đông, rút gọn lại")
    changed = actions.change(by=commune, at=AT, **this, facts=replace(FACTS, persons=6), reason="Rút còn 6 người")
    assert (changed.state, changed.reason, changed.persons) == ("asked", "", 6)
    permitted = actions.permit(by=chief, at=AT, **this, number="125/UBND-VX", conditions="Không quá 60 phút")
    assert permitted.restraint == "Chỉ thị 16 · 3/QĐ-UBND"
    minutes: dict[str, Any] = {
        "present": 6,
        "attended": "Trạm Y tế, Công an xã",
        "concluded": "Truy vết xong chợ trong ngày",
    }
    with pytest.raises(Refused, match="chưa đến giờ"):
        actions.record_minutes(by=commune, at=AT, **this, **minutes)
    (event,) = queries.happenings(offices.commune.pk, AT)
    assert (event.start, event.title, event.text) == (FACTS.starts_at, "Họp trực tuyến", "125/UBND-VX")
    later = AT + timedelta(hours=5)
    assert [one.pk for one in queries.unwritten(commune, later)] == [asked.pk]
    actions.record_minutes(by=commune, at=later, **this, **minutes)
    given = actions.give_task(
        by=commune, at=later, **this, text="Truy vết xong chợ", lead_id=offices.commune.pk, task_key="t", due_on=today
    )
    task = tasks.get(by=commune, task_id=given.task_id)
    assert (task.lead_id, task.source_label) == (offices.commune.pk, f"Kết luận họp: {FACTS.title}")
    assert [one.pk for one in queries.tasks_of(commune, asked)] == [task.pk]
    assert [one.kind for one in queries.steps_of(asked)] == [
        "asked", "refused", "changed", "permitted", "held", "task",
    ]  # fmt: skip
    with pytest.raises(Refused):
        actions.withdraw(by=commune, at=later, **this, reason="Đã họp rồi")


def test_distancing_ends_and_the_nearest_paper_counts(offices: Any) -> None:
    chief, today = who(offices.district), AT.date()
    for area, key, number in ((DISTRICT, "meetings-ct15", "1/QĐ"), (COMMUNE, "meetings-ct16", "2/QĐ")):
        actions.state_distancing(by=chief, at=AT, area_path=area, set_id=key, number=number, start=today)
    names = {}
    for area in (COMMUNE, OTHER_COMMUNE):
        found = queries.restraint(by=chief, area=area, on=today)
        names[area] = found.name if found else ""
    assert names == {COMMUNE: "Chỉ thị 16", OTHER_COMMUNE: "Chỉ thị 15"}
    (row,) = queries.orders(chief).filter(area_path=COMMUNE)
    with pytest.raises(NotYours):
        actions.withdraw_distancing(by=who(offices.other), at=AT, distancing_id=row.pk, reason="không phải của mình")
    actions.withdraw_distancing(by=chief, at=AT, distancing_id=row.pk, reason="ghi nhầm xã")
    found = queries.restraint(by=chief, area=COMMUNE, on=today)
    assert found is not None
    assert found.paper == "1/QĐ"
    hanoi = queries.restraint(by=SYSTEM, area="3/01/278/24850/", on=AT.date().replace(month=7, day=25))
    assert hanoi is not None
    assert "họp trực tuyến" in hanoi.rule
