"""What Today is made of: the question, the lines in their bands, the stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from vungxanh.common.web.parts import StatusKind
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import load_diseases

SHOWN = 4  # lines of one kind before "and so many more"


class Band(IntEnum):
    """When."""

    NOW = 1
    TODAY = 2
    NEXT = 3


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing that is done. ``dialog``: a small form; ``post``: done by one press; else a page."""

    label: str
    url: str
    icon: str = "arrow-right"
    dialog: bool = False
    post: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: who or what, why it is here, the clock. ``key`` is steady between refreshes.

    ``rank`` orders the band: smaller first; then the earlier ``due``. ``clock`` says it in words where no deadline is
    a moment. ``doubt``: the time limit is not verified (or only the centre's own setting). ``who`` and ``where`` are
    filled in for all lines at once, from ``person`` (masked by right) and ``area``; a line without ``what`` is his name.
    """

    key: str
    band: Band
    rank: int
    what: str
    why: str
    button: Button
    url: str = ""
    level: int | None = None
    person: UUID | None = None
    who: str = ""
    where: str = ""
    area: str = ""
    due: datetime | None = None
    clock: str = ""
    alarm: bool = False
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of 5S. ``count`` None: not shown to this reader, or the program does not cover it; ``note`` says why."""

    name: str
    count: int | None
    unit: str
    url: str = ""
    median: float | None = None
    median_of: str = ""
    target: float | None = None
    doubt: str = ""
    on_time: int | None = None
    clock_url: str = ""
    late: int = 0
    worst: str = ""
    worst_url: str = ""
    worst_words: str = ""
    note: str = ""

    @property
    def slow(self) -> bool:
        """Whether it takes longer than it should."""
        return bool(self.median is not None and self.target is not None and self.median > self.target)

    @property
    def kind(self) -> StatusKind:
        """How its state is drawn."""
        return "alarm" if self.late or self.slow else "plain"


@dataclass(frozen=True)
class Ask:
    """Who asks, at what moment, about which area ("" is all of his); ``mine``: only what his teams were given."""

    by: Actor
    at: datetime
    area: str = ""
    mine: bool = False

    @property
    def day(self) -> date:
        """Today in Vietnam."""
        return timezone.localdate(self.at)

    @property
    def midnight(self) -> datetime:
        """When today ends."""
        return timezone.make_aware(datetime.combine(self.day, time.min)) + timedelta(days=1)

    @property
    def since(self) -> datetime:
        """The diagnosis of the oldest case that still matters: its contacts may yet fall ill."""
        return self.at - timedelta(days=max(d.incubation_max_days or 0 for d in load_diseases() if d.traced_by_contact))

    @property
    def recent(self) -> dict[str, object]:
        """Parameters of the list of cases that narrow it to what is counted here."""
        return {
            "area": self.area,
            "status": ["probable", "confirmed"],
            "diagnosed_from": timezone.localdate(self.since),
        }

    def may(self, permission: Permission) -> bool:
        """Whether the reader holds a right in the area asked about."""
        return self.by.may(permission, self.area or None)


def link(name: str, *args: object, **query: object) -> str:
    """The address of a room's page."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:  # a room that this installation does not have
        return ""
    given: list[tuple[str, Any]] = [(key, value) for key, value in query.items() if value not in ("", None)]
    return f"{url}?{urlencode(given, doseq=True)}" if given else url


@dataclass(frozen=True, slots=True)
class BandOfLines:
    """A band with its lines in order."""

    band: Band
    title: str
    text: str
    lines: Sequence[Line]
