"""Packs follow the tubes returned: marked when some change, made again a moment later."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import queries
from vungxanh.rooms.laboratory.models import ReturnedPack


def outdated(keys: Iterable[tuple[date | None, str]]) -> None:
    """The packs of these days and areas are to be made again; those without a day are of tubes not returned. Inside an action."""
    packs = [ReturnedPack(day=day, area_path=path, stale=True) for day, path in sorted({k for k in keys if k[0]})]
    ReturnedPack.objects.bulk_create(
        packs, batch_size=500, update_conflicts=True, unique_fields=["day", "area_path"], update_fields=["stale"]
    )


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
