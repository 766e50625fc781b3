"""Agencies come, change their name, and close."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.agencies import queries, rules
from vungxanh.rooms.agencies.models import Agency


@action(needs=Permission.AGENCY_MANAGE, area="area_path")
def found(
    *,
    by: Actor,
    at: datetime,
    name: str,
    kind: str,
    area_path: str,
    short_name: str = "",
    parent_id: UUID | None = None,
    decision: str = "",
) -> Agency:
    """Found an agency in an area; one of that name already there is refused. ``decision``: its legal basis."""
    name = _name(name)
    if kind not in rules.KINDS:
        raise Refused(_("Chọn loại cơ quan."), field="kind")
    if Agency.objects.filter(area_path=area_path, name=name).exists():
        raise Refused(_("Địa bàn này đã có cơ quan mang tên đó."), field="name")
    if parent_id is not None:
        queries.agency(by, parent_id)
    made = Agency.objects.create(
        name=name, kind=kind, area_path=area_path, short_name=squeeze(short_name)[:60], parent_id=parent_id,
        decision=squeeze(decision)[:160],
    )  # fmt: skip
    about(made)
    return made


@action(needs=Permission.AGENCY_MANAGE)
def rename(
    *, by: Actor, at: datetime, agency_id: UUID, name: str, kind: str, short_name: str = "", decision: str = ""
) -> Agency:
    """Correct the name, the kind or the establishing decision of an agency."""
    agency = managed_agency(by, agency_id)
    name = _name(name)
    if kind not in rules.KINDS:
        raise Refused(_("Chọn loại cơ quan."), field="kind")
    if Agency.objects.filter(area_path=agency.area_path, name=name).exclude(pk=agency.pk).exists():
        raise Refused(_("Địa bàn này đã có cơ quan mang tên đó."), field="name")
    amend(agency, name=name, kind=kind, short_name=squeeze(short_name)[:60], decision=squeeze(decision)[:160])
    return agency


@action(needs=Permission.AGENCY_MANAGE)
def close(*, by: Actor, at: datetime, agency_id: UUID) -> Agency:
    """Close an agency: its memberships give no rights any more; nothing is deleted."""
    agency = managed_agency(by, agency_id)
    if any(scope.agency_id == agency.pk for scope in by.scopes):
        raise Refused(_("Bạn không thể đóng cơ quan của chính mình: bạn sẽ mất quyền ngay lập tức."))
    amend(agency, active=False)
    return agency


@action(needs=Permission.AGENCY_MANAGE)
def reopen(*, by: Actor, at: datetime, agency_id: UUID) -> Agency:
    """Open a closed agency again."""
    agency = managed_agency(by, agency_id)
    amend(agency, active=True)
    return agency


def _name(text: str) -> str:
    name = squeeze(text)
    if not 3 <= len(name) <= 200:
        raise Refused(_("Tên cơ quan dài từ 3 đến 200 chữ."), field="name")
    return name


def managed_agency(by: Actor, agency_id: UUID) -> Agency:
    """An agency whose directory entry ``by`` keeps; NotYours otherwise."""
    agency = queries.agency(by, agency_id)
    by.check(Permission.AGENCY_MANAGE, agency.area_path)
    return agency
