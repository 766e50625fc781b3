"""Papers of treatment in the layout of Decree 30/2020: transfer, discharge, their lists; Vietnamese, as papers are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from vungxanh.common.papers import Block, Column, Line, Paper, Signature, Table
from vungxanh.common.web.formats import vn_datetime, vn_time
from vungxanh.regulations.api import disease
from vungxanh.rooms.treatment import rules

ROUNDS = (
    Column("Lúc", 1.6, "center"), Column("SpO2 (%)", 1, "center"), Column("Nhịp thở", 1, "center"), Column("Thân nhiệt", 1, "center"),
    Column("Mức độ, ghi chú", 3),
)  # fmt: skip
MOVES = (
    Column("TT", 0.5, "center"), Column("Họ và tên", 2), Column("Năm sinh", 1, "center"), Column("Mức độ; SpO2", 1.5),
    Column("Từ", 1.8), Column("Đến", 1.8), Column("Lý do chuyển", 2.2), Column("Ký nhận", 1),
)  # fmt: skip
HOME = (
    Column("TT", 0.5, "center"), Column("Họ và tên", 2), Column("Năm sinh", 1, "center"), Column("Địa chỉ", 2.8),
    Column("Điều trị từ ngày", 1.3, "center"), Column("Ra viện ngày", 1.3, "center"), Column("Theo dõi đến hết", 1.3, "center"),
)  # fmt: skip
SLIPS = (
    Column("TT", 0.5, "center"), Column("Họ và tên", 2.0), Column("Địa chỉ tự khai báo sức khỏe", 5.2), Column("Người nhận ký", 1.4),
)  # fmt: skip


def _day(value: Any) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year}" if value else "…"


def _local(moment: datetime | None) -> str:
    return _day(timezone.localdate(moment)) if moment else "…"


def _who(who: Any) -> list[Block]:
    return [
        Line(f"Ông (bà): {who.name}; giới tính: {who.sex or '…'}; ngày, năm sinh: {who.born or '…'}.", "-"),
        Line(f"Số CCCD/CMND: {who.citizen_id or '…'}; điện thoại: {who.phone or '…'}.", "-"),
        Line(f"Nơi ở: {who.address or '…'}.", "-"),
    ]


def level(course: Any) -> str:
    """His class and the last measurement."""
    name = rules.SEVERITY_NAMES[rules.Severity(course.severity)]
    measured = [f"SpO2 {course.spo2} %" if course.spo2 else "", f"nhịp thở {course.rr}" if course.rr else ""]
    return "; ".join(part for part in (name, *measured) if part)


def transfer_paper(move: Any, who: Any, issuer: str, place: str, at: datetime) -> Paper:
    """To the facility that takes him: who, how he is, what was done, why."""
    course = move.course
    rounds = list(course.rounds.filter(unreached=False).order_by("-at", "-pk")[:6])
    packs = ", ".join(f"túi {p.name} ({_local(p.at)})" for p in course.packs.order_by("at"))
    before = move.from_facility.site.name if move.from_facility else "điều trị tại nhà"
    blocks: list[Block] = [
        Line(f"{issuer} trân trọng giới thiệu người bệnh:"), *_who(who),
        Line(f"Mã ca bệnh: {course.case.code}; chẩn đoán: {disease(course.disease).name_vi}.", "-"),
        Line(f"Điều trị từ {_local(course.began_at)}, nơi đang điều trị: {before} (tầng {course.tier}).", "-"),
        Line(f"Tình trạng hiện nay: {level(course)}{'; báo động: ' + course.alarm if course.alarm else ''}.", "-"),
        Line(f"Thuốc đã phát: {packs or '…………………………………………………………………………'}.", "-"),
        Line(f"Lý do chuyển: {move.reason}.", "-"),
        Line(f"Nơi nhận đồng ý lúc: {vn_datetime(move.accepted_at) or '…'}; lên đường lúc: {vn_datetime(move.left_at) or '…'}.", "-"),
        Line("Phương tiện, người hộ tống: ……………………………………………………………………………………", "-"),
    ]  # fmt: skip
    if rounds:
        blocks += [Line("Các lần đo gần nhất:"), Table(ROUNDS, tuple(_round(r) for r in rounds))]
    day = timezone.localdate(at)
    return Paper(
        issuer=issuer, place=place, day=day, kind="Giấy chuyển người bệnh", symbol="GCT", size=13, blocks=tuple(blocks),
        subject=f"Từ {before} đến {move.to_facility.site.name}", addressees=(move.to_facility.site.name,),
        recipients=(move.to_facility.site.name, "Người bệnh"), signature=Signature(title="Bác sĩ điều trị"),
    )  # fmt: skip


def _round(row: Any) -> tuple[str, ...]:
    degrees = f"{row.temperature:g}".replace(".", ",") if row.temperature else ""
    name = rules.SEVERITY_NAMES[rules.Severity(row.severity)]
    told = "; ".join(part for part in (name, row.alarm, row.note) if part)
    return (vn_datetime(row.at), str(row.spo2 or ""), str(row.rr or ""), degrees, told)


def discharge_paper(course: Any, who: Any, issuer: str, place: str, address: str = "") -> Paper:
    """That he was treated from–to, and what he does at home."""
    end = timezone.localtime(course.ended_at)
    blocks: list[Block] = [
        Line(f"{issuer} xác nhận:", bold=True), *_who(who),
        Line(f"Mã ca bệnh: {course.case.code}; chẩn đoán: {disease(course.disease).name_vi}.", "-"),
        Line(f"Vào điều trị ngày {_local(course.began_at)}; ra viện hồi {vn_time(end)} ngày {_day(end)}.", "-"),
        Line(f"Tình trạng khi ra viện: {rules.ENDING_NAMES[rules.Ending(course.ending)].lower()}; {level(course).lower()}.", "-"),
    ]  # fmt: skip
    if course.ended_why:
        blocks.append(Line(f"Ghi chú: {course.ended_why}", "-"))
    if course.monitoring_until:
        blocks.append(
            Line(
                f"Ông (bà) tiếp tục theo dõi sức khỏe tại nhà đến hết ngày {_day(course.monitoring_until)}: đo thân nhiệt hai lần mỗi "
                "ngày, hạn chế tiếp xúc; sốt, khó thở, đau ngực thì báo ngay Trạm Y tế hoặc gọi 115."
            )
        )
    if address:
        blocks.append(Line(f"Tự khai báo sức khỏe mỗi ngày tại địa chỉ: {address} (không cần tài khoản)."))
    return Paper(
        issuer=issuer, place=place, day=end.date(), kind="Giấy ra viện", symbol="GRV", subject="Hoàn thành đợt điều trị",
        blocks=tuple(blocks), recipients=("Người bệnh", "Trạm Y tế xã nơi cư trú"), signature=Signature(title="Thủ trưởng đơn vị"),
    )  # fmt: skip


def moves_list(moves: Sequence[Any], people: Mapping[UUID, Any], issuer: str, place: str) -> Paper:
    """Those to be moved, for the vehicle and the receiving side."""
    rows = tuple(
        (
            str(n), people[m.course_id].name, people[m.course_id].born, level(m.course),
            m.from_facility.site.name if m.from_facility else "Tại nhà", m.to_facility.site.name, m.reason, "",
        )
        for n, m in enumerate(moves, start=1)
    )  # fmt: skip
    return _list("người bệnh chuyển nơi điều trị", Table(MOVES, rows), issuer, place)


def home_list(courses: Sequence[Any], people: Mapping[UUID, Any], issuer: str, place: str) -> Paper:
    """Those who went home, for the health stations that watch them."""
    rows = tuple(
        (
            str(n), people[c.pk].name, people[c.pk].born, people[c.pk].address, _local(c.began_at), _local(c.ended_at),
            _day(c.monitoring_until),
        )
        for n, c in enumerate(courses, start=1)
    )  # fmt: skip
    return _list("người bệnh ra viện, theo dõi tại nhà", Table(HOME, rows), issuer, place)


def slips(
    courses: Sequence[Any], people: Mapping[UUID, Any], issuer: str, place: str, addresses: Mapping[UUID, str]
) -> Paper:
    """Who tells by which address."""
    mine = [c for c in courses if c.pk in addresses]
    rows = tuple((str(n), people[c.pk].name, addresses[c.pk], "") for n, c in enumerate(mine, start=1))
    return _list("địa chỉ tự khai báo sức khỏe", Table(SLIPS, rows), issuer, place)


def _list(subject: str, table: Table, issuer: str, place: str) -> Paper:
    return Paper(
        issuer=issuer, place=place, day=None, kind="Danh sách", subject=subject, blocks=(table,), landscape=True, plain=True, size=13
    )  # fmt: skip
