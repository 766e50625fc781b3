"""Papers of isolation in the layout of Decree 30/2020. A paper is Vietnamese, whatever the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from vungxanh.common.papers import Annex, Block, Column, Line, Paper, Signature, Table
from vungxanh.common.web.formats import vn_time
from vungxanh.regulations.api import Kind, all_sets, disease
from vungxanh.rooms.isolation import rules

LAWS = (
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Luật Phòng, chống bệnh truyền nhiễm ngày 21 tháng 11 năm 2007",
    "Nghị định số 101/2010/NĐ-CP ngày 30 tháng 9 năm 2010 của Chính phủ về áp dụng biện pháp cách ly y tế",
)
PEOPLE = (
    Column("TT", 0.7, "center"), Column("Họ và tên", 2.2), Column("Ngày sinh", 1.3, "center"), Column("Giới tính", 0.8, "center"),
    Column("Địa chỉ", 2.9), Column("Lý do", 1.4), Column("Từ ngày", 1.6, "center"), Column("Đến hết ngày", 1.6, "center"),
)  # fmt: skip
REASONS = {
    rules.Reason.F1: "tiếp xúc gần với ca bệnh (F1)", rules.Reason.F2: "tiếp xúc với F1 (F2)", rules.Reason.F3: "tiếp xúc với F2 (F3)",
    rules.Reason.RETURNEE: "về từ vùng dịch", rules.Reason.TRAVELLER: "nhập cảnh", rules.Reason.RELEASED: "theo dõi sau ra viện",
    rules.Reason.OTHER: "có yếu tố dịch tễ",
}  # fmt: skip
WHERE = {
    rules.Kind.HOME: "tại nhà, nơi lưu trú", rules.Kind.CENTRALISED: "tại cơ sở cách ly tập trung",
    rules.Kind.COMMUNE: "tại cơ sở cách ly do xã quản lý", rules.Kind.HOTEL: "tại khách sạn, nhà nghỉ",
    rules.Kind.DORMITORY: "tại nhà trọ, ký túc xá",
}  # fmt: skip


def _day(value: Any) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year}" if value else ""


def _head(paper: Any, place: str, **more: Any) -> Paper:
    grounds = [f"Căn cứ {law}" for law in LAWS] + [f"Căn cứ {line}" for line in paper.grounds]
    given: dict[str, Any] = {
        "issuer": paper.issuer.name, "place": place, "number": str(paper.number), "symbol": paper.symbol,
        "day": paper.signed_on, "kind": "Quyết định", "grounds": tuple(grounds),
        "signature": Signature(title=paper.title or "Chủ tịch", name=paper.signer, capacity=paper.capacity),
    }  # fmt: skip
    return Paper(**(given | more))


def _by_rule(decision: Any) -> tuple[str, ...]:
    """The regulation the days come from, as a ground: nothing when somebody decided by hand or it has no number."""
    found = next((one for one in all_sets() if one.id == decision.rule), None)
    if found is None or found.kind is not Kind.REGULATION or found.number.startswith("không rõ"):
        return ()
    return (f"Căn cứ Văn bản số {found.number} của {found.issuer} về {found.title[:1].lower()}{found.title[1:]}",)


def decision_paper(decision: Any, who: Any, place: str, address: str = "") -> Paper:
    """The decision for one person; ``address``: by which he tells himself how he is."""
    where = WHERE[rules.Kind(decision.kind)]
    site = f" ({decision.site.name})" if decision.site else ""
    tests = ", ".join(_day(test.due_on) for test in decision.tests.order_by("due_on"))
    reason = REASONS[rules.Reason(decision.reason)]
    blocks: list[Block] = [
        Line("QUYẾT ĐỊNH:", bold=True, align="center"),
        Line(f"Áp dụng biện pháp cách ly y tế {where}{site} để phòng, chống dịch bệnh {disease(decision.disease).name_vi} đối với:", "Điều 1."),
        Line(f"Ông (bà): {who.name}; giới tính: {who.sex or '…'}; ngày, năm sinh: {who.born or '…'}.", "-"),
        Line(f"Số CCCD/CMND: {who.citizen_id or '…'}; điện thoại: {who.phone or '…'}.", "-"),
        Line(f"Nơi ở: {who.address or '…'}.", "-"),
        Line(f"Lý do: {reason}" + (f"; tiếp xúc lần cuối ngày {_day(decision.last_exposed_on)}." if decision.last_exposed_on else "."), "-"),
        Line(
            f"Thời gian cách ly: từ {vn_time(decision.started_at)} ngày {_day(decision.from_on)} đến hết ngày {_day(decision.until_on)}"
            + (f"; lấy mẫu xét nghiệm các ngày {tests}" if tests else "")
            + (f"; sau đó tự theo dõi sức khỏe tại nhà đến hết ngày {_day(decision.monitoring_until)}" if decision.monitoring_until > decision.until_on else "")
            + ".",
            "Điều 2.",
        ),
        *_duties("Ông (bà) có tên tại Điều 1", "Điều 3.", "Điều 4."),
    ]  # fmt: skip
    if address:
        told = f"Tự khai báo sức khỏe mỗi ngày hai lượt tại địa chỉ: {address} (không cần tài khoản, không chuyển cho người khác)."
        blocks.insert(-1, Line(told, "-"))
    subject = f"Về việc áp dụng biện pháp cách ly y tế {where}"
    grounds = (
        *(f"Căn cứ {law}" for law in LAWS),
        *_by_rule(decision),
        *(f"Căn cứ {line}" for line in decision.paper.grounds),
    )
    return _head(
        decision.paper, place, subject=subject, blocks=tuple(blocks), grounds=grounds,
        recipients=("Như Điều 4", "Trạm Y tế, Công an xã", "Người được cách ly"),
    )  # fmt: skip


def _duties(who: str, first: str, second: str) -> list[Block]:
    return [
        Line(
            f"{who} phải chấp hành nghiêm việc cách ly: không rời nơi cách ly, đo thân nhiệt và báo sức khỏe hằng ngày, "
            "lấy mẫu xét nghiệm đúng ngày. Người không chấp hành bị xử lý theo quy định của pháp luật.",
            first,
        ),
        Line(
            "Quyết định này có hiệu lực từ ngày ký. Trạm Y tế, Công an xã, các cơ quan liên quan và người có tên nêu trên chịu "
            "trách nhiệm thi hành quyết định này.",
            second,
        ),
    ]


def list_paper(rows: Sequence[Any], people: Mapping[UUID, Any], place: str, *, whole: bool) -> Paper:
    """The decision for many, with its list; ``whole`` False: only a list of those chosen, on whatever papers."""
    lines = tuple(_line(n, d, people[d.pk]) for n, d in enumerate(rows, start=1))
    table = Table(PEOPLE, lines)
    first = rows[0]
    if not whole:
        return Paper(
            issuer=first.paper.issuer.name, place=place, day=None, kind="Danh sách", subject="người đang áp dụng biện pháp cách ly y tế",
            blocks=(table,), landscape=True, plain=True, size=13,
        )  # fmt: skip
    where = WHERE[rules.Kind(first.kind)]
    blocks: list[Block] = [
        Line("QUYẾT ĐỊNH:", bold=True, align="center"),
        Line(
            f"Áp dụng biện pháp cách ly y tế {where} để phòng, chống dịch bệnh {disease(first.disease).name_vi} đối với "
            f"{len(rows)} người có tên trong danh sách kèm theo.",
            "Điều 1.",
        ),
        Line("Thời gian cách ly của từng người ghi trong danh sách kèm theo, tính đến hết ngày cuối.", "Điều 2."),
        *_duties("Những người có tên trong danh sách", "Điều 3.", "Điều 4."),
    ]  # fmt: skip
    grounds = (
        *(f"Căn cứ {law}" for law in LAWS),
        *_by_rule(first),
        *(f"Căn cứ {line}" for line in first.paper.grounds),
    )
    return _head(
        first.paper, place, subject=f"Về việc áp dụng biện pháp cách ly y tế {where}", blocks=tuple(blocks), grounds=grounds,
        recipients=("Như Điều 4", "Trạm Y tế, Công an xã", "Người được cách ly"),
        annexes=(Annex("Danh sách người áp dụng biện pháp cách ly y tế", (table,)),),
    )  # fmt: skip


def _line(n: int, decision: Any, who: Any) -> tuple[str, ...]:
    reason = rules.REASON_NAMES[rules.Reason(decision.reason)]
    first, last = (f"{d.day}/{d.month}/{d.year}" for d in (decision.from_on, decision.until_on))
    return (str(n), who.name, who.born, who.sex, who.address, reason, first, last)


def certificate(decision: Any, who: Any, place: str, at: datetime) -> Paper:
    """That somebody has done his days."""
    until = timezone.localdate(decision.ended_at) if decision.ended_at else decision.until_on
    tests = [t for t in decision.tests.order_by("due_on") if t.result == "negative"]
    blocks: list[Block] = [
        Line(f"{decision.paper.issuer.name} xác nhận:", bold=True),
        Line(f"Ông (bà): {who.name}; giới tính: {who.sex or '…'}; ngày, năm sinh: {who.born or '…'}."),
        Line(f"Số CCCD/CMND: {who.citizen_id or '…'}. Nơi ở: {who.address or '…'}."),
        Line(
            f"Đã hoàn thành thời gian cách ly y tế {WHERE[rules.Kind(decision.kind)]} theo Quyết định số {decision.paper}, "
            f"từ ngày {_day(decision.from_on)} đến ngày {_day(min(until, decision.until_on))}."
        ),
    ]  # fmt: skip
    if tests:
        blocks.append(Line(f"Kết quả xét nghiệm âm tính các ngày: {', '.join(_day(t.taken_on) for t in tests)}."))
    if decision.monitoring_until > decision.until_on:
        blocks.append(
            Line(
                f"Ông (bà) tiếp tục tự theo dõi sức khỏe tại nhà đến hết ngày {_day(decision.monitoring_until)}, đo thân nhiệt hằng "
                "ngày, hạn chế tiếp xúc; có triệu chứng thì báo ngay cho Trạm Y tế."
            )
        )
    return _head(
        decision.paper, place, kind="Giấy xác nhận", subject="Hoàn thành thời gian cách ly y tế", number="", symbol="GXN-CLYT",
        day=timezone.localdate(at), grounds=(), blocks=tuple(blocks), recipients=("Người được cách ly", "Trạm Y tế xã"),
    )  # fmt: skip
