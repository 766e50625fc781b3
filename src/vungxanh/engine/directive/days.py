"""A day, a month or a year as a document prints it: any part may be missing, none is corrected."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Day:
    """``Day(2021, 8, None)`` is a month, ``Day(None, 8, 30)`` a day without its year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return bool(self.year or self.month or self.day)

    def filled(self, year: int | None, month: int | None = None) -> "Day":
        """The missing year and month taken from outside (the document's own date, or the end of the range)."""
        return Day(self.year or year, self.month or month, self.day)

    @property
    def iso(self) -> str | None:
        """ "2021-08-30", "2021-08", "2021", or None when the year is missing or there is no such day."""
        if not self.year:
            return None
        if not self.month:
            return f"{self.year:04d}"
        if not self.day:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.exists else None

    @property
    def exists(self) -> bool:
        """False for 31/2 and the like; a missing year is taken as a leap year."""
        if not self.month or not self.day:
            return True
        return self.day <= monthrange(self.year or 2020, self.month)[1]

    @property
    def opening(self) -> date | None:
        """The first calendar day of it."""
        if not self.year or not self.exists:
            return None
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def closing(self) -> date | None:
        """The last calendar day of it: "tháng 8/2021" is 2021-08-31, "năm 2021" is 2021-12-31."""
        if not self.year or not self.exists:
            return None
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])
