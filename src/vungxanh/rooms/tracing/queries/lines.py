"""What tracing knows of many cases at once: for a line list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import CaseTrace, ContactEvent, Exposure, Visit


@dataclass(slots=True)
class CaseWork:
    """Numbers of one case. ``computed_at`` None: never traced. ``open``, ``closed``: of its live contacts."""

    f1: int = 0
    f2: int = 0
    computed_at: datetime | None = None
    milestones: int = 0
    meetings: int = 0
    open: int = 0
    closed: int = 0


def case_work(*, by: Actor, case_ids: Iterable[UUID], what: Collection[str] = ()) -> dict[UUID, CaseWork]:
    """The numbers of each case, of cases ``by`` was shown already; only those named in ``what`` (all when empty).

    At most four queries, each by an index that begins with the case.
    """
    ids = list(case_ids)
    found = {pk: CaseWork() for pk in ids}
    if not by.may(Permission.TRACE_SEE) or not ids:
        return found
    asked = set(what) or {"f1", "milestones", "meetings", "open"}
    if asked & {"f1", "f2", "computed_at"}:
        for pk, f1, f2, at in CaseTrace.objects.filter(pk__in=ids).values_list("pk", "f1", "f2", "computed_at"):
            found[pk].f1, found[pk].f2, found[pk].computed_at = f1, f2, centre.seen_at(at)
    for name, model in (("milestones", Visit), ("meetings", ContactEvent)):
        if name in asked:
            rows = model._default_manager.filter(case_id__in=ids, removed_at=None).order_by()
            for pk, n in rows.values_list("case_id").annotate(n=Count("pk")):
                setattr(found[pk], name, n)
    if asked & {"open", "closed"}:
        live = Exposure.objects.filter(case_id__in=ids, dropped_at=None).order_by()
        working = Q(contact__state__in=rules.OPEN)
        for pk, n, closed in live.values_list("case_id").annotate(
            n=Count("pk", filter=working), c=Count("pk", filter=~working)
        ):
            found[pk].open, found[pk].closed = n, closed
    return found
