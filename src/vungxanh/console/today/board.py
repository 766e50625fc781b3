"""Today as a whole: the strip and the lines in their bands, each with its place named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain

from django.utils.translation import gettext as _

from vungxanh.console.today import cases as case_lines
from vungxanh.console.today import contacts as contact_lines
from vungxanh.console.today import documents, isolated, meetings, office, orders, patients, tubes
from vungxanh.console.today.parts import Ask, Band, BandOfLines, Button, Line, Stage
from vungxanh.console.today.strip import stages
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.tracing import queries as tracing

_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Board:
    """``first_steps`` only where there is no case and no contact at all, so nothing else can be said."""

    stages: Sequence[Stage]
    bands: Sequence[BandOfLines]
    first_steps: Sequence[Button]

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(band.lines) for band in self.bands)


def board(ask: Ask) -> Board:
    """Everything Today shows to one reader at one moment."""
    sees = ask.by.may(Permission.CASE_SEE)
    counts = cases.today_tally(by=ask.by, at=ask.at, since=ask.since, area=ask.area) if sees else None
    tallies = (
        tracing.tallies(by=ask.by, at=ask.at, day=ask.day, until=ask.midnight, area=ask.area, mine=ask.mine)
        if ask.by.may(Permission.TRACE_SEE)
        else []
    )
    made = chain(
        case_lines.lines(ask, counts),
        contact_lines.lines(ask, tallies),
        isolated.lines(ask),
        tubes.lines(ask),
        patients.lines(ask),
        orders.lines(ask),
        meetings.lines(ask),
        documents.lines(ask),
        office.lines(ask),
    )
    lines = _placed(ask, list(made))
    steps = office.first_steps(ask) if not lines and not tallies and _fresh(ask, sees) else []
    return Board(stages(ask, counts, tallies, lines), _bands(lines), steps)


def _fresh(ask: Ask, sees: bool) -> bool:
    """Whether nothing has begun: no case (for those who see cases), nobody else who works here (for the others)."""
    if ask.area or ask.mine:
        return False
    return not cases.visible(ask.by).exists() if sees else office.alone(ask)


def _placed(ask: Ask, lines: list[Line]) -> list[Line]:
    """The lines with names of places and people, each asked for once."""
    names = places.display_names(by=ask.by, paths={line.area for line in lines if line.area})
    cards = people.cards(ask.by, {line.person for line in lines if line.person})
    found = []
    for line in lines:
        who = cards[line.person].name if line.person in cards else ""
        where = names[line.area].split(",")[0] if line.area else ""
        found.append(replace(line, what=line.what or who, who=who if line.what else "", where=where))
    return found


def _bands(lines: Sequence[Line]) -> list[BandOfLines]:
    words = {
        Band.NOW: (_("Ngay bây giờ"), _("đã trễ, sắp trễ, hoặc không được để chờ")),
        Band.TODAY: (_("Trong ngày"), _("xong trước khi hết hôm nay")),
        Band.NEXT: (_("Sắp tới"), _("chưa gấp")),
    }
    found = []
    for band, (title, text) in words.items():
        inside = sorted((x for x in lines if x.band is band), key=lambda x: (x.rank, x.due or _LAST))
        found.append(BandOfLines(band, title, text, inside))
    return found
