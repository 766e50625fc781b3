"""The words of a case: status, outcome, how it was found; each with its Vietnamese label."""

from enum import StrEnum


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


def gettext_noop(text: str) -> str:
    """Marks a text for translation without translating it: rules know no language."""
    return text


STATUS_NAMES = {
    Status.SUSPECTED: gettext_noop("Nghi ngờ"),
    Status.PROBABLE: gettext_noop("Có thể"),
    Status.CONFIRMED: gettext_noop("Xác định"),
    Status.DISCARDED: gettext_noop("Đã loại trừ"),
}
OUTCOME_NAMES = {
    Outcome.UNKNOWN: gettext_noop("Chưa rõ"),
    Outcome.ILL: gettext_noop("Đang điều trị"),
    Outcome.RECOVERED: gettext_noop("Khỏi bệnh"),
    Outcome.DIED: gettext_noop("Tử vong"),
}
DETECTION_NAMES = {
    Detection.TRACING: gettext_noop("Truy vết tiếp xúc"),
    Detection.SCREENING: gettext_noop("Xét nghiệm sàng lọc"),
    Detection.SYMPTOMS: gettext_noop("Có triệu chứng, đi khám"),
    Detection.QUARANTINE: gettext_noop("Trong khu cách ly"),
    Detection.ENTRY: gettext_noop("Nhập cảnh, về từ vùng dịch"),
    Detection.OTHER: gettext_noop("Khác"),
}
