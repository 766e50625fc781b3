"""The clocks follow what is recorded of a case."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.pipeline import queries, rules
from vungxanh.rooms.pipeline.actions.packing import outdated
from vungxanh.rooms.pipeline.models import StageClock

_SAID = ("disease", "area_path", "team_id", "day", "began_at", "due_at", "done_at", "hours", "late")
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
    old = {(row.case_id, row.stage): row for row in StageClock.objects.filter(case_id__among=set(case_ids))}
    fresh: list[StageClock] = []
    moved: list[StageClock] = []  # as they were, and as they are now
    for case, facts, team_id in queries.gather(by=by, case_ids=case_ids):
        day = queries.day_of(facts.diagnosed_at or facts.known_at)
        hours = {
            stage: one.hours if one else None for stage, one in limits.of(case.disease, day, case.area_path).items()
        }
        before = old.get((case.pk, rules.Stage.TRACE.value))
        for clock in rules.clocks(facts, hours, now=at, traced_at=before.done_at if before else None):
            row = _row(case, clock, team_id)
            was = old.pop((case.pk, row.stage), None)
            if was is None or any(getattr(was, name) != getattr(row, name) for name in _SAID):
                row.pk = was.pk if was else row.pk
                fresh.append(row)
                moved += [one for one in (was, row) if one is not None and one.hours is not None]
    StageClock.objects.bulk_create(
        fresh, batch_size=PART, update_conflicts=True, unique_fields=["case", "stage"], update_fields=_SAID
    )
    StageClock.objects.filter(pk__in=[row.pk for row in old.values()]).delete()
    outdated([*moved, *(row for row in old.values() if row.hours is not None)])
    return len(fresh) + len(old)


def _row(case: Any, clock: rules.Clock, team_id: UUID | None) -> StageClock:
    return StageClock(
        case=case,
        stage=clock.stage.value,
        disease=case.disease,
        area_path=case.area_path,
        team_id=team_id if clock.stage is rules.Stage.TRACE else None,
        day=queries.day_of(clock.began_at),
        began_at=clock.began_at,
        due_at=clock.due_at,
        done_at=clock.done_at,
        hours=clock.hours,
        late=clock.late,
    )
