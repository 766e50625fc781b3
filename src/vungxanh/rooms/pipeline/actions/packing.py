"""Packs follow the clocks: marked when some change, made again a moment later."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import upsert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries
from vungxanh.rooms.pipeline.models import DonePack

KEY = ("day", "area_path", "disease")


def outdated(keys: Iterable[tuple[date, str, str]]) -> None:
    """The packs of these days, areas and diseases are to be made again. Inside an action."""
    wanted = sorted(set(keys))
    rows = ((pk, *key, b"", True) for pk, key in zip(new_ids(len(wanted)), wanted, strict=True))
    upsert(DonePack, ("id", *KEY, "packed", "stale"), KEY, rows)


@action(needs=Permission.SYSTEM)
def pack(*, by: Actor, at: datetime, of_days: Sequence[date]) -> int:
    """Make the stale packs of these days again; how many. Whoever changes a clock meanwhile waits and marks them anew."""
    made = 0
    for day in of_days:
        rows: Any = DonePack.objects.select_for_update().filter(day=day, stale=True).order_by("pk")
        stale = {(row.day, row.area_path, row.disease): row for row in rows}
        for key, blob in queries.repacked(set(stale)).items():
            stale[key].packed, stale[key].stale = blob, False
        DonePack.objects.bulk_update(stale.values(), ["packed", "stale"], batch_size=200)
        made += len(stale)
    note(days=len(of_days), packs=made)
    return made
