"""How far the tracing of a case is: whom nobody has reached yet, and when the last one was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import CallAttempt, ContactEvent, Exposure, Visit


@dataclass(slots=True)
class Traced:
    """Of one index case. ``waiting``: close contacts (F1) nobody reached; ``reached_at``: when the last of the others was.

    ``interviewed``: a milestone or a meeting of his is recorded. ``team_id``: a team that was given some of them.
    """

    interviewed: bool = False
    close: int = 0
    waiting: int = 0
    reached_at: datetime | None = None
    team_id: UUID | None = None


def traced_so_far(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, Traced]:
    """Of each of these cases that ``by`` may trace. A contact who is isolated or fell ill counts as reached then."""
    wanted = set(case_ids)
    if not by.may(Permission.TRACE_SEE):
        return {}
    found = {pk: Traced() for pk in cases.visible(by).filter(pk__among=wanted).values_list("pk", flat=True)}
    for model in (Visit, ContactEvent):
        told = model.objects.filter(case_id__among=set(found), removed_at=None).order_by()
        for case_id in told.values_list("case_id", flat=True).distinct():
            found[case_id].interviewed = True
    reached = CallAttempt.objects.filter(contact=OuterRef("contact"), outcome=rules.CallOutcome.REACHED).order_by("at")
    close = Exposure.objects.filter(case_id__among=set(found), level=1, dropped_at=None, contact__level__gt=0)
    rows = close.annotate(reached=Subquery(reached.values("at")[:1])).values_list(
        "case_id", "contact__state", "contact__team", "reached", "contact__isolated_at", "contact__case__diagnosed_at"
    )
    for case_id, state, team_id, *moments in rows:
        one = found[case_id]
        one.close += 1
        one.team_id = one.team_id or team_id
        first = min((moment for moment in moments if moment), default=None)
        if first:
            one.reached_at = max(one.reached_at or first, first)
        elif state in rules.WAITING:
            one.waiting += 1
    return found
