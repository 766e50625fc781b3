"""The round that is open now: whom to look for, one press each; made for a phone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.isolation import actions, forms, queries, rules, words
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.tracing.actions import SYMPTOM_NAMES

CHECK = Permission.ISOLATION_CHECK
SHOWN = 30


@page(needs=CHECK)
@never_cache
def checks(request: ActorRequest) -> HttpResponse:
    """Those not looked for yet in this round; absent ones and those missed longest first."""
    return _list(request, "isolation/checks.html")


@page(needs=CHECK)
@never_cache
@require_POST
def answer(request: ActorRequest, isolation_id: UUID) -> HttpResponse:
    """One person: there and well, absent, or as filled in; answered with the list."""
    form = forms.CheckForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        well = data["quick"] == "well"
        with form.refusals():
            actions.check.once(
                str(form.key), by=request.actor, at=centre.now(), isolation_id=isolation_id,
                how=rules.CheckHow(data["how"] or "list"), present=data["quick"] != "absent",
                temperature=data["temperature"], symptoms=[] if well else data["symptoms"], note_text=data["note"],
            )  # fmt: skip
    if not form.is_valid():
        return _list(request, "isolation/parts/checks.html", bad=(isolation_id, form), status=422)
    return _list(request, "isolation/parts/checks.html", said=_("Đã ghi."))


def _asked_for(request: ActorRequest, now: datetime) -> list[Any]:
    """``?who=``: one person to be looked for again, whatever was written in this round."""
    try:
        wanted = queries.get(by=request.actor, isolation_id=UUID(request.GET.get("who", "")))
    except ValueError:
        return []
    return [wanted] if queries.asked(wanted, now) else []


def _list(
    request: ActorRequest, template: str, *, bad: tuple[UUID, Any] | None = None, said: str = "", status: int = 200
) -> HttpResponse:
    by, now = request.actor, centre.now()
    places = [(str(s.pk), s.name) for s in sites.visible(by).filter(state="active").order_by("name")[:100]]
    wanted = request.POST.get("site") or request.GET.get("site", "")
    site = UUID(wanted) if wanted in dict(places) else None
    rows = [*_asked_for(request, now), *queries.due(by=by, at=now, site_id=site)[: SHOWN + 1]]
    if site is None and len(rows) <= SHOWN:
        rows += queries.watched_due(by=by, at=now)[: SHOWN + 1 - len(rows)]
    found = words.named(by, rows)
    number = queries.now_round(now)
    for decision in found:
        decision.watched = decision.state == rules.State.RELEASED
        decision.missed = 0 if decision.watched else rules.missed(decision.checked_round, number)
        decision.form = bad[1] if bad and bad[0] == decision.pk else forms.CheckForm()
        decision.open = bool(bad and bad[0] == decision.pk)
    context = {
        "watched": queries.watched_due(by=by, at=now).count() if site is None else 0,
        "rows": found[:SHOWN], "more": len(found) > SHOWN, "counts": queries.due_counts(by=by, at=now, site_id=site),
        "round": number, "sites": places, "site": str(site or ""), "said": said,
        "symptoms": [(str(key), name) for key, name in SYMPTOM_NAMES.items()],
    }  # fmt: skip
    return render(request, template, context, status=status)
