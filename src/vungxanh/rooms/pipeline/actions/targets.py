"""The limits a centre sets itself."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from vungxanh.common.access import within
from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.pipeline import queries, rules
from vungxanh.rooms.pipeline.models import StageClock, StageTarget


@action(needs=Permission.TARGET_SET, area="area_path")
def set_target(
    *, by: Actor, at: datetime, area_path: str, disease: str, stage: str, hours: float, reason: str
) -> StageTarget:
    """From now on a stage has this limit in this area; clocks that run are measured by it at once."""
    if stage not in list(rules.Stage):
        raise Refused("Chọn chặng 5S.", field="stage")
    if len(reason.strip()) < 5:
        raise Refused("Ghi lý do đặt mốc (ít nhất 5 chữ cái).", field="reason")
    which = rules.Stage(stage)
    law = queries.ruled(which, disease, queries.day_of(at), area_path)
    rules.check_target(hours, law.hours if law and law.law else None)
    _end(at, area_path, disease, stage)
    made = StageTarget.objects.create(
        area_path=area_path, disease=disease, stage=stage, hours=hours, reason=reason.strip()[:300], set_at=at,
        set_by=by.name,
    )  # fmt: skip
    about(made)
    note(running=_measure(which, disease, area_path, at))
    return made


@action(needs=Permission.TARGET_SET)
def drop_target(*, by: Actor, at: datetime, limit_id: UUID) -> StageTarget:
    """Go back to what the regulations say."""
    target = queries.targets(by=by).filter(pk=limit_id).first()
    if target is None:
        raise Refused("Không có mốc này, hoặc không thuộc địa bàn của bạn.")
    by.check(Permission.TARGET_SET, target.area_path)
    if target.ended_at is None:
        _end(at, target.area_path, target.disease, target.stage)
        about(target)
        note(running=_measure(rules.Stage(target.stage), target.disease, target.area_path, at))
    target.refresh_from_db()
    return target


def _end(at: datetime, area_path: str, disease: str, stage: str) -> None:
    StageTarget.objects.filter(area_path=area_path, disease=disease, stage=stage, ended_at=None).update(ended_at=at)


def _measure(stage: rules.Stage, disease: str, area_path: str, at: datetime) -> int:
    """The limits of the clocks that run in an area, anew; those of reporting only where ours is the shorter."""
    running = StageClock.objects.filter(within(area_path), stage=stage, disease=disease, done_at=None)
    limits, count = queries.Limits(), 0
    for path in sorted(set(running.order_by().values_list("area_path", flat=True))):
        limit = limits.of(disease, queries.day_of(at), path)[stage]
        due = F("began_at") + timedelta(hours=limit.hours) if limit else None
        count += running.filter(area_path=path).update(due_at=due)
    return count
