"""What the pages of bulletins share: areas with names, issuer, file."""

from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import queries

WRITE, SIGN = Permission.BULLETIN_WRITE, Permission.BULLETIN_SIGN


def areas_of(by: Actor, needs: Permission) -> list[tuple[str, str]]:
    """The areas in which he may do it, and those right below."""
    return [(path, name) for path, name in queries.areas(by) if by.may(needs, path)]


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name
