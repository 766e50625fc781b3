"""Packs follow the clocks: marked when some change, made again a moment later."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.pipeline import queries
from vungxanh.rooms.pipeline.models import DonePack, StageClock


def outdated(rows: Iterable[StageClock]) -> None:
    """The packs of these clocks, as they were or are now, are to be made again. Inside an action."""
    keys = sorted({(row.day, row.area_path, row.disease) for row in rows})
    packs = [DonePack(day=day, area_path=path, disease=disease, stale=True) for day, path, disease in keys]
    DonePack.objects.bulk_create(
        packs, batch_size=500, update_conflicts=True, unique_fields=["day", "area_path", "disease"], update_fields=["stale"]
    )  # fmt: skip


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
