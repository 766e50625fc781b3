"""Kinds of administrative documents (Decree 30/2020/NĐ-CP, article 7 and annex III), urgency, states."""

from dataclasses import dataclass
from enum import StrEnum

from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its code, its name, the letters it has in a symbol ("" for none)."""

    code: str
    name: str
    letters: str = ""


DECREE_30 = (
    Kind("resolution", _("Nghị quyết"), "NQ"),
    Kind("decision", _("Quyết định"), "QĐ"),
    Kind("directive", _("Chỉ thị"), "CT"),
    Kind("regulation", _("Quy chế"), "QC"),
    Kind("rules", _("Quy định"), "QyĐ"),
    Kind("communique", _("Thông cáo"), "TC"),
    Kind("notice", _("Thông báo"), "TB"),
    Kind("guideline", _("Hướng dẫn"), "HD"),
    Kind("programme", _("Chương trình"), "CTr"),
    Kind("plan", _("Kế hoạch"), "KH"),
    Kind("scheme", _("Phương án"), "PA"),
    Kind("master_scheme", _("Đề án"), "ĐA"),
    Kind("project", _("Dự án"), "DA"),
    Kind("report", _("Báo cáo"), "BC"),
    Kind("minutes", _("Biên bản"), "BB"),
    Kind("submission", _("Tờ trình"), "TTr"),
    Kind("contract", _("Hợp đồng"), "HĐ"),
    Kind("official_letter", _("Công văn")),
    Kind("telegram", _("Công điện"), "CĐ"),
    Kind("memorandum", _("Bản ghi nhớ"), "BGN"),
    Kind("agreement", _("Bản thỏa thuận"), "BTT"),
    Kind("authorisation", _("Giấy ủy quyền"), "GUQ"),
    Kind("invitation", _("Giấy mời"), "GM"),
    Kind("introduction", _("Giấy giới thiệu"), "GGT"),
    Kind("leave", _("Giấy nghỉ phép"), "GNP"),
    Kind("sending_slip", _("Phiếu gửi"), "PG"),
    Kind("transfer_slip", _("Phiếu chuyển"), "PC"),
    Kind("notification_slip", _("Phiếu báo"), "PB"),
    Kind("public_letter", _("Thư công")),
)
"""The 29 kinds of the decree."""
OTHERS = (
    Kind("law", _("Luật, pháp lệnh"), "QH"),
    Kind("decree", _("Nghị định"), "NĐ"),
    Kind("circular", _("Thông tư"), "TT"),
    Kind("conclusion", _("Kết luận"), "KL"),
    Kind("other", _("Loại khác")),
)
"""Legal norms, the Party's documents, and what fits nowhere."""
KINDS: dict[str, Kind] = {kind.code: kind for kind in (*DECREE_30, *OTHERS)}


def kind_of(code: str | None, symbol: str = "") -> str:
    """The code of a kind: the one read, else by the first letters of the symbol; "" when neither says it.

    Only the first: the "TC" of a công văn's ``UBND-TC`` is the finance office, not a communique.
    """
    first = next((part for part in symbol.replace("/", "-").split("-") if part and not part.isdigit()), "")
    by_letters = next((k.code for k in KINDS.values() if k.letters and fold(k.letters) == fold(first)), "")
    return code if code and code in KINDS else by_letters


class Direction(StrEnum):
    """Whether a document came in or goes out."""

    INCOMING = "in"
    OUTGOING = "out"


class Urgency(StrEnum):
    """Marks of urgency (annex I, 10b)."""

    NORMAL = ""
    URGENT = "urgent"
    VERY_URGENT = "very"
    EXPRESS = "express"


class State(StrEnum):
    """How far a document has come."""

    REGISTERED = "registered"
    READ = "read"
    CHECKED = "checked"
    ACCEPTED = "accepted"
    ISSUED = "issued"


class DraftState(StrEnum):
    """What became of a task found in a document."""

    PROPOSED = "proposed"
    EDITED = "edited"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


class Relation(StrEnum):
    """What one document does to another."""

    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    AMENDS = "amends"
    CITES = "cites"


DIRECTION_NAMES = {Direction.INCOMING: _("Văn bản đến"), Direction.OUTGOING: _("Văn bản đi")}
BOOK_NAMES = {Direction.INCOMING: _("Sổ văn bản đến"), Direction.OUTGOING: _("Sổ văn bản đi")}
URGENCY_NAMES = {
    Urgency.NORMAL: _("Thường"),
    Urgency.URGENT: _("Khẩn"),
    Urgency.VERY_URGENT: _("Thượng khẩn"),
    Urgency.EXPRESS: _("Hỏa tốc"),
}
STATE_NAMES = {
    State.REGISTERED: _("Đã vào sổ, chưa đọc"),
    State.READ: _("Chờ kiểm tra nhiệm vụ"),
    State.CHECKED: _("Đã kiểm tra, chờ duyệt"),
    State.ACCEPTED: _("Đã giao nhiệm vụ"),
    State.ISSUED: _("Đã ban hành"),
}
DRAFT_NAMES = {
    DraftState.PROPOSED: _("Máy đọc, chưa kiểm tra"),
    DraftState.EDITED: _("Đã sửa"),
    DraftState.ACCEPTED: _("Đã giao"),
    DraftState.DROPPED: _("Đã bỏ"),
}
RELATION_NAMES = {
    Relation.IMPLEMENTS: _("Thực hiện"),
    Relation.REPLACES: _("Thay thế"),
    Relation.AMENDS: _("Sửa đổi, bổ sung"),
    Relation.CITES: _("Nhắc đến"),
}
