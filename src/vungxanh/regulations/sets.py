"""A set: one document's values for one subject, with where they come from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from vungxanh.regulations.values import Subject


class Kind(StrEnum):
    """What sort of authority stands behind a set."""

    REGULATION = "regulation"
    PRACTICE = "practice"
    SETTING = "setting"


class Level(StrEnum):
    """Who issued it."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    CENTRE = "centre"


def day(d: date) -> str:
    """17/8/2021, as Vietnamese documents write it."""
    return f"{d.day}/{d.month}/{d.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value of a set, ready to be shown."""

    path: str
    label: str
    value: str
    unit: str
    verified: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationSet:
    """One TOML file. ``effective_from`` is ``date.min`` for practice and settings that never began."""

    id: str
    subject: Subject
    kind: Kind
    number: str
    issuer: str
    level: Level
    title: str
    article: str
    area: str
    diseases: tuple[str, ...]
    effective_from: date
    effective_to: date | None
    dates_verified: bool
    verified: bool
    source: str
    note: str
    value: Any
    facts: tuple[Fact, ...]

    @property
    def unverified(self) -> tuple[Fact, ...]:
        """The values nobody has checked against the document."""
        return tuple(f for f in self.facts if not f.verified)

    @property
    def fully_verified(self) -> bool:
        """Whether the dates and every value are verified."""
        return self.dates_verified and not self.unverified

    @property
    def name(self) -> str:
        """The number of the document, or its title when it has none."""
        return self.number or self.title

    @property
    def citation(self) -> str:
        """Number, article and issuer in one line; practice and settings have a title only."""
        if self.kind is not Kind.REGULATION:
            return self.title
        parts = [self.name, self.article, self.issuer]
        return ", ".join(p for p in parts if p)

    @property
    def period(self) -> str:
        """The time it is in force, in Vietnamese words."""
        start = "" if self.effective_from == date.min else f"từ {day(self.effective_from)}"
        end = f"đến hết {day(self.effective_to)}" if self.effective_to else ""
        return " ".join(p for p in (start, end) if p) or "không giới hạn ngày"

    def in_force(self, on: date) -> bool:
        """Whether ``on`` lies within its effective dates, both included."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def covers(self, disease: str, area: str) -> bool:
        """Whether it speaks about this disease in this area (paths end in "/")."""
        return ("*" in self.diseases or disease in self.diseases) and area.startswith(self.area)
