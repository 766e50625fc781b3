"""Reading the audit trail: who did what, where, when; and what happened to one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words: when, who, what, the fields it changed as (name, before, after), and why."""

    at: datetime
    who: str
    title: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str


def told(subject_id: UUID, acts: Mapping[str, str], fields: Mapping[str, str], limit: int = 60) -> list[Line]:
    """What was done to one thing, newest first; for rooms that have already established the right to it.

    ``acts``: names of actions (without the room), ``fields``: names of the fields worth telling, both to be translated.
    """
    return [
        Line(
            row.at,
            row.actor_name,
            _(acts[name]) if (name := row.action.split(".")[-1]) in acts else row.action,
            tuple(
                (_(fields[c["field"]]), str(c["from"] or ""), str(c["to"] or ""))
                for c in row.detail.get("changes", [])
                if c["field"] in fields
            ),
            str(row.detail.get("reason") or ""),
        )
        for row in history(subject_id, limit)
    ]
