"""Of which model a dormitory is."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.isolation import queries
from vungxanh.rooms.isolation.models import Dormitory
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.sites.actions import SiteKind


@action(needs=Permission.ISOLATION_DECIDE)
def set_dormitory(*, by: Actor, at: datetime, site_id: UUID, model: str) -> Dormitory:
    """How its people are kept apart from now on: by room, by floor, or the whole house; who lies there stays."""
    site = sites.get(by=by, site_id=site_id)
    by.check(Permission.ISOLATION_DECIDE, site.area_path)
    if site.kind != SiteKind.DORMITORY:
        raise Refused("Nơi này không phải nhà trọ, ký túc xá.", field="model")
    known = {one.key for one in queries.dormitory_models(on=timezone.localdate(at), area=site.area_path).value.models}
    if model not in known:
        raise Refused("Chọn một mô hình nhà trọ trong danh sách.", field="model")
    found, _made = Dormitory.objects.get_or_create(site=site, defaults={"model": model, "at": at})
    amend(found, model=model, at=at, by_name=by.name[:120])
    about(site)
    note(model=model)
    return found
