"""Meetings of the simulated district: it distances, communes ask leave, one is held; two records of handling."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.meetings import actions, queries
from vungxanh.rooms.meetings.actions import Facts, Form
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks.actions import Basis, HandlingFacts, Measure, Subject


def meet(by: Actor, at: datetime) -> None:
    """Everything once; nothing when it was done before."""
    if queries.visible(by).exists():
        return
    bodies = agencies.visible_agencies(by).filter(active=True).order_by("area_path", "name")
    chief = bodies.filter(name__startswith="Trung tâm Chỉ huy", area_path=DISTRICT).first()
    communes = list(bodies.filter(name__startswith="Trung tâm Chỉ huy").exclude(area_path=DISTRICT)[:4])
    if chief is None or len(communes) < 4:
        return
    actions.state_distancing(
        by=by, at=at - timedelta(days=4), area_path=DISTRICT, set_id="meetings-ct16", number="1530/QĐ-UBND",
        start=(at - timedelta(days=4)).date(),
    )  # fmt: skip
    _ask(by, at, chief, communes)
    _handle(by, at, chief, communes)


def _ask(by: Actor, at: datetime, chief: Any, communes: list[Any]) -> None:
    facts = Facts(
        title="Giao ban truy vết trong ngày", purpose="Nghe các tổ truy vết báo cáo, giao việc trong ngày",
        starts_at=at + timedelta(hours=7), persons=14, place="https://hop.example/giao-ban", chair="Chỉ huy trưởng xã",
    )  # fmt: skip
    first, second, third, fourth = communes
    for body, asked in (
        (first, facts),
        (second, replace(facts, title="Triển khai lấy mẫu toàn xã", starts_at=at + timedelta(days=1), form=Form.IN_PERSON,
                         place="Hội trường UBND xã", persons=9, why_in_person="Thôn không có đường truyền, phải giao dụng cụ lấy mẫu tại chỗ")),
    ):  # fmt: skip
        actions.ask(by=by, at=at - timedelta(hours=1), agency_id=body.pk, decider_id=chief.pk, facts=asked)
    old = at - timedelta(days=2)
    done = actions.ask(
        by=by, at=old, agency_id=third.pk, decider_id=chief.pk, facts=replace(facts, starts_at=old + timedelta(hours=8))
    )
    actions.permit(
        by=by,
        at=old + timedelta(hours=1),
        meeting_pk=done.pk,
        number="148/TTCH",
        conditions="Họp trực tuyến, không quá 60 phút",
    )
    actions.record_minutes(
        by=by, at=old + timedelta(hours=10), meeting_pk=done.pk, present=12, attended="Trạm Y tế, Công an, các thôn",
        concluded="Lập xong danh sách người thuê trọ từng thôn; Trạm Y tế tổng hợp trước khi lấy mẫu.",
    )  # fmt: skip
    actions.give_task(
        by=by, at=old + timedelta(hours=10), meeting_pk=done.pk, text="Lập danh sách người thuê trọ từng thôn",
        lead_id=third.pk, task_key="demo-meeting", due_on=(at + timedelta(days=1)).date(),
    )  # fmt: skip
    refused = actions.ask(
        by=by, at=old, agency_id=fourth.pk, decider_id=chief.pk,
        facts=replace(facts, title="Tổng kết hè của đoàn thể", epidemic=False, why_now="Đã gửi giấy mời từ tháng trước"),
    )  # fmt: skip
    actions.refuse(
        by=by, at=old + timedelta(hours=2), meeting_pk=refused.pk, reason="Chưa cấp thiết, hoãn đến khi hết giãn cách"
    )


def _handle(by: Actor, at: datetime, chief: Any, communes: list[Any]) -> None:
    late = HandlingFacts(
        subject=Subject.AGENCY, agency_id=communes[1].pk, measure=Measure.REMIND, basis=Basis.INSPECTION,
        finding="Chốt kiểm soát bỏ trống từ 22 giờ đến 5 giờ hai đêm liền, người từ vùng dịch vào thôn không khai báo",
        basis_ref="Biên bản kiểm tra số 4/BB-TTCH", spread=True,
    )  # fmt: skip
    kept = tasks.open_handling(by=by, at=at - timedelta(days=1), handler_id=chief.pk, facts=late)
    tasks.ask_explanation(by=by, at=at - timedelta(days=1), handling_id=kept.pk, until=at + timedelta(hours=9))
    shop = HandlingFacts(
        subject=Subject.ORGANISATION, name="Quán ăn mô phỏng ven quốc lộ", measure=Measure.PROPOSE, basis=Basis.DOCUMENT,
        basis_ref="Chỉ thị 16/CT-TTg", finding="Mở bán tại chỗ khi đang giãn cách, hơn 10 khách cùng lúc",
    )  # fmt: skip
    told = tasks.open_handling(by=by, at=at - timedelta(days=2), handler_id=chief.pk, facts=shop)
    tasks.ask_explanation(by=by, at=at - timedelta(days=2), handling_id=told.pk, until=at - timedelta(days=1))
    tasks.explain(
        by=by, at=at - timedelta(days=1), handling_id=told.pk, text="Chủ quán nhận đã mở bán, cam kết đóng cửa"
    )
