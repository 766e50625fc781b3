"""The clocks follow what is recorded of a case."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.common.bulk import upsert
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_ids
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.pipeline import queries, rules
from vungxanh.rooms.pipeline.actions.packing import outdated
from vungxanh.rooms.pipeline.models import StageClock

_SAID = ("disease", "area_path", "team_id", "day", "began_at", "due_at", "done_at", "hours", "late")
_DISEASE, _AREA, _DAY, _DONE_AT, _HOURS = (
    _SAID.index(name) for name in ("disease", "area_path", "day", "done_at", "hours")
)
PART = 500


@action(needs=Permission.CASE_RECORD)
def follow(*, by: Actor, at: datetime, case_ids: Collection[UUID]) -> int:
    """Make the clocks of these cases anew from the records; how many were written, changed or taken away."""
    wanted, moved = queries.known_cases(by=by, case_ids=case_ids), 0
    if case_ids and not wanted:
        raise NotYours("Không có ca bệnh này, hoặc không thuộc địa bàn của bạn.")
    limits = queries.Limits()
    for start in range(0, len(wanted), PART):
        moved += _part(by, at, wanted[start : start + PART], limits)
    note(cases=len(wanted), changed=moved)
    return moved


def _part(by: Actor, at: datetime, case_ids: list[UUID], limits: queries.Limits) -> int:
    there = StageClock.objects.filter(case_id__among=set(case_ids)).order_by()
    rows = list(there.values_list("pk", "case_id", "stage", *_SAID))
    pks = {(case, stage): pk for pk, case, stage, *_rest in rows}
    old = {(case, stage): said for _pk, case, stage, *said in rows}
    fresh: list[tuple[UUID, str, list[Any]]] = []
    moved: list[list[Any]] = []  # as they were, and as they are now
    for case, facts, team_id in queries.gather(by=by, case_ids=case_ids):
        day = queries.day_of(facts.diagnosed_at or facts.known_at)
        hours = {
            stage: one.hours if one else None for stage, one in limits.of(case.disease, day, case.area_path).items()
        }
        before = old.get((case.pk, rules.Stage.TRACE.value))
        traced_at = before[_DONE_AT] if before else None
        for clock in rules.clocks(facts, hours, now=at, traced_at=traced_at):
            said, was = _said(case, clock, team_id), old.pop((case.pk, clock.stage.value), None)
            if was != said:
                fresh.append((case.pk, clock.stage.value, said))
                moved += [one for one in (was, said) if one is not None]
    made = ((pk, case, stage, *said) for pk, (case, stage, said) in zip(new_ids(len(fresh)), fresh, strict=True))
    upsert(StageClock, ("id", "case_id", "stage", *_SAID), ("case_id", "stage"), made)
    StageClock.objects.filter(pk__in=[pks[key] for key in old]).delete()
    outdated((said[_DAY], said[_AREA], said[_DISEASE]) for said in (*moved, *old.values()) if said[_HOURS] is not None)
    return len(fresh) + len(old)


def _said(case: Any, clock: rules.Clock, team_id: UUID | None) -> list[Any]:
    """The columns of ``_SAID``."""
    team = team_id if clock.stage is rules.Stage.TRACE else None
    times = (clock.began_at, clock.due_at, clock.done_at, clock.hours, clock.late)
    return [case.disease, case.area_path, team, queries.day_of(clock.began_at), *times]
