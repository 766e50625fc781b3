"""The daily list: who must be asked today, and the answer in one key."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tracing import actions, queries, rules
from vungxanh.rooms.tracing.forms import FollowUpForm
from vungxanh.rooms.tracing.views import shared

SHOWN = 25


@page(needs=Permission.FOLLOWUP_RECORD)
def followups(request: ActorRequest) -> HttpResponse:
    """The list of today; the first one is open to be answered."""
    return _list(request, "tracing/followups.html")


@page(needs=Permission.FOLLOWUP_RECORD)
@never_cache
@require_POST
def answer(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """One person's answers of today; answered with the list, the next one open."""
    form = FollowUpForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        none = data["quick"] == "none"
        with form.refusals():
            actions.follow_up.once(
                str(form.key), by=request.actor, at=shared.at(), contact_id=contact_id, day=shared.today(),
                seen=data["quick"] != "unseen", temperature=data["temperature"],
                symptoms=[] if none else data["symptoms"], note_text=data["note"],
            )  # fmt: skip
    if not form.is_valid():
        return _list(request, "tracing/parts/followups.html", form=form, open_id=contact_id, status=422)
    return _list(request, "tracing/parts/followups.html", done=_("Đã ghi."))


def _list(
    request: ActorRequest, template: str, *, form: FollowUpForm | None = None, open_id: UUID | None = None,
    status: int = 200, done: str = "",
) -> HttpResponse:  # fmt: skip
    by = request.actor
    team, teams = shared.my_team(request, by)
    rows = queries.follow_ups_due(by=by, day=shared.today(), team_id=team.pk if team else None, count=True)
    first = queries.first_due(by=by, day=shared.today(), team_id=team.pk if team else None, limit=SHOWN + 1)
    page_rows = shared.decorate(by, first)
    context: dict[str, Any] = {
        "rows": page_rows[:SHOWN], "more": len(page_rows) > SHOWN, "left": rows.order_by().count(), "team": team,
        "teams": teams, "form": form or FollowUpForm(), "day": shared.today(), "done": done,
        "open_id": open_id or _open(request, page_rows), "symptoms": rules.SYMPTOM_NAMES.items(),
    }  # fmt: skip
    return render(request, template, context, status=status)


def _open(request: ActorRequest, rows: list[Any]) -> UUID | None:
    wanted = request.GET.get("open", "")
    return next((c.pk for c in rows if str(c.pk) == wanted), rows[0].pk if rows else None)
