"""Which agencies of the directory the names in a document mean; one door, so that there is one place to change."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.directives.rules import Body

MOST_GUESSES = 3
LEAST_LIKE = 75.0
"""A body less like the name than this is no help: "Sở Y tế" is not the district's "Phòng Y tế"."""


def match(*, by: Actor, area_path: str, names: Iterable[str]) -> dict[str, Body]:
    """Each name with the agencies it surely means (a group with all its members), else with those it may mean."""
    wanted = list(dict.fromkeys(name for name in names if name.strip()))
    if not wanted:
        return {}
    made = {}
    for name, found in zip(wanted, agencies.match_bodies(by=by, area_path=area_path, names=wanted), strict=True):
        ids = tuple(str(one) for one in found.agency_ids)
        offered = tuple(str(one.agency_id) for one in found.suggestions[:MOST_GUESSES] if one.score >= LEAST_LIKE)
        made[name] = Body(name, ids) if found.sure else Body(name, (), ids or offered)
    return made


def bodies_named(*, by: Actor, ids: Iterable[str]) -> list[Any]:
    """The agencies with these ids that ``by`` knows, in the order asked."""
    wanted = [UUID(one) for one in ids]
    found = agencies.bodies_by_id(by, wanted)
    return [found[one] for one in wanted if one in found]


def name_of(*, by: Actor, ids: Iterable[str]) -> str:
    """What to call a choice of agencies: the name of the one, or of the first and how many more."""
    found = bodies_named(by=by, ids=ids)
    if not found:
        return ""
    return (
        found[0].name
        if len(found) == 1
        else _("%(name)s và %(n)d nơi khác") % {"name": found[0].name, "n": len(found) - 1}
    )
