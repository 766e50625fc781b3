"""The limits in force, and those a centre sets itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vungxanh.common import centre
from vungxanh.common.web.diseases import disease_name
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.pipeline import actions, queries, rules, words
from vungxanh.rooms.pipeline.forms import TargetForm
from vungxanh.rooms.pipeline.models import StageTarget
from vungxanh.rooms.pipeline.rules import Stage
from vungxanh.rooms.places import queries as places


@page(needs=Permission.CASE_SEE)
@require_http_methods(["GET", "POST"])
def targets(request: ActorRequest) -> HttpResponse:
    """What the regulations say, what the centre set itself, and what it had set before."""
    by, at = request.actor, centre.now()
    form = TargetForm(by, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("area_path", "disease", "stage", "hours", "reason")}
        with form.refusals():
            actions.set_target.once(str(form.key), by=by, at=at, **data)
        if form.is_valid():
            messages.success(request, _("Đã đặt mốc. Các việc đang chờ được tính lại theo mốc này."))
            return redirect("pipeline:targets")
    area = min(by.areas(Permission.CASE_SEE), key=len, default="")
    limits = queries.Limits().of("covid19", queries.day_of(at), area)
    rows = [
        (_(rules.STAGE_NAMES[stage]), _(rules.SPANS[stage]), one, words.hours(one.hours) if one else "",
         words.doubt(one) if one else "", _reason(by, one.own) if one and one.own else "")
        for stage, one in limits.items()
    ]  # fmt: skip
    own = list(queries.targets(by=by)[:200])
    names = places.display_names(by=by, paths={t.area_path for t in own})
    told = [
        (t, names[t.area_path], disease_name(t.disease), _(rules.STAGE_NAMES[Stage(t.stage)]), words.hours(t.hours),
         by.may(Permission.TARGET_SET, t.area_path), _reason(by, t))
        for t in own
    ]  # fmt: skip
    context = {"form": form, "rows": rows, "own": told, "may": by.may(Permission.TARGET_SET)}
    return render(request, "pipeline/targets.html", context, status=422 if form.errors else 200)


def _reason(by: Actor, target: StageTarget) -> str:
    """Free words are for those who see the whole area it is set for; who is below reads the limit."""
    return target.reason if by.may(Permission.CASE_SEE, target.area_path) else _("do cấp trên đặt")


@page(needs=Permission.TARGET_SET)
@require_POST
def drop_target(request: ActorRequest, limit_id: UUID) -> HttpResponse:
    """Back to the regulations."""
    try:
        actions.drop_target(by=request.actor, at=centre.now(), limit_id=limit_id)
        messages.success(request, _("Đã bỏ mốc riêng; áp dụng lại mốc của quy định."))
    except Refused as no:
        messages.error(request, no.told(_))
    return redirect("pipeline:targets")
