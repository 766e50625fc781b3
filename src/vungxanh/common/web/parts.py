"""The values that the page parts draw: what a view hands to a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise

StatusKind = Literal["plain", "active", "alarm", "done", "off"]
PointKind = Literal["plain", "key", "planned", "late"]


@dataclass(frozen=True, slots=True)
class PersonChip:
    """A person as one may see him: the name already masked unless it was opened."""

    name: str
    sex: str = ""
    birth_year: int | None = None
    area: str = ""
    url: str = ""
    open_url: str = ""  # POST with `reason` and `_key`; empty when he may not open it

    @property
    def facts(self) -> str:
        """``nam · 1987 · xã Bù Gia Mập``."""
        return " · ".join(str(part) for part in (self.sex, self.birth_year, self.area) if part)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a vertical timeline."""

    at: datetime
    title: str
    text: str = ""
    until: datetime | None = None
    kind: PointKind = "plain"
    url: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work as the page shows it. ``poll_url`` answers with parts/progress.html again."""

    label: str
    done: int
    total: int | None
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    poll_url: str
    unit: str = ""
    message: str = ""
    cancel_url: str = ""
    result_url: str = ""

    @property
    def moving(self) -> bool:
        """Whether it is worth asking again."""
        return self.state in ("waiting", "running")

    @property
    def percent(self) -> int | None:
        """Whole per cent, or None while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else None


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that can be clicked down to the people behind it."""

    label: str
    value: int | float | None
    url: str
    unit: str = ""
    note: str = ""
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line an autocomplete field offers."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list says when it has nothing: what would be here, and how it gets here."""

    title: str | Promise
    text: str | Promise
    action_label: str | Promise = ""
    action_url: str = ""
    icon: str = "inbox"


Fact = tuple[str, object]
Facts = Sequence[Fact]
