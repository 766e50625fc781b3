"""The answer to a request as a paper in the layout of Decree 30/2020. A paper is Vietnamese, whatever the reader's language."""

from datetime import date
from typing import Any

from django.utils import timezone

from vungxanh.common.papers import Block, Line, Paper, Signature
from vungxanh.common.web.formats import vn_date, vn_time
from vungxanh.rooms.meetings import rules


def answer_paper(found: Any, *, place: str, day: date | None, title: str, signer: str) -> Paper:
    """The công văn that permits or refuses; ``title`` and ``signer`` of who heads the deciding agency."""
    number, _slash, symbol = found.number.partition("/")
    start = timezone.localtime(found.starts_at)
    online = found.form == rules.Form.ONLINE
    how = "trực tuyến" if online else "trực tiếp"
    when = f"{vn_time(found.starts_at)} ngày {vn_date(start.date())}"
    permitted = found.state in (rules.State.PERMITTED, rules.State.HELD)
    rule = found.restraint.replace(" · ", " theo văn bản số ")
    held = f" Trên địa bàn đang thực hiện {rule}." if rule else ""
    blocks: list[Block] = [
        Line(
            f"Xét đề nghị của {found.agency.name} về việc tổ chức họp “{found.title}”.{held} {found.decider.name} có ý kiến như sau:"
        )
    ]
    if permitted:
        blocks += [
            Line(f"Cho phép {found.agency.name} tổ chức họp {how} “{found.title}”.", "1."),
            Line(f"Thời gian: {when}.", "-"),
            Line(f"Địa điểm: {'họp trực tuyến' if online else found.place}.", "-"),
            Line(f"Số người dự: {found.persons} người.", "-"),
            Line(f"Chủ trì: {found.chair}.", "-"),
        ]
        if found.conditions:
            terms = found.conditions.rstrip(". ")
            blocks.append(Line(f"Điều kiện: {terms}.", "2."))
        blocks.append(
            Line(
                f"{found.agency.name} chịu trách nhiệm thực hiện nghiêm các quy định phòng, chống dịch tại cuộc họp; tuyệt đối không để "
                "xảy ra sai sót, sai phạm.",
                "3." if found.conditions else "2.",
            )
        )
    else:
        blocks.append(Line(f"Không cho phép tổ chức họp “{found.title}” dự kiến lúc {when}. Lý do: {found.reason}"))
    subject = f"{'cho phép' if permitted else 'không cho phép'} tổ chức họp {how}"
    return Paper(
        issuer=found.decider.name, place=place, subject=subject, blocks=tuple(blocks), number=number, symbol=symbol, day=day,
        addressees=(found.agency.name,), recipients=("Như trên",),
        signature=Signature(title=title or "THỦ TRƯỞNG", name=signer),
    )  # fmt: skip
