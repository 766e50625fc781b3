"""What is said when a decision is made, and of the paper it stands on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import Immunity
from vungxanh.rooms.isolation.rules.kinds import Kind, Reason

AHEAD, BACK = timedelta(days=2), timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """One person's isolation. ``until``: only where the regulation is not followed, or says nothing."""

    disease: str
    reason: Reason
    kind: Kind
    started_at: datetime
    last_exposure: date | None = None
    until: date | None = None
    immunity: Immunity = field(default_factory=Immunity)
    site_id: UUID | None = None
    contact_id: UUID | None = None
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """The document. ``number`` None: the next one of the issuer's year. ``grounds``: further lines of the Căn cứ."""

    issuer_id: UUID
    signed_on: date
    number: int | None = None
    symbol: str = "QĐ-UBND"
    capacity: str = ""
    title: str = ""
    signer: str = ""
    grounds: tuple[str, ...] = ()


def check_start(started_at: datetime, at: datetime) -> None:
    """Refused when the isolation begins in another time than ours."""
    if started_at > at + AHEAD:
        raise Refused(_("Giờ bắt đầu cách ly còn quá xa."), field="started_at")
    if started_at < at - BACK:
        raise Refused(_("Giờ bắt đầu cách ly đã quá lâu."), field="started_at")


def check_paper(facts: PaperFacts, today: date) -> PaperFacts:
    """Tidied; Refused for a number or day no paper has."""
    if facts.number is not None and not 1 <= facts.number <= 99_999:
        raise Refused(_("Số quyết định từ 1 đến 99999."), field="number")
    if facts.signed_on > today + AHEAD:
        raise Refused(_("Ngày ký chưa tới."), field="signed_on")
    if not squeeze(facts.symbol):
        raise Refused(_("Ghi ký hiệu, như QĐ-UBND."), field="symbol")
    lines = tuple(squeeze(line)[:400] for line in facts.grounds if squeeze(line))
    return PaperFacts(
        issuer_id=facts.issuer_id, signed_on=facts.signed_on, number=facts.number, symbol=squeeze(facts.symbol)[:40],
        capacity=squeeze(facts.capacity)[:120], title=squeeze(facts.title)[:120], signer=squeeze(facts.signer)[:120],
        grounds=lines,
    )  # fmt: skip
