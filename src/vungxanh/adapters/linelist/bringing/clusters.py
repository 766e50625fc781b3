"""Clusters named by cases: found by name and disease, else opened where the first of their cases is."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from vungxanh.adapters.linelist.bringing.base import Importer
from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.cases import actions, queries

LONGEST = 160


def find_or_open(importer: Importer, rows: Sequence[Row]) -> None:
    """``cluster_id`` of every row that names a cluster."""
    named: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        name = squeeze(row.get("cluster"))[:LONGEST]
        if name:
            named.setdefault((row.values["what"], name), []).append(row)
    if not named:
        return
    there = (
        queries.clusters(importer.by).filter(name__in={name for _disease, name in named}).order_by("-opened_on", "-id")
    )
    found = {(disease, name): pk for disease, name, pk in there.values_list("disease", "name", "id")}
    for spot, of in named.items():
        if spot not in found and importer.by.may(Permission.CASE_RECORD, of[0].area):
            key = importer.key("cluster", *spot)
            open_one = partial(actions.open_cluster.once, key) if key else actions.open_cluster
            made = open_one(
                by=importer.by,
                at=importer.at,
                name=spot[1],
                disease=spot[0],
                area_path=of[0].area,
                opened_on=_first_day(importer, of),
            )
            found[spot] = made.pk
            importer.tally.also("clusters", 1)
        for row in of:
            row.values["cluster_id"] = found.get(spot)


def _first_day(importer: Importer, rows: Sequence[Row]) -> date:
    facts = [row.values["facts"] for row in rows]
    days = [f.onset_date or (f.diagnosed_at and f.diagnosed_at.astimezone(VIETNAM).date()) for f in facts]
    known = [day for day in days if day]
    today: date = importer.at.astimezone(VIETNAM).date()
    return min(known) if known else today
