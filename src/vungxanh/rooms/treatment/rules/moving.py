"""A transfer from one place to another: which step may follow which, and who takes it."""

from datetime import datetime, timedelta

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.treatment.rules.kinds import Move, Severity

NEXT: dict[Move, tuple[Move, ...]] = {
    Move.REQUESTED: (Move.ACCEPTED, Move.REFUSED, Move.CANCELLED),
    Move.ACCEPTED: (Move.ON_WAY, Move.CANCELLED),
    Move.ON_WAY: (Move.ARRIVED,),
    Move.ARRIVED: (),
    Move.REFUSED: (),
    Move.CANCELLED: (),
}


def check_step(old: str, new: Move) -> None:
    """Refused when this step does not follow."""
    if new in NEXT[Move(old)]:
        return
    said = {
        Move.REQUESTED: _("Nơi nhận chưa trả lời yêu cầu chuyển này."),
        Move.ACCEPTED: _("Nơi nhận đã đồng ý; người bệnh chưa lên đường."),
        Move.ON_WAY: _("Người bệnh đang trên đường: chỉ còn ghi khi đến nơi."),
        Move.ARRIVED: _("Người bệnh đã đến nơi."),
        Move.REFUSED: _("Nơi nhận đã từ chối yêu cầu này."),
        Move.CANCELLED: _("Yêu cầu chuyển này đã thôi."),
    }
    raise Refused(said[Move(old)])


def check_move(*, tier: int, to_tier: int, severity: int, better_since: datetime | None, at: datetime, down_after_hours: int,
               reason: str) -> str:  # fmt: skip
    """ "up", "down" or "level"; going down before he has been better long enough needs a reason of some length."""
    if not reason.strip():
        raise Refused(_("Ghi lý do chuyển."), field="reason")
    if to_tier > tier:
        return "up"
    if to_tier == tier:
        return "level"
    steady = better_since is not None and at - better_since >= timedelta(hours=down_after_hours)
    if not steady and severity > Severity.MILD and len(reason.strip()) < 15:
        raise Refused(
            _("Người bệnh chưa đỡ đủ lâu để chuyển xuống tầng dưới. Ghi rõ lý do vẫn chuyển."), field="reason"
        )
    return "down"


def advised(alarm: bool, severity: int, tier: int, proposed: int) -> bool:
    """Whether to propose a transfer up."""
    return proposed > tier or (alarm and tier == 1 and severity >= Severity.MODERATE)
