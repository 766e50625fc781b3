"""The words of a case: status, outcome, how it was found; each with its Vietnamese label."""

from enum import StrEnum

from vungxanh.kernel.text import gettext_noop as _


class Status(StrEnum):
    """Classification (phân loại ca bệnh)."""

    SUSPECTED = "suspected"
    PROBABLE = "probable"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class Outcome(StrEnum):
    """How the illness ended (kết cục)."""

    UNKNOWN = "unknown"
    ILL = "ill"
    RECOVERED = "recovered"
    DIED = "died"


class Detection(StrEnum):
    """How the case was found."""

    TRACING = "tracing"
    SCREENING = "screening"
    SYMPTOMS = "symptoms"
    QUARANTINE = "quarantine"
    ENTRY = "entry"
    OTHER = "other"


STATUS_NAMES = {
    Status.SUSPECTED: _("Nghi ngờ"),
    Status.PROBABLE: _("Có thể"),
    Status.CONFIRMED: _("Xác định"),
    Status.DISCARDED: _("Đã loại trừ"),
}
OUTCOME_NAMES = {
    Outcome.UNKNOWN: _("Chưa rõ"),
    Outcome.ILL: _("Đang điều trị"),
    Outcome.RECOVERED: _("Khỏi bệnh"),
    Outcome.DIED: _("Tử vong"),
}
DETECTION_NAMES = {
    Detection.TRACING: _("Truy vết tiếp xúc"),
    Detection.SCREENING: _("Xét nghiệm sàng lọc"),
    Detection.SYMPTOMS: _("Có triệu chứng, đi khám"),
    Detection.QUARANTINE: _("Trong khu cách ly"),
    Detection.ENTRY: _("Nhập cảnh, về từ vùng dịch"),
    Detection.OTHER: _("Khác"),
}
