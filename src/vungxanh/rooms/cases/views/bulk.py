"""One change for many cases: the form, what came of it, putting it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import actions, forms, queries, rules
from vungxanh.rooms.cases.models import CaseBatch
from vungxanh.rooms.cases.views import shared

SHOWN = 400


@page(needs=Permission.CASE_RECORD)
@never_cache
@require_POST
def edit(request: ActorRequest) -> HttpResponse:
    """The chosen cases with the form; with ``do`` the change is made."""
    by = request.actor
    ids = shared.picked(request.POST.getlist("pick"))
    seen = queries.visible(by).filter(pk__in=ids[: rules.MOST])
    diseases = set(seen.order_by().values_list("disease", flat=True).distinct())
    clusters = [
        (str(c.pk), c.name)
        for c in queries.open_clusters(by=by, disease=diseases.pop() if len(diseases) == 1 else "")[:200]
    ]
    form = forms.BulkForm(clusters, request.POST if "do" in request.POST else None)
    if form.is_bound and form.is_valid():
        with form.refusals():
            made = actions.edit_many.once(str(form.key), by=by, at=centre.now(), case_ids=ids, change=form.change())
        if form.is_valid():
            return redirect("cases:batch", made.pk)
    codes = list(seen.order_by("code").values_list("code", flat=True)[:12])
    context = {
        "form": form, "ids": ids, "count": seen.count(), "codes": codes, "most": rules.MOST,
        "missing": len(ids) - seen.count(), "too_many": len(ids) > rules.MOST,
    }  # fmt: skip
    return render(request, "cases/bulk.html", context, status=422 if form.errors else 200)


@page(needs=Permission.CASE_SEE)
@never_cache
@require_GET
def batch(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """What a change did: first the cases it left alone, each with its reason."""
    found = queries.batch(by=request.actor, batch_id=batch_id)
    rows = list(queries.batch_rows(by=request.actor, batch_id=batch_id)[:SHOWN])
    for row, changes in zip(rows, queries.told_changes(rows), strict=True):
        row.changes = changes  # type: ignore[attr-defined]
    context = {
        "batch": found, "refused": [r for r in rows if r.refusal], "rows": [r for r in rows if not r.refusal],
        "may_undo": found.undo_of_id is None and found.done and not found.undone_by.exists(), "undone": found.undone_by.first(),
    }  # fmt: skip
    return render(request, "cases/batch.html", context)


@page(needs=Permission.CASE_RECORD)
@require_POST
def undo(request: ActorRequest, batch_id: UUID) -> HttpResponse:
    """Put it back."""
    try:
        made: CaseBatch = actions.undo_many.once(
            f"undo:{batch_id}:{request.actor.id}", by=request.actor, at=centre.now(), batch_id=batch_id
        )
    except NotYours:
        raise
    except Refused as no:
        return render(request, "shell/refused.html", {"sentence": no.told(_), "status": 422}, status=422)
    return redirect("cases:batch", made.pk)
