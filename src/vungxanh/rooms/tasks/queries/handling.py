"""Records of handling: which somebody sees, and on which side he stands."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.tasks.models import Handling, HandlingStep
from vungxanh.rooms.tasks.queries.people import bodies, mine
from vungxanh.rooms.tasks.rules import handling as rules

SEE, DECIDE = Permission.HANDLING_SEE, Permission.HANDLING_DECIDE
S = rules.Step


def handlings(by: Actor) -> QuerySet[Handling]:
    """Those kept by agencies of his areas, and those against his own agency once it was asked; unordered."""
    own = mine(by, SEE)
    told = Q(agency_id__in=own) & ~Q(state=S.OPENED) & ~Q(explain_by=None)
    kept = (seen(by, SEE) | Q(handler_id__in=own)) & ~Q(agency_id__in=own)
    return Handling.objects.filter(kept | told) if own else Handling.objects.filter(seen(by, SEE))


def handling(*, by: Actor, handling_id: UUID) -> Handling:
    """One; NotYours when he may not see it."""
    found = handlings(by).filter(pk=handling_id).select_related("agency", "handler", "task").first()
    if found is None:
        raise NotYours(_("Không tìm thấy hồ sơ này, hoặc nó không thuộc phạm vi của bạn."))
    return found


def may_handle(by: Actor, found: Handling) -> bool:
    """Whether he keeps it: a leader of the agency whose record it is, or above; never one of the side that is handled."""
    for scope in by.scopes:
        if DECIDE not in scope.permissions or (scope.agency_id and scope.agency_id == found.agency_id):
            continue
        if (scope.agency_id and scope.agency_id == found.handler_id) or inside(found.area_path, scope.area):
            return True
    return False


def may_explain(by: Actor, found: Handling) -> bool:
    """Whether he speaks for the side that is handled."""
    return found.agency_id is not None and found.agency_id in mine(by, SEE)


def handling_to(*, by: Actor, handling_id: UUID, explain: bool = False) -> Handling:
    """One he keeps (``explain``: or speaks for), held until the end of the act."""
    handling(by=by, handling_id=handling_id)
    found = Handling.objects.select_for_update(of=("self",)).select_related("agency", "handler").get(pk=handling_id)
    if not (may_handle(by, found) or (explain and may_explain(by, found))):
        raise NotYours(_("Chỉ lãnh đạo cơ quan lập hồ sơ mới làm được việc này."))
    return found


def handling_steps(found: Handling) -> list[HandlingStep]:
    """Everything that happened to it, in order."""
    return list(found.steps.order_by("id"))


def handling_counts(by: Actor, agency_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many open records there are against each agency, of those he may see."""
    if not by.may(SEE):
        return {}
    rows = handlings(by).filter(agency_id__in=list(agency_ids), state__in=rules.ALIVE).order_by()
    return dict(rows.values_list("agency_id").annotate(n=Count("pk")))


def dress_handlings(rows: list[Any], at: datetime) -> list[Any]:
    """Attach the agencies, whom it is against in words, and whether an explanation is overdue."""
    known = bodies({pk for row in rows for pk in (row.agency_id, row.handler_id) if pk})
    for row in rows:
        row.body, row.keeper = known.get(row.agency_id), known.get(row.handler_id)
        row.whom = _whom(row)
        row.late = row.state == S.ASKED and row.explain_by is not None and row.explain_by < at
    return rows


def _whom(row: Any) -> str:
    body = row.body.name if row.body else ""
    if row.subject == rules.Subject.HEAD:
        return _("%(name)s, đứng đầu %(body)s") % {"name": row.name, "body": body}
    return body or row.name or _(rules.SUBJECT_NAMES[rules.Subject(row.subject)])


def handlings_waiting(by: Actor, at: datetime) -> tuple[QuerySet[Handling], QuerySet[Handling]]:
    """Those his agency must explain; those of his that may be decided now (explained, or the time is over)."""
    own = mine(by, SEE)
    mine_to_explain = Handling.objects.filter(agency_id__in=own, state=S.ASKED).order_by("explain_by", "id")
    ready = Q(state=S.EXPLAINED) | Q(state=S.ASKED, explain_by__lt=at)
    mine_to_decide = Handling.objects.filter(ready, handler_id__in=mine(by, DECIDE)).exclude(agency_id__in=own)
    return mine_to_explain, mine_to_decide.order_by("explain_by", "id")
