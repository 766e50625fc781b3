"""The directory in memory: bodies, their names taken apart, and the areas they belong to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from vungxanh.kernel.text import fold
from vungxanh.rooms.agencies.rules.naming import Spelled, Words, apart, words

PARTS = {"3": ("country", "province", "district", "commune"), "2": ("country", "province", "commune")}


def level_of(path: str) -> str:
    """``commune``, ``district``, ``province`` or ``country``, by the depth of a path in its edition."""
    levels = PARTS.get(path[:1], PARTS["3"])
    return levels[min(len(path.strip("/").split("/")), len(levels)) - 1]


@dataclass(frozen=True, slots=True)
class Place:
    """An area: ``unit`` as it is written before the name ("Xã"), ``name`` without it."""

    path: str
    unit: str
    name: str

    @property
    def full_name(self) -> str:
        """``Xã Đak Ơ``."""
        return f"{self.unit} {self.name}"

    @property
    def key(self) -> Words:
        """The name in folded words."""
        return words(self.name)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as matching sees it: ``names`` are its name, short name and aliases."""

    id: UUID
    kind: str
    area_path: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The official one."""
        return self.names[0]


@dataclass(slots=True)
class Directory:
    """All bodies that may be meant, and the area from whose point of view names are read."""

    bodies: list[Body]
    places: dict[str, Place]
    here: str
    spelled: list[tuple[Body, Spelled, Words]] = field(default_factory=list)
    place_keys: frozenset[Words] = frozenset()

    @classmethod
    def of(cls, bodies: Iterable[Body], places: Iterable[Place], here: str) -> "Directory":
        """Take all names apart once."""
        made = cls(list(bodies), {place.path: place for place in places}, here)
        made.place_keys = frozenset(place.key for place in made.places.values())
        for body in made.bodies:
            for name in body.names:
                said = words(name)
                made.spelled.append((body, apart(said, made.place_keys), said))
        return made

    def distance(self, body: Body) -> int:
        """How far a body is from here: 0 of this area, then those above, then those below."""
        if body.area_path == self.here:
            return 0
        if self.here.startswith(body.area_path):
            return self.here[len(body.area_path) :].count("/")
        return 10 + body.area_path.count("/")

    def communes(self, units: Iterable[str] = ()) -> list[Place]:
        """The communes of this area, of the named units ("xa", "phuong") only when any are named."""
        wanted = set(units)
        return [
            place
            for place in self.places.values()
            if place.path.startswith(self.here)
            and level_of(place.path) == "commune"
            and (not wanted or fold(place.unit) in wanted)
        ]
