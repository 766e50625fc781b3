"""What the shell shows on every page."""

from typing import Any

from django.http import HttpRequest

from vungxanh.common import centre
from vungxanh.console import nav
from vungxanh.kernel.actor import NOBODY, Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.places import queries as places


def who_line(actor: Actor) -> str:
    """``Cán bộ · Huyện Bù Gia Mập``: the first role and its area; "" without a role."""
    if not actor.scopes:
        return ""
    scope = actor.scopes[0]
    area = places.display_name(by=actor, path=scope.area) if scope.area else ""
    return " · ".join(part for part in (agencies.role_name(scope.role), area) if part)


def shell(request: HttpRequest) -> dict[str, Any]:
    """``nav`` (links the actor may open), ``nav_bottom`` (four of them, for a phone), ``actor`` and ``who_line``."""
    actor = getattr(request, "actor", NOBODY)
    links = nav.links(request, actor)
    here = centre.current()
    return {
        "simulated": here.simulated,
        "centre": here,
        "now": centre.now(),
        "nav": links,
        "nav_bottom": nav.bottom(request, links),
        "actor": actor,
        "who_line": who_line(actor),
    }
