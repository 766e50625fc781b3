"""Who may lie where: no cross-infection, households together, with the reasons. Pure.

Somebody joins a room only when nobody there has an earlier last exposure than he (his infection would begin their days
anew), when the exposures lie no further apart than the centre allows, when both are there for the same cause, and when
they are of one sex; a household is one, whatever its members. Whoever has symptoms lies alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from vungxanh.kernel.text import gettext_noop as _

SEXES = ("M", "F")
LATER = _("lần tiếp xúc cuối sau người trong phòng: người trong phòng sẽ phải tính lại ngày")
APART = _("lần tiếp xúc cuối cách nhau quá xa")
CAUSE = _("khác lý do cách ly")
SEX = _("khác giới, không cùng hộ")
ILL = _("có triệu chứng: phải ở một mình")
ILL_THERE = _("trong phòng có người có triệu chứng")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be placed, or placed already. ``exposed``: last exposure, else the day he came."""

    id: UUID
    sex: str
    exposed: date
    cause: str
    household: UUID | None = None
    source: UUID | None = None
    ill: bool = False


@dataclass(slots=True)
class RoomState:
    """A room: beds still free (id, label) and who is in it."""

    id: UUID
    name: str
    free: list[tuple[UUID, str]]
    inside: list[Guest] = field(default_factory=list)
    joined: list[UUID] = field(default_factory=list)

    def has(self, room_id: UUID) -> bool:
        """Whether a room belongs to it: itself, or one ``joined`` to it, because their people share what infects."""
        return room_id == self.id or room_id in self.joined


@dataclass(frozen=True, slots=True)
class Placement:
    """A bed for a guest, and why there."""

    guest: UUID
    bed: UUID
    room: UUID
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Nowhere for him, and why."""

    guest: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who goes where, and who nowhere."""

    placed: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]


def why_not(inside: Sequence[Guest], guest: Guest, room_days: int) -> str:
    """Why he may not join those in a room; "" when he may."""
    if not inside:
        return ""
    if guest.ill:
        return ILL
    if any(one.ill for one in inside):
        return ILL_THERE
    if guest.household is not None and all(one.household == guest.household for one in inside):
        return ""
    if guest.sex not in SEXES or any(one.sex != guest.sex for one in inside):
        return SEX
    if any(one.cause != guest.cause for one in inside):
        return CAUSE
    days = [one.exposed for one in inside]
    if guest.exposed > min(days):
        return LATER
    if (max(days) - guest.exposed).days > room_days:
        return APART
    return ""


def propose(guests: Iterable[Guest], rooms: Iterable[RoomState], room_days: int) -> Proposal:
    """A bed for each. Households first, the largest before the others; then by last exposure, the latest first: whoever
    comes after was exposed earlier and may join. ``rooms`` are filled as it goes."""
    held = _House(list(rooms), room_days)
    homes: dict[UUID, list[Guest]] = defaultdict(list)
    alone: list[Guest] = []
    for guest in guests:
        if guest.household is None or guest.ill:
            alone.append(guest)
        else:
            homes[guest.household].append(guest)
    for members in sorted(homes.values(), key=lambda m: (-len(m), str(m[0].household))):
        alone += held.household(sorted(members, key=lambda g: str(g.id)))
    for guest in sorted(alone, key=lambda g: (not g.ill, -g.exposed.toordinal(), g.cause, g.sex, str(g.id))):
        held.single(guest)
    return Proposal(tuple(held.placed), tuple(held.unplaced))


