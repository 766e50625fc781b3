"""What the actions share: targets, tubes, whose they are."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.regulations.api import as_of, scope_of
from vungxanh.regulations.values import Subject
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.models import Campaign, SamplingSession, Tube

MOST = 1000
"""Tubes one act moves."""


@lru_cache(maxsize=512)
def _hours(disease: str, on: date, scope: str) -> float:
    return as_of(Subject.TEST_RESULT, disease, on, scope).value.hours


def due_of(disease: str, collected_at: datetime, area: str) -> datetime:
    """When the result must be in the right hands, by what is in force where and when the tube was taken."""
    on = timezone.localdate(collected_at)
    return collected_at + timedelta(hours=_hours(disease, on, scope_of(area)))


def own_tubes(by: Actor, tube_ids: Iterable[UUID], needs: Permission = Permission.SAMPLE_RECORD) -> list[Tube]:
    """The tubes, locked, in the order of their keys. NotYours when one of them is not his; Refused beyond ``MOST``."""
    wanted = set(tube_ids)
    if len(wanted) > MOST:
        raise Refused("Mỗi lần chỉ làm được 1.000 ống. Hãy chọn ít hơn.")
    found: QuerySet[Tube] = Tube.objects.filter(pk__in=wanted).order_by("pk")
    tubes = list(found.select_for_update())
    for area in {tube.area_path for tube in tubes}:
        by.check(needs, area)
    if len(tubes) != len(wanted):
        queries.get_tube(by=by, tube_id=next(iter(wanted - {tube.pk for tube in tubes})))
    return tubes


def own_tube(by: Actor, tube_id: UUID) -> Tube:
    """One of them; NotYours."""
    tube = queries.get_tube(by=by, tube_id=tube_id)
    return own_tubes(by, [tube.pk])[0]


def own_session(by: Actor, session_id: UUID) -> SamplingSession:
    """A session that is going on; NotYours, Refused when it has ended."""
    session = queries.get_session(by=by, session_id=session_id)
    by.check(Permission.SAMPLE_RECORD, session.area_path)
    if session.ended_at is not None:
        raise Refused("Buổi lấy mẫu này đã kết thúc: mở buổi mới.")
    return session


def own_campaign(by: Actor, campaign_id: UUID) -> Campaign:
    """A campaign that is going on; NotYours, Refused when it has ended."""
    campaign = queries.get_campaign(by=by, campaign_id=campaign_id)
    by.check(Permission.SAMPLE_RECORD, campaign.area_path)
    if campaign.closed_at is not None:
        raise Refused("Đợt lấy mẫu này đã kết thúc.")
    return campaign


def times_of(tube: Tube) -> dict[rules.Stage, datetime | None]:
    """When each stage was reached."""
    return {stage: getattr(tube, name) for stage, name in rules.TIMES.items()}


def returned_facts(tube: Tube, returned_at: datetime | None) -> Mapping[str, Any]:
    """What figures are counted from: empty while the result is not returned."""
    if returned_at is None or tube.collected_at is None:
        return {"returned_on": None, "minutes": None, "late": None}
    return {
        "returned_on": timezone.localdate(returned_at),
        "minutes": rules.minutes_between(tube.collected_at, returned_at),
        "late": returned_at > tube.due_at,
    }
