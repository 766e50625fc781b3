"""What the pages of bulletins share: areas with names, issuer, file."""

from typing import Any

from vungxanh.common import centre
from vungxanh.common.papers import Paper
from vungxanh.kernel.actor import NOBODY, Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import queries
from vungxanh.rooms.reports.papers import bulletin_paper

WRITE, SIGN = Permission.BULLETIN_WRITE, Permission.BULLETIN_SIGN


def areas_of(by: Actor, needs: Permission) -> list[tuple[str, str]]:
    """The areas in which he may do it, and those right below."""
    return [(path, name) for path, name in queries.areas(by) if by.may(needs, path)]


def area_name(path: str) -> str | None:
    """What an area is called, for a filter; None when there is no such area."""
    name = places.display_name(by=NOBODY, path=path)
    return None if name == path else name


def paper_of(by: Actor, found: Any) -> Paper:
    """The bulletin as a paper of the command centre of its area."""
    place = agencies.place_of(found.area_path)
    named = places.display_name(by=by, path=found.area_path).split(",")[0]
    issuer = _issuer(found.area_path) or centre.current().name or named
    return bulletin_paper(
        found, issuer=issuer, parent="", place=place.name, area_name=named[:1].lower() + named[1:],
        added=queries.added_after(by=by, found=found),
    )  # fmt: skip


def _issuer(area: str) -> str:
    body = (
        agencies.visible_agencies(system()).filter(area_path=area, kind="command", active=True).order_by("id").first()
    )
    return str(body.name) if body else ""
