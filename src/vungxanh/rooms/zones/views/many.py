"""One paper for many places: chosen in the list, looked at once more, done; who could not be done is told with the reason."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vungxanh.common import centre
from vungxanh.common.web.acting import picked
from vungxanh.common.web.forms import ActionForm
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.rooms.zones import actions, forms, queries, rules, words

FORMS: dict[str, type[ActionForm]] = {
    "review": forms.ReviewManyForm, "decide": forms.DecideManyForm, "publish": ActionForm,
    "goal": forms.GoalForm,
}  # fmt: skip
ACTS: dict[str, Callable[..., Any]] = {
    "review": actions.review_many, "decide": actions.decide_many, "publish": actions.publish_many,
    "goal": actions.set_goals,
}  # fmt: skip
HEADS = {
    "review": _("Rà soát nhiều địa bàn"), "decide": _("Quyết định mức theo đề xuất"), "publish": _("Công bố mức"),
    "goal": _("Đặt mục tiêu"),
}  # fmt: skip
GO = {
    "review": _("Đã rà soát, đề nghị quyết định"),
    "decide": _("Quyết định"),
    "publish": _("Công bố"),
    "goal": _("Đặt mục tiêu"),
}
BACK = {"goal": "zones:green"}


@page(needs=Permission.LEVEL_RECORD)
@require_POST
def many(request: ActorRequest, what: str) -> HttpResponse:
    """The chosen places with the form; with ``do`` it is done."""
    by, at = request.actor, centre.now()
    if what not in FORMS:
        raise NotYours(_now("Không có trang này."))
    ids = picked(request.POST.getlist("pick"))
    sent = "do" in request.POST
    start: dict[str, Any] = {"start": timezone.localdate(at)} if what == "decide" else {"level": "1"}
    form = FORMS[what](request.POST if sent else None, initial=start)
    done = None
    if sent and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "_key"}
        given |= {"level": int(given["level"])} if "level" in given else {}
        with form.refusals():
            done = ACTS[what].once(str(form.key), by=by, at=at, proposal_ids=ids, **given)  # type: ignore[attr-defined]
        if form.is_valid() and done is not None and not done.refused:
            messages.success(request, _now("Đã xong %(n)d địa bàn.") % {"n": done.done})
            return redirect(BACK.get(what, "zones:index"))
    rows = list(queries.standing(by).filter(pk__in=ids).order_by("-level", "folded")[: rules.MOST_AT_ONCE])
    names = queries.called(by=by, rows=[(p.area_path, p.name) for p in rows])
    context = {
        "what": what, "back": reverse(BACK.get(what, "zones:index")), "title": HEADS[what], "go": GO[what], "form": form, "ids": ids, "done": done,
        "rows": [(names[p.area_path], p, words.letter(p.level), words.letter(p.decided), words.state_of(p.state)) for p in rows],
        "left_out": len(ids) - len(rows),
    }  # fmt: skip
    return render(request, "zones/many.html", context, status=422 if form.errors else 200)
