"""Lines of the shipped unit tables. Pure."""

from dataclasses import dataclass

from vungxanh.rooms.places.rules.outlines import Spot


@dataclass(frozen=True, slots=True)
class Unit:
    """One line of ``areas.csv.gz``."""

    path: str
    kind: str
    name: str
    lat: float | None
    lng: float | None
    mended: bool
    box: tuple[float, float, float, float] | None
    km2: float | None
    aliases: str

    def spot(self) -> Spot:
        """For drawing; every shipped unit has a point."""
        return Spot(self.path, self.lat or 0.0, self.lng or 0.0, self.box, self.km2)


@dataclass(frozen=True, slots=True)
class Link:
    """One line of ``succession.csv.gz``."""

    old: str
    new: str
    fate: str
