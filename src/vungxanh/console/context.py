"""What the shell shows on every page."""

from typing import Any

from django.http import HttpRequest

from vungxanh.console import nav
from vungxanh.kernel.actor import NOBODY


def shell(request: HttpRequest) -> dict[str, Any]:
    """``nav`` (links the actor may open), ``nav_bottom`` (the first four, for a phone) and ``actor``."""
    actor = getattr(request, "actor", NOBODY)
    links = nav.links(request, actor)
    return {"nav": links, "nav_bottom": links[:4], "actor": actor}
