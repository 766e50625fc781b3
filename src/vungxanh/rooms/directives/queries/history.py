"""What happened to a document: who, when, what changed; from the audit trail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from vungxanh.common import trail
from vungxanh.common.models import AuditEntry
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import gettext_noop
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.models import Document
from vungxanh.rooms.directives.queries.register import get

ACTS = {
    "directives.register": gettext_noop("Vào sổ"),
    "directives.attach": gettext_noop("Đính bản điện tử"),
    "directives.record_reading": gettext_noop("Máy đọc văn bản"),
    "directives.note_unreadable": gettext_noop("Không đọc được văn bản"),
    "directives.correct": gettext_noop("Sửa thông tin"),
    "directives.supersede": gettext_noop("Ghi hết hiệu lực do bị thay thế"),
    "directives.reinstate": gettext_noop("Khôi phục hiệu lực"),
    "directives.link": gettext_noop("Ghi văn bản liên quan"),
    "directives.unlink": gettext_noop("Bỏ văn bản liên quan"),
    "directives.send": gettext_noop("Gửi"),
    "directives.remind": gettext_noop("Nhắc đọc"),
    "directives.understand": gettext_noop("Xác nhận đã đọc, đã hiểu"),
    "directives.add_draft": gettext_noop("Thêm nhiệm vụ từ một đoạn"),
    "directives.edit_draft": gettext_noop("Sửa nhiệm vụ"),
    "directives.lead_orphans": gettext_noop("Ghi chủ trì cho các việc chưa nêu ai"),
    "directives.open_": gettext_noop("Mở văn bản được gửi"),
    "directives.note_reading_job": gettext_noop("Cho máy đọc văn bản"),
    "directives.choose_body": gettext_noop("Chọn cơ quan cho nhiệm vụ"),
    "directives.split_draft": gettext_noop("Chia nhiệm vụ"),
    "directives.merge_draft": gettext_noop("Gộp nhiệm vụ"),
    "directives.drop_draft": gettext_noop("Bỏ nhiệm vụ"),
    "directives.restore_draft": gettext_noop("Lấy lại nhiệm vụ"),
    "directives.reset_draft": gettext_noop("Trả nhiệm vụ về như máy đọc"),
    "directives.mark_checked": gettext_noop("Kiểm tra xong, trình duyệt"),
    "directives.issue": gettext_noop("Ban hành văn bản"),
    "directives.accept": gettext_noop("Duyệt, giao nhiệm vụ"),
}
FIELDS = {
    "number": gettext_noop("Số"), "symbol": gettext_noop("Ký hiệu"), "kind": gettext_noop("Loại"),
    "urgency": gettext_noop("Độ khẩn"), "issuer_name": gettext_noop("Nơi ban hành"),
    "parent_body": gettext_noop("Cơ quan chủ quản"), "place": gettext_noop("Địa danh"),
    "issued_on": gettext_noop("Ngày văn bản"), "subject": gettext_noop("Trích yếu"), "signer": gettext_noop("Người ký"),
    "signer_title": gettext_noop("Chức vụ"), "received_at": gettext_noop("Ngày đến"),
    "expires_on": gettext_noop("Hết hiệu lực sau ngày"), "superseded_on": gettext_noop("Bị thay thế từ ngày"),
    "note": gettext_noop("Ghi chú"), "addressees": gettext_noop("Kính gửi"), "recipients": gettext_noop("Nơi nhận"),
    "state": gettext_noop("Tình trạng"), "text": gettext_noop("Nội dung"), "lead": gettext_noop("Chủ trì"),
    "with_bodies": gettext_noop("Phối hợp"), "report_to": gettext_noop("Báo cáo về"), "due": gettext_noop("Thời hạn"),
    "targets": gettext_noop("Chỉ tiêu"), "condition": gettext_noop("Điều kiện"), "area_of_work": gettext_noop("Lĩnh vực"),
    "reading_note": gettext_noop("Lý do"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when, who, what, the changes as (field, before, after), and why."""

    at: datetime
    who: str
    title: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str


def history(*, by: Actor, document_id: UUID) -> list[HistoryLine]:
    """Everything done to a document he sees, the newest first."""
    document = get(by=by, document_id=document_id)
    return [_line(entry, document) for entry in trail.history(document.pk)]


def _line(entry: AuditEntry, document: Document) -> HistoryLine:
    title = _(ACTS[entry.action]) if entry.action in ACTS else entry.action
    reason = str(entry.detail.get("reason") or "")
    return HistoryLine(
        entry.recorded_at, entry.actor_name, title, tuple(_changes(entry.detail.get("changes", []))), reason
    )


def _changes(changes: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        field = change["field"]
        if field in FIELDS:
            yield _(FIELDS[field]), _word(field, change["from"]), _word(field, change["to"])


def _word(field: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if field == "kind":
        return _(rules.KINDS[value].name) if value in rules.KINDS else str(value)
    if field == "state":
        names = {
            **{k.value: v for k, v in rules.STATE_NAMES.items()},
            **{k.value: v for k, v in rules.DRAFT_NAMES.items()},
        }
        return _(names.get(str(value), str(value)))
    if field == "urgency":
        return _(rules.URGENCY_NAMES[rules.Urgency(value)])
    if field == "due" and isinstance(value, dict):
        return rules.due_words(value) or str(value.get("raw") or "")
    if isinstance(value, list):
        return "; ".join(str(v.get("name") or v.get("raw") or "") if isinstance(v, dict) else str(v) for v in value)
    if isinstance(value, dict):
        return str(value.get("when") or value.get("scenario") or "")
    return _moment(str(value))


def _moment(text: str) -> str:
    try:
        moment = parse_datetime(text) if "T" in text else None
        day = parse_date(text) if moment is None and len(text) == 10 else None
    except ValueError:
        return text
    return vn_datetime(moment) if moment else vn_date(day) if day else text
