"""Who works for an agency today."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Membership
from vungxanh.rooms.agencies.queries.directory import known_agencies
from vungxanh.rooms.agencies.queries.staff import valid_on


def workers(
    by: Actor, agency_ids: Iterable[UUID], needs: Permission, on: date | None = None
) -> list[tuple[UUID, UUID]]:
    """(agency, user) of everybody who holds ``needs`` in one of these agencies, as far as ``by`` knows them."""
    roles = [role for role, found in rules.ROLES.items() if needs in found.permissions]
    rows = Membership.objects.filter(
        valid_on(on or timezone.localdate(centre.now())),
        agency__in=known_agencies(by).filter(pk__in=set(agency_ids), active=True).values("pk"),
        role__in=roles,
        user__is_active=True,
    )
    return list(rows.order_by("agency_id", "user_id").values_list("agency_id", "user_id").distinct())
