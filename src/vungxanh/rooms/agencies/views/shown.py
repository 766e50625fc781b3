"""What pages show of memberships."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models import Membership, User
from vungxanh.rooms.places import queries as places


@dataclass(frozen=True, slots=True)
class Given:
    """A role somebody holds or held, in words."""

    id: UUID
    role: str
    text: str
    agency: str
    area_path: str
    area: str
    valid_from: date
    valid_to: date | None
    now: bool


def memberships(by: Actor, user: User) -> list[Given]:
    """The roles of a user, newest first."""
    rows = list(user.memberships.select_related("agency").order_by("-valid_from", "id"))
    return given(by, rows)


def given(by: Actor, rows: Sequence[Membership]) -> list[Given]:
    """Memberships in words; the agencies must have come with them."""
    today = timezone.localdate(centre.now())
    names = places.display_names(by=by, paths={row.area_path for row in rows if row.area_path})
    return [
        Given(
            id=row.pk,
            role=role_name(row.role),
            text=_(rules.ROLES[rules.RoleKey(row.role)].text) if row.role in rules.ROLES else "",
            agency=row.agency.name,
            area_path=row.area_path,
            area=names.get(row.area_path, row.area_path) or _("mọi địa bàn"),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            now=row.agency.active and row.valid_from <= today and (row.valid_to is None or today <= row.valid_to),
        )
        for row in rows
    ]


def role_name(role: str) -> str:
    """The name of a role; the key itself when nobody knows it any more."""
    return _(rules.ROLES[rules.RoleKey(role)].name) if role in rules.ROLES else role
