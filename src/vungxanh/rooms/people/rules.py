"""What is known of a person, and what of it may be shown."""

from enum import StrEnum


class Sex(StrEnum):
    """Giới tính."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"
