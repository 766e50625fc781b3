"""The daily digest of a person, and scenarios of the response plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vungxanh.common import centre
from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.tasks import actions, forms, queries
from vungxanh.rooms.tasks.views import shared

SEE, ASSIGN = Permission.TASK_SEE, Permission.TASK_ASSIGN


@page(needs=SEE)
def digest(request: ActorRequest) -> HttpResponse:
    """One's own digests, and where they are sent."""
    by = request.actor
    form = forms.MailForm(request.POST or None, initial={"address": queries.mail_address(by=by)})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.choose_mail.once(str(form.key), by=by, at=centre.now(), address=form.cleaned_data["address"])
        if form.is_valid():
            messages.success(request, _("Đã lưu."))
            return redirect("tasks:digest")
    context = {
        "now": queries.groups_of(queries.digest_body(by=by, at=centre.now())), "mail_works": queries.mail_works(), "form": form,
        "past": [(one, queries.groups_of(one.body)) for one in queries.digests(by=by)], "setting": queries.clocks(centre.now()),
    }  # fmt: skip
    return render(request, "tasks/digest.html", context, status=422 if form.errors else 200)


@page(needs=SEE)
def scenario(request: ActorRequest) -> HttpResponse:
    """Which scenario holds where, what the numbers say, what would wake; and saying that one is in force."""
    by, at = request.actor, centre.now()
    mine = shared.areas_of(by, ASSIGN)
    form = forms.ScenarioForm(request.POST or None, areas=mine)
    if request.method == "POST" and not mine:
        by.check(ASSIGN, "")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            woken = actions.begin_scenario.once(
                str(form.key), by=by, at=at, area_path=data["area"], number=int(data["number"]), reason=data["reason"]
            )
        if form.is_valid():
            messages.success(request, _("Kịch bản %(n)s có hiệu lực; %(woken)d nhiệm vụ được kích hoạt.")
                             % {"n": data["number"], "woken": woken})  # fmt: skip
            return redirect("tasks:scenario")
    seen = [(path, queries.area_name(by, path)) for path in by.areas(SEE) if path]
    rows = [
        {
            "name": name, "now": queries.scenario_now(path), "computed": _computed(by, path),
            "asleep": sorted(queries.asleep_by_scenario(by, path).items()), "past": queries.scenario_history(path, 10),
        }
        for path, name in seen
    ]  # fmt: skip
    context = {"rows": rows, "form": form, "may": bool(mine)}
    return render(request, "tasks/scenario.html", context, status=422 if form.errors else 200)


def _computed(by: Any, path: str) -> Any:
    return queries.computed_scenario(by, path, centre.now()) if by.may(Permission.CASE_SEE, path) else None
