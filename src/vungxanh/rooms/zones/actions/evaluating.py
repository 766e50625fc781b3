"""Writing what the criteria say of every place of an area: a new proposal only where something changed.

What happens elsewhere only marks an area as due; once it is quiet there, or after half a minute, it is judged again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.models import DueArea, LevelProposal

FIELDS = ("at_most", "basis", "why", "lacking", "decided", "set_id", "name", "folded")
QUIET, LONGEST_WAIT = timedelta(seconds=4), timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """How many places were judged, and how many changed."""

    places: int
    changed: int


@action(needs=Permission.LEVEL_RECORD, area="area_path")
def evaluate(*, by: Actor, at: datetime, area_path: str, day: date) -> Evaluated:
    """Judge every place inside an area by the set in force there, as of the end of ``day``.

    Where a commune changes level, areas outside whose border communes look at it become due.
    """
    return _evaluate(by, at, area_path, day)


def _evaluate(by: Actor, at: datetime, area_path: str, day: date) -> Evaluated:
    level_set = queries.set_in_force(by=by, area=area_path, on=day)
    found = queries.evaluated(by=by, area=area_path, day=day, level_set=level_set)
    now = {p.area_path: p for p in LevelProposal.objects.filter(within(area_path), current=True)}
    made, kept, ended = [], [], []
    for line in found:
        standing = now.pop(line.path, None)
        if standing is not None and standing.day > day:
            continue
        values = _values(line, level_set.id, day, at)
        if standing is not None and (standing.level, standing.unread) == (values["level"], values["unread"]):
            if any(getattr(standing, name) != values[name] for name in FIELDS):
                for name in FIELDS:
                    setattr(standing, name, values[name])
                kept.append(standing)
            continue
        if standing is not None:
            ended.append(standing.pk)
        made.append(LevelProposal(id=new_id(), since=day, before=_before(standing, values), **values))
    ended += [gone.pk for gone in now.values() if gone.cluster_id is not None]
    _write(made, kept, ended)
    LevelProposal.objects.filter(within(area_path), current=True, day__lte=day).update(day=day, cut_off=at)
    changed = [p.area_path for p in made if p.unit == "commune" and (p.before or p.level > 1)]
    _mark(queries.touched(by=by, paths=changed, area=area_path), at)
    note(places=len(found), changed=len(made))
    return Evaluated(len(found), len(made))


def _before(standing: LevelProposal | None, values: dict[str, Any]) -> int | None:
    """The level until now, where there was one and there is one now."""
    return standing.told if standing and not values["unread"] else None


def _values(line: queries.Line, set_id: str, day: date, at: datetime) -> dict[str, Any]:
    judged = line.judged
    return {
        "area_path": line.path, "name": line.name, "folded": fold(line.name), "unit": line.unit, "cluster": line.cluster,
        "set_id": set_id, "level": judged.level, "at_most": judged.at_most, "unread": judged.unread, "why": rules.why(line.spec, judged)[:400],
        "lacking": len(rules.missing(line.spec, judged)), "basis": rules.as_json(judged), "day": day, "cut_off": at,
        "decided": judged.previous or None,
    }  # fmt: skip


def _write(made: list[LevelProposal], kept: list[LevelProposal], ended: Iterable[Any]) -> None:
    gone = list(ended)
    for start in range(0, len(gone), 900):
        LevelProposal.objects.filter(pk__in=gone[start : start + 900]).update(current=False)
    LevelProposal.objects.bulk_create(made, batch_size=500)
    LevelProposal.objects.bulk_update(kept, FIELDS, batch_size=200)


def _mark(areas: Iterable[str], at: datetime) -> None:
    rows = [DueArea(area_path=path, first_at=at, last_at=at) for path in sorted(areas)]
    DueArea.objects.bulk_create(rows, update_conflicts=True, unique_fields=["area_path"], update_fields=["last_at"])


@action(needs=Permission.SYSTEM)
def mark(*, by: Actor, at: datetime, areas: Sequence[str]) -> int:
    """These areas are to be judged again, once nothing more changes there; how many."""
    _mark(areas, at)
    return len(areas)


@action(needs=Permission.SYSTEM)
def settle(*, by: Actor, at: datetime, home: str) -> int:
    """Judge again the areas that are due inside ``home``: nothing changed there for some seconds, or it waited long.

    Returns how many areas were judged. Several workers may call it: whoever takes an area's row judges it.
    """
    rows = DueArea.objects.select_for_update().filter(Q(last_at__lte=at - QUIET) | Q(first_at__lte=at - LONGEST_WAIT))
    due = sorted(one.area_path for one in rows)
    DueArea.objects.filter(pk__in=due).delete()
    within_home = {path if inside(path, home) else home for path in due if inside(path, home) or inside(home, path)}
    areas = [a for a in sorted(within_home) if not any(a != b and inside(a, b) for b in within_home)]
    for area in areas:
        try:
            _evaluate(by, at, area, timezone.localdate(at))
        except Refused:  # before 31/5/2021 no document says how
            continue
    note(areas=areas)
    return len(areas)
