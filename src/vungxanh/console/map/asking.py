"""What a reader asks of the map: which area, which size of places, which day, what is shown."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor, inside, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import Level, Sheet, level_of, line_of

SEE = Permission.LEVEL_SEE
SHOWN = ("proposed", "decided", "rate", "cases")
"""What the colour of a place says: the level proposed, the level in force, cases per 100,000, cases of a week."""


@dataclass(frozen=True, slots=True)
class Ask:
    """``area``: what is looked at; ``sheet_area``: the country or province whose outlines are drawn around it;
    ``unit``: the size of its places; ``day``: None for the last one there is."""

    by: Actor
    area: str
    unit: Level
    day: date | None
    shown: str

    @property
    def sheet_area(self) -> str:
        """The province of the area, or the country."""
        return line_of(self.area)[min(1, len(line_of(self.area)) - 1)]

    @property
    def sheet(self) -> Sheet:
        """The outlines of the places, and of those around."""
        return places.sheet(by=self.by, area=self.sheet_area, level=self.unit)

    @property
    def frame(self) -> Level | None:
        """The larger places whose borders are drawn over the small ones; None where there are none."""
        first = sizes(self.sheet_area)[0]
        return first if first is not self.unit else None

    @property
    def today(self) -> date:
        """The centre's day."""
        return timezone.localdate(centre.now())


def sizes(area: str) -> tuple[Level, ...]:
    """The sizes of place that ``area`` may be divided into, the largest first."""
    below = {
        Level.COUNTRY: (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
        Level.PROVINCE: (Level.DISTRICT, Level.COMMUNE),
    }.get(level_of(area), (Level.COMMUNE,))
    return tuple(one for one in below if area[0] == places.OLD or one is not Level.DISTRICT)


def read(request: HttpRequest, by: Actor) -> Ask:
    """From the address (or a form). NotYours for an area that is not his; what cannot be read is as if not asked."""
    given = request.POST if request.method == "POST" else request.GET
    area = given.get("area", "") or at_home(by)
    if not any(inside(area, mine) for mine in by.areas(SEE)) or area not in _known(by, area):
        raise NotYours("Địa bàn này không thuộc phạm vi của bạn.")
    units = sizes(area)
    unit = given.get("unit", "")
    shown = given.get("show", "")
    return Ask(
        by, area, Level(unit) if unit in units else units[-1], day(given.get("day", "")),
        shown if shown in SHOWN else SHOWN[0],
    )  # fmt: skip


def _known(by: Actor, area: str) -> set[str]:
    return set(places.every(by=by).filter(pk=area[:60]).values_list("path", flat=True))


def at_home(by: Actor) -> str:
    """Where he begins: his own area; for who sees everything the centre's, else the country of today."""
    first = next(iter(by.areas(SEE)), "")
    return first or centre.current().area_path or f"{places.edition_on(timezone.localdate(centre.now()))}/"


def day(text: str) -> date | None:
    """A day out of an address; None when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def warm_up() -> None:
    """Lay out the sheets that readers of the whole centre begin with."""
    by = system("bản đồ")
    home = at_home(by)
    if home in _known(by, home):
        ask = Ask(by, home, sizes(home)[-1], None, SHOWN[0])
        for level in filter(None, (ask.unit, ask.frame)):
            places.sheet(by=by, area=ask.sheet_area, level=level)


def choices(ask: Ask) -> list[tuple[str, str]]:
    """(path, name) of the areas one step away: those above within his own, itself, those below that hold communes."""
    mine = ask.by.areas(SEE)
    above = [p for p in line_of(ask.area) if any(inside(p, one) for one in mine)]
    below = [a.path for a in places.children(by=ask.by, path=ask.area) if level_of(a.path) is not Level.COMMUNE]
    others = [path for path in (mine if "" not in mine else ("2/", "3/")) if path not in above]
    paths = [*above, *below, *others]
    names = places.display_names(by=ask.by, paths=paths)
    return [(path, _name(path, names[path])) for path in dict.fromkeys(paths)]


def _name(path: str, name: str) -> str:
    if level_of(path) is Level.COUNTRY:
        return _country(path)
    return name


def _country(path: str) -> str:
    return _("Cả nước, đến 30/6/2025 (ba cấp)") if path[0] == places.OLD else _("Cả nước, từ 1/7/2025 (hai cấp)")
