"""The record of an absence, and the slips with the address for telling oneself; Vietnamese, as papers are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from vungxanh.common.papers import Block, Column, Line, Paper, Signature, Table
from vungxanh.common.web.formats import vn_datetime, vn_time
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.papers import WHERE

ABSENT = (
    Column("TT", 0.6, "center"), Column("Họ và tên", 2.0), Column("Năm sinh", 1.1, "center"), Column("Nơi cách ly", 2.8),
    Column("Quyết định số", 1.6, "center"), Column("Có mặt lần cuối", 1.7, "center"), Column("Vắng từ", 1.7, "center"),
)  # fmt: skip
SLIPS = (
    Column("TT", 0.5, "center"), Column("Họ và tên", 2.0), Column("Địa chỉ tự khai báo sức khỏe", 5.2),
    Column("Đến hết ngày", 1.4, "center"), Column("Người nhận ký", 1.4),
)  # fmt: skip


def _day(value: Any) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def _seen(decision: Any) -> str:
    last = decision.checks.filter(present=True).exclude(how=rules.CheckHow.SELF).order_by("-round").first()
    return vn_datetime(last.at) if last else "chưa lần nào"


def absence_record(rows: Sequence[Any], people: Mapping[UUID, Any], place: str, at: datetime) -> Paper:
    """That one or several were not where they have to be; filled in and signed on the spot."""
    here = timezone.localtime(at)
    first = rows[0]
    blocks: list[Block] = [
        Line(f"Hôm nay, hồi {vn_time(here)} ngày {_day(here)}, tại …………………………………………, chúng tôi gồm:"),
        Line("Ông (bà): ……………………………………, chức vụ: ……………………………… (người lập biên bản);", "1."),
        Line("Ông (bà): ……………………………………, chức vụ: ……………………………… (Công an xã);", "2."),
        Line("Ông (bà): ……………………………………, là: ……………………………………… (người chứng kiến).", "3."),
        Line("Lập biên bản về việc người đang bị áp dụng biện pháp cách ly y tế vắng mặt tại nơi cách ly:"),
    ]
    if len(rows) == 1:
        blocks += _of_one(first, people[first.pk])
    else:
        blocks.append(Table(ABSENT, tuple(_row(n, d, people[d.pk]) for n, d in enumerate(rows, start=1))))
    blocks += [
        Line("Việc đã làm để tìm: …………………………………………………………………………………………………"),
        Line("Lý do vắng mặt theo người nhà, người chứng kiến: ……………………………………………………………"),
        Line("Ý kiến của người vắng mặt (nếu đã quay lại): ………………………………………………………………"),
        Line(
            "Người tự ý rời nơi cách ly bị xử phạt theo quy định về xử phạt vi phạm hành chính trong lĩnh vực y tế. Biên bản lập "
            "thành 02 bản, đã đọc lại cho những người có tên nghe, công nhận đúng và cùng ký tên."
        ),
        Table(
            (Column("Người chứng kiến", 1, "center"), Column("Công an xã", 1, "center"), Column("Người vắng mặt (hoặc người nhà)", 1, "center")),
            (("(ký, ghi rõ họ tên)\n\n\n", "(ký, ghi rõ họ tên)\n\n\n", "(ký, ghi rõ họ tên)\n\n\n"),),
        ),
    ]  # fmt: skip
    return Paper(
        issuer=first.paper.issuer.name, place=place, day=here.date(), kind="Biên bản", symbol="BB-VM",
        subject="Về việc người cách ly y tế vắng mặt tại nơi cách ly", blocks=tuple(blocks),
        recipients=("Ủy ban nhân dân xã", "Công an xã", "Trạm Y tế"), landscape=len(rows) > 1, size=13,
        signature=Signature(title="Người lập biên bản"),
    )  # fmt: skip


def _of_one(decision: Any, who: Any) -> list[Block]:
    site = decision.site.name if decision.site else who.address
    since = vn_datetime(decision.absent_since) if decision.absent_since else "…………………"
    where = WHERE[rules.Kind(decision.kind)]
    return [
        Line(f"Ông (bà): {who.name}; giới tính: {who.sex or '…'}; ngày, năm sinh: {who.born or '…'}.", "-"),
        Line(f"Số CCCD/CMND: {who.citizen_id or '…'}; điện thoại: {who.phone or '…'}.", "-"),
        Line(f"Nơi ở: {who.address or '…'}.", "-"),
        Line(
            f"Phải cách ly {where} ({site or '…'}) theo Quyết định số {decision.paper} ngày {_day(decision.paper.signed_on)}, "
            f"từ ngày {_day(decision.from_on)} đến hết ngày {_day(decision.until_on)}.", "-",
        ),
        Line(f"Có mặt lần cuối: {_seen(decision)}. Vắng mặt ở lần điểm danh lúc: {since}.", "-"),
    ]  # fmt: skip


def _row(n: int, decision: Any, who: Any) -> tuple[str, ...]:
    where = decision.site.name if decision.site else who.address
    since = vn_datetime(decision.absent_since) if decision.absent_since else ""
    return (str(n), who.name, who.born, where, str(decision.paper), _seen(decision), since)


def slips(rows: Sequence[Any], people: Mapping[UUID, Any], place: str, addresses: Mapping[UUID, str]) -> Paper:
    """Who tells by which address; cut along the lines and handed out."""
    table = Table(
        SLIPS,
        tuple(
            (str(n), people[d.pk].name, addresses[d.pk], _day(max(d.until_on, d.monitoring_until)), "")
            for n, d in enumerate((d for d in rows if d.pk in addresses), start=1)
        ),
    )
    return Paper(
        issuer=rows[0].paper.issuer.name, place=place, day=None, kind="Danh sách", subject="địa chỉ tự khai báo sức khỏe",
        landscape=True, plain=True, size=13,
        blocks=(
            Line("Mỗi người khai bằng địa chỉ của mình, mỗi ngày hai lượt: đo thân nhiệt, chọn triệu chứng. Cấp cứu gọi 115."), table,
        ),
    )  # fmt: skip
