"""Who is acting, and where."""

from dataclasses import dataclass, field
from uuid import UUID

from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours


def inside(path: str, area: str) -> bool:
    """Whether area path ``path`` lies in ``area`` ("" is everywhere). Paths end in "/", so prefixes are whole units."""
    return path.startswith(area)


@dataclass(frozen=True, slots=True)
class Scope:
    """One membership: these rights, within this area, for this agency."""

    area: str
    permissions: frozenset[Permission]
    agency_id: UUID | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A user (or the system, or nobody) with the scopes of all his memberships."""

    id: UUID | None
    name: str = ""
    scopes: tuple[Scope, ...] = field(default=())

    def may(self, permission: Permission, area: str | None = None) -> bool:
        """Whether he holds the right, anywhere (area None) or over the whole of ``area``."""
        return any(permission in s.permissions and (area is None or inside(area, s.area)) for s in self.scopes)

    def areas(self, permission: Permission) -> tuple[str, ...]:
        """The outermost areas in which he holds the right; a nested one is left out."""
        found = sorted({s.area for s in self.scopes if permission in s.permissions})
        return tuple(a for a in found if not any(a != b and inside(a, b) for b in found))

    def check(self, permission: Permission, area: str | None = None) -> None:
        """Raise ``NotYours`` unless ``may``."""
        if not self.may(permission, area):
            raise NotYours("Bạn không có quyền làm việc này ở địa bàn này.")


NOBODY = Actor(id=None, name="")


def system(name: str = "hệ thống") -> Actor:
    """The centre itself, for timers, listeners, set-up and the command line: every right, everywhere."""
    return Actor(id=None, name=name, scopes=(Scope(area="", permissions=frozenset(Permission)),))