class _House:
    """The rooms while they fill. Shared rooms are found by sex and cause, empty ones by size."""

    def __init__(self, rooms: list[RoomState], room_days: int) -> None:
        self.rooms, self.room_days = rooms, room_days
        self.placed: list[Placement] = []
        self.unplaced: list[Unplaced] = []
        self.empty = {room.id: room for room in rooms if not room.inside and room.free}
        self.shared: dict[tuple[str, str], list[RoomState]] = defaultdict(list)
        self.families: dict[UUID, list[RoomState]] = defaultdict(list)
        for room in rooms:
            if room.inside:
                self._index(room)

    def _index(self, room: RoomState) -> None:
        first = room.inside[0]
        self.shared[(first.sex, first.cause)].append(room)
        if first.household is not None and all(g.household == first.household for g in room.inside):
            self.families[first.household].append(room)

    def household(self, members: list[Guest]) -> list[Guest]:
        """Place a household together; those for whom there is no common room are given back, to be placed one by one."""
        if len(members) == 1:
            return members
        for room in self.families[members[0].household]:  # type: ignore[index]
            fits = all(why_not(room.inside, g, self.room_days) == "" for g in members)
            if len(room.free) >= len(members) and fits:
                for guest in members:
                    self._put(guest, room, [_("cùng hộ với người trong phòng")])
                return []
        room_for_all = self._empty(len(members))
        if room_for_all is not None:
            for guest in members:
                self._put(guest, room_for_all, [_("cả hộ một phòng")])
            return []
        largest = max((len(room.free) for room in self.empty.values()), default=0)
        if largest < 2:
            return members
        return self.household(members[:largest]) + self.household(members[largest:]) if members[largest:] else members

    def single(self, guest: Guest) -> None:
        """Place one person: among his like, else in an empty room."""
        candidates = [*self.families[guest.household]] if guest.household is not None else []
        candidates += [] if guest.ill else self.shared[(guest.sex, guest.cause)]
        fitting = [r for r in candidates if r.free and why_not(r.inside, guest, self.room_days) == ""]
        if fitting:
            room = min(fitting, key=lambda r: self._distance(r, guest))
            self._put(guest, room, self._reasons(room, guest))
            return
        empty = self._empty(1)
        if empty is not None:
            self._put(guest, empty, [_("có triệu chứng: ở một mình") if guest.ill else _("phòng trống")])
            return
        self.unplaced.append(Unplaced(guest.id, self._nowhere(guest)))

    def _distance(self, room: RoomState, guest: Guest) -> tuple[bool, bool, int, int]:
        family = guest.household is not None and any(g.household == guest.household for g in room.inside)
        source = guest.source is not None and any(g.source == guest.source for g in room.inside)
        gap = max(abs((g.exposed - guest.exposed).days) for g in room.inside)
        return (not family, not source, gap, len(room.free))

    def _reasons(self, room: RoomState, guest: Guest) -> list[str]:
        found = []
        if guest.household is not None and all(g.household == guest.household for g in room.inside):
            return [_("cùng hộ với người trong phòng")]
        if guest.source is not None and any(g.source == guest.source for g in room.inside):
            found.append(_("cùng nguồn lây"))
        same = all(g.exposed == guest.exposed for g in room.inside)
        found.append(_("cùng ngày tiếp xúc cuối") if same else _("tiếp xúc lần cuối không sau người trong phòng"))
        return [*found, _("cùng giới")]

    def _empty(self, size: int) -> RoomState | None:
        """The smallest empty room with so many beds."""
        return min((r for r in self.empty.values() if len(r.free) >= size), key=lambda r: len(r.free), default=None)

    def _put(self, guest: Guest, room: RoomState, reasons: list[str]) -> None:
        bed, label = room.free.pop(0)
        if not room.inside:
            del self.empty[room.id]
        room.inside.append(guest)
        if len(room.inside) == 1:
            self._index(room)
        self.placed.append(Placement(guest.id, bed, room.id, f"{room.name} · {label}", tuple(reasons)))

    def _nowhere(self, guest: Guest) -> str:
        left = [room for room in self.rooms if room.free]
        if not left:
            return _("hết giường trống")
        if guest.ill:
            return _("không còn phòng trống để ở một mình")
        whys = [why_not(room.inside, guest, self.room_days) for room in left]
        telling = [why for why in whys if why != SEX] or whys
        return max(set(telling), key=telling.count)
