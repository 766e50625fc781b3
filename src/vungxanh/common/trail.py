"""Reading the audit trail: who did what, where, when; and what happened to one thing."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.access import seen
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours


def seen_or_everywhere(by: Actor, needs: Permission) -> Q:
    """Rows of his areas; rows of no area are for those who hold the right over the whole centre."""
    rows = seen(by, needs)
    return rows | Q(area_path="") if by.may(needs, centre.current().area_path) else rows


def entries(by: Actor) -> QuerySet[AuditEntry]:
    """Acts in the areas whose trail he may read; unordered (order by ``-id``: newest first)."""
    return AuditEntry.objects.filter(seen_or_everywhere(by, Permission.AUDIT_SEE))


def entry(by: Actor, entry_id: UUID) -> AuditEntry:
    """One act; NotYours when he may not read it."""
    found = entries(by).filter(pk=entry_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy dòng nhật ký này."))
    return found


def history(subject_id: UUID, limit: int = 200) -> list[AuditEntry]:
    """What was done to one thing, newest first; for rooms that have already established the right to it."""
    return list(AuditEntry.objects.filter(subject_id=subject_id).order_by("-id")[:limit])
