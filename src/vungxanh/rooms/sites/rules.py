"""Sites: kinds, states, zones; numbers of rooms; what keeps a site from opening; how full it is. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import Subject, as_of

DISEASE = "covid19"
MOST_ROOMS, MOST_BEDS = 200, 60
_TAIL = re.compile(r"\d+$")


class SiteKind(StrEnum):
    """Loại cơ sở."""

    CENTRALISED = "centralised"
    COMMUNE = "commune"
    HOTEL = "hotel"
    DORMITORY = "dormitory"
    FIELD = "field"
    HOSPITAL = "hospital"


class SiteState(StrEnum):
    """Tình trạng."""

    PLANNED = "planned"
    ORDERED = "ordered"
    ACTIVE = "active"
    CLOSED = "closed"


class Zone(StrEnum):
    """Phân khu."""

    CLEAN = "clean"
    BUFFER = "buffer"
    ISOLATION = "isolation"


class BedKind(StrEnum):
    """Loại giường."""

    ORDINARY = "ordinary"
    OXYGEN = "oxygen"
    HFNC = "hfnc"
    VENTILATOR = "ventilator"
    ICU = "icu"


BED_NAMES = {
    BedKind.ORDINARY: _("Thường"), BedKind.OXYGEN: _("Có oxy"), BedKind.HFNC: _("Thở oxy dòng cao (HFNC)"),
    BedKind.VENTILATOR: _("Thở máy"), BedKind.ICU: _("Hồi sức (ICU)"),
}  # fmt: skip
KIND_NAMES = {
    SiteKind.CENTRALISED: _("Tập trung"), SiteKind.COMMUNE: _("Do xã quản lý"), SiteKind.HOTEL: _("Khách sạn, nhà nghỉ"),
    SiteKind.DORMITORY: _("Nhà trọ, ký túc xá"), SiteKind.FIELD: _("Bệnh viện dã chiến"),
    SiteKind.HOSPITAL: _("Bệnh viện, cơ sở điều trị"),
}  # fmt: skip
STATE_NAMES = {
    SiteState.PLANNED: _("Dự kiến"), SiteState.ORDERED: _("Đã có lệnh kích hoạt"), SiteState.ACTIVE: _("Đang hoạt động"),
    SiteState.CLOSED: _("Đã đóng"),
}  # fmt: skip
TREATS = (SiteKind.FIELD, SiteKind.HOSPITAL)
"""Kinds in which the ill are treated; in the others people are isolated."""
ISOLATES = tuple(kind for kind in SiteKind if kind not in TREATS)
ZONE_NAMES = {Zone.CLEAN: _("Khu sạch"), Zone.BUFFER: _("Khu đệm"), Zone.ISOLATION: _("Khu cách ly")}
ZONE_LETTERS = {Zone.CLEAN: "S", Zone.BUFFER: "Đ", Zone.ISOLATION: "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What is said of a site. ``return_by``: a school must be empty by then."""

    name: str
    kind: SiteKind
    address: str = ""
    agency_id: UUID | None = None
    school: bool = False
    return_by: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadyBeds:
    """Beds a plan can count on: for isolation, for treatment, and of those with oxygen or more (for moderate cases)."""

    isolation: int = 0
    treatment: int = 0
    moderate: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A bed with where it stands. ``held_by``: the stay that has it."""

    bed_id: UUID
    room_id: UUID
    building: str
    floor: int
    room: str
    bed: str
    zone: Zone
    usable: bool
    held_by: UUID | None = None
    kind: BedKind = BedKind.ORDINARY

    @property
    def name(self) -> str:
        """``A · 203 · 2``."""
        return " · ".join(part for part in (self.building, self.room, self.bed) if part)

    @property
    def free(self) -> bool:
        """Whether somebody isolated may be put there."""
        return self.usable and self.held_by is None and self.zone is Zone.ISOLATION


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Beds that count (usable), those held, those out of use."""

    beds: int = 0
    held: int = 0
    broken: int = 0

    @property
    def free(self) -> int:
        """Beds somebody may be put in."""
        return self.beds - self.held

    @property
    def percent(self) -> int:
        """How full, 0–100."""
        return self.held * 100 // self.beds if self.beds else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFacts:
    """Counts of one day."""

    meals: int = 0
    water: int = 0
    masks: int = 0
    suits: int = 0
    waste_kg: Decimal = Decimal(0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to have ready, and until when."""

    text: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Readiness:
    """The list for one order, by the regulation in force; ``source`` names it, ``verified`` of the whole hours."""

    items: tuple[Item, ...]
    due_at: datetime
    source: str
    verified: bool


def count_beds(spots: Iterable[Spot]) -> Occupancy:
    """How full, from the beds of the isolation zone one by one."""
    inside = [spot for spot in spots if spot.zone is Zone.ISOLATION]
    usable = [spot for spot in inside if spot.usable]
    return Occupancy(len(usable), sum(spot.held_by is not None for spot in usable), len(inside) - len(usable))


def labels(first: str, count: int) -> list[str]:
    """``count`` labels from ``first`` on: "101" gives 101, 102 …; "B09" gives B09, B10 …; "Hội trường" only itself."""
    start = squeeze(first)
    if not start:
        raise Refused(_("Ghi số phòng đầu tiên."), field="first")
    found = _TAIL.search(start)
    if found is None:
        if count > 1:
            raise Refused(_("Nhiều phòng thì phòng đầu phải có số ở cuối, như 101 hay B1."), field="first")
        return [start]
    stem, width, number = start[: found.start()], len(found[0]), int(found[0])
    return [f"{stem}{number + n:0{width}d}" for n in range(count)]


def check_rooms(count: int, beds: int, zone: Zone) -> None:
    """Refused for numbers no building has."""
    if not 1 <= count <= MOST_ROOMS:
        raise Refused(_("Số phòng từ 1 đến 200."), field="count")
    if not 0 <= beds <= MOST_BEDS:
        raise Refused(_("Số giường mỗi phòng từ 0 đến 60."), field="beds")
    if beds and zone is not Zone.ISOLATION:
        raise Refused(_("Giường của người cách ly chỉ đặt ở khu cách ly."), field="beds")


def check_facts(facts: SiteFacts) -> SiteFacts:
    """Tidied; Refused without a name."""
    if not squeeze(facts.name):
        raise Refused(_("Ghi tên khu cách ly."), field="name")
    return SiteFacts(
        name=squeeze(facts.name)[:160], kind=facts.kind, address=squeeze(facts.address)[:200], agency_id=facts.agency_id,
        school=facts.school, return_by=facts.return_by if facts.school else None, note=facts.note.strip()[:300],
    )  # fmt: skip


def check_day(facts: DayFacts, day: date, today: date) -> None:
    """Refused for a day to come or a number below zero."""
    if day > today:
        raise Refused(_("Chưa đến ngày này."), field="day")
    for name in ("meals", "water", "masks", "suits", "waste_kg"):
        if getattr(facts, name) < 0:
            raise Refused(_("Số không thể âm."), field=name)


def readiness(ordered_at: datetime, on: date, area: str) -> Readiness:
    """What must be ready when, from the moment of the order."""
    ruling = as_of(Subject.SITE_READINESS, DISEASE, on, area)
    rule, chosen = ruling.value, ruling.explanation.chosen
    pairs = zip(rule.items, rule.hours, strict=False)
    items = tuple(Item(text, ordered_at + timedelta(hours=hours)) for text, hours in pairs)
    checked = all(f.verified for f in chosen.facts if f.path.endswith("operate_hours"))
    return Readiness(items, ordered_at + timedelta(hours=rule.operate_hours), chosen.name, checked)


def check_open(state: str, beds: int, left: int, reason: str) -> None:
    """Whether a site may take people in: ordered, with beds, everything ready or a reason why not."""
    if state != SiteState.ORDERED:
        raise Refused(_("Khu này chưa có lệnh kích hoạt, hoặc đã hoạt động."))
    if not beds:
        raise Refused(_("Khu này chưa có giường nào. Thêm phòng, giường trước."))
    if left and not reason.strip():
        raise Refused(_("Còn việc chưa xong. Ghi lý do vẫn nhận người."), field="reason")


def by_floor(spots: Sequence[Spot]) -> list[tuple[str, int, list[tuple[str, list[Spot]]]]]:
    """(building, floor, rooms with their beds): the highest floor first, as one looks at a house."""
    order = sorted(spots, key=lambda s: (s.building, -s.floor))
    found = []
    for (building, floor), inside in groupby(order, key=lambda s: (s.building, s.floor)):
        rooms: dict[str, list[Spot]] = {}
        for spot in inside:
            rooms.setdefault(spot.room, []).append(spot)
        found.append((building, floor, list(rooms.items())))
    return found
