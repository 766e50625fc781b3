"""What a case may be and become."""

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
