"""Laboratories and what they can do."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.laboratory import queries
from vungxanh.rooms.laboratory.models import Laboratory


@action(needs=Permission.SAMPLE_PLAN, area="area_path")
def add_laboratory(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    name: str,
    capacity: int | None = None,
    mobile: bool = False,
    contact: str = "",
    note: str = "",
) -> Laboratory:
    """A laboratory tubes may be sent to. Refused when the area has one of this name."""
    said = squeeze(name)[:160]
    if not said:
        raise Refused("Ghi tên phòng xét nghiệm.", field="name")
    if Laboratory.objects.filter(name=said, area_path=area_path).exists():
        raise Refused("Đã có phòng xét nghiệm tên này.", field="name")
    made = Laboratory(
        name=said, area_path=area_path, capacity=capacity, mobile=mobile, contact=contact.strip()[:160],
        note=note.strip()[:300], created_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made)
    return made


@action(needs=Permission.SAMPLE_PLAN)
def change_laboratory(
    *,
    by: Actor,
    at: datetime,
    laboratory_id: UUID,
    name: str,
    capacity: int | None,
    mobile: bool,
    contact: str,
    note: str,
    active: bool,
) -> Laboratory:
    """Its data as they are now; the old ones stay in the trail."""
    found = queries.get_laboratory(by=by, laboratory_id=laboratory_id)
    by.check(Permission.SAMPLE_PLAN, found.area_path)
    said = squeeze(name)[:160]
    if not said or Laboratory.objects.filter(name=said, area_path=found.area_path).exclude(pk=found.pk).exists():
        raise Refused("Tên trống, hoặc đã có phòng xét nghiệm tên này.", field="name")
    amend(
        found, name=said, capacity=capacity, mobile=mobile, contact=contact.strip()[:160], note=note.strip()[:300],
        active=active,
    )  # fmt: skip
    return found
