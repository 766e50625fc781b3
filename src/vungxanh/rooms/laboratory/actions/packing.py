"""Packs follow the tubes returned: marked when some change, made again a moment later."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import upsert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries
from vungxanh.rooms.laboratory.models import ReturnedPack

KEY = ("day", "area_path")


def outdated(keys: Iterable[tuple[date | None, str]]) -> None:
    """The packs of these days and areas are to be made again; those without a day are of tubes not returned. Inside an action."""
    wanted = sorted({(day, path) for day, path in keys if day is not None})
    rows: Iterable[tuple[object, ...]] = (
        (pk, *key, [], b"", True) for pk, key in zip(new_ids(len(wanted)), wanted, strict=True)
    )
    upsert(ReturnedPack, ("id", *KEY, "laboratories", "packed", "stale"), KEY, rows)


@action(needs=Permission.SYSTEM)
def pack(*, by: Actor, at: datetime, of_days: Sequence[date]) -> int:
    """Make the stale packs of these days again; how many. Whoever changes a tube meanwhile waits and marks them anew."""
    made = 0
    for day in of_days:
        rows = ReturnedPack.objects.select_for_update().filter(day=day, stale=True).order_by("pk")
        stale = {(row.day, row.area_path): row for row in rows}
        for key, found in queries.repacked(set(stale)).items():
            row = stale[key]
            row.laboratories, row.packed, row.stale = list(found.laboratories), found.packed, False
        ReturnedPack.objects.bulk_update(stale.values(), ["laboratories", "packed", "stale"], batch_size=200)
        made += len(stale)
    note(days=len(of_days), packs=made)
    return made
