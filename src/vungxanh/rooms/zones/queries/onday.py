"""Levels of a day for many communes at once: what the map draws."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.zones.models import LevelDecision, LevelProposal
from vungxanh.rooms.zones.queries.deciding import in_force_q

SEE = Permission.LEVEL_SEE


class OnDay(NamedTuple):
    """One commune on one day. ``level``: what the criteria say for certain, ``at_most`` when the missing is known;
    ``decided``: the level in force, None for none; ``proposal_id`` opens its page (``zones:one``)."""

    path: str
    name: str
    level: int
    at_most: int
    decided: int | None
    proposal_id: UUID


def levels_on(*, by: Actor, day: date, unit: str = "commune") -> list[OnDay]:
    """Every place of a size that ``by`` may see, as judged last on or before ``day``; in the order of the paths.

    Two statements, whatever the number of places; a place nobody had judged by then is left out. A past day costs the
    same as today: each change of a level is a row of its own (``since``), never rewritten.
    """
    decided = dict(
        LevelDecision.objects.filter(seen(by, SEE), in_force_q(day))
        .order_by("start", "decided_at")
        .values_list("area_path", "level")
    )
    rows = (
        LevelProposal.objects.filter(seen(by, SEE), unit=unit, since__lte=day)
        .order_by("area_path", "since", "id")
        .values_list("area_path", "name", "level", "at_most", "pk")
    )
    found = {
        path: OnDay(path, name, level, at_most, decided.get(path), pk)
        for path, name, level, at_most, pk in rows.iterator(chunk_size=5000)
    }
    return list(found.values())
