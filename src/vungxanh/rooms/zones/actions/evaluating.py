"""Writing what the criteria say of every place of an area: a new proposal only where something changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.text import fold
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.models import LevelProposal

FIELDS = ("at_most", "basis", "why", "lacking", "decided", "set_id")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many places were judged, and how many changed."""

    places: int
    changed: int


@action(needs=Permission.LEVEL_RECORD, area="area_path")
def evaluate(*, by: Actor, at: datetime, area_path: str, day: date) -> Evaluated:
    """Judge every place inside an area by the set in force there, as of the end of ``day``."""
    level_set = queries.set_in_force(by=by, area=area_path, on=day)
    found = queries.evaluated(by=by, area=area_path, day=day, level_set=level_set)
    now = {p.area_path: p for p in LevelProposal.objects.filter(within(area_path), current=True)}
    made, kept, ended = [], [], []
    for line in found:
        standing = now.get(line.path)
        if standing is not None and standing.day > day:
            continue
        values = _values(line, level_set.id, day, at)
        if standing is not None and standing.level == values["level"]:
            if any(getattr(standing, name) != values[name] for name in FIELDS):
                for name in FIELDS:
                    setattr(standing, name, values[name])
                kept.append(standing)
            continue
        if standing is not None:
            ended.append(standing.pk)
        made.append(LevelProposal(id=new_id(), since=day, before=standing.level if standing else None, **values))
    _write(made, kept, ended)
    LevelProposal.objects.filter(within(area_path), current=True, day__lte=day).update(day=day, cut_off=at)
    note(places=len(found), changed=len(made))
    return Evaluated(len(found), len(made))


def _values(line: queries.Line, set_id: str, day: date, at: datetime) -> dict[str, Any]:
    judged = line.judged
    return {
        "area_path": line.path, "name": line.name, "folded": fold(line.name), "unit": line.spec.unit, "set_id": set_id,
        "level": judged.level, "at_most": judged.at_most, "why": rules.why(line.spec, judged)[:400],
        "lacking": len(rules.missing(line.spec, judged)), "basis": rules.as_json(judged), "day": day, "cut_off": at,
        "decided": judged.previous or None,
    }  # fmt: skip


def _write(made: list[LevelProposal], kept: list[LevelProposal], ended: Iterable[Any]) -> None:
    gone = list(ended)
    for start in range(0, len(gone), 900):
        LevelProposal.objects.filter(pk__in=gone[start : start + 900]).update(current=False)
    LevelProposal.objects.bulk_create(made, batch_size=500)
    LevelProposal.objects.bulk_update(kept, FIELDS, batch_size=200)
